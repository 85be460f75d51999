const MOST = 120;

/**
 * A name to show and to save under: the last part of a path, without controls, marks that turn the writing direction, and
 * characters that a file system or a header would take for something else. The end with its extension stays when it is cut.
 */
export function safeFileName(name: string | null | undefined, fallback = 'file'): string {
  const last = (name ?? '').normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = last
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/gu, '');
  if (plain === '') return fallback;
  const characters = Array.from(plain);
  if (characters.length <= MOST) return plain;
  const extension = /\.[A-Za-z0-9]{1,8}$/.exec(plain)?.[0] ?? '';
  return characters.slice(0, MOST - extension.length).join('') + extension;
}

/** RFC 5987: the name in UTF-8, and an ASCII one for clients that know nothing else. */
export function contentDisposition(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `inline; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
