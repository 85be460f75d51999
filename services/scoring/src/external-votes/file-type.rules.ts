const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Of what begins with these bytes, in hex; a package of parts is told by its name. */
const heads: [head: string, type: (name: string) => string | null][] = [
  ['255044462d', () => 'application/pdf'],
  ['89504e470d0a1a0a', () => 'image/png'],
  ['ffd8ff', () => 'image/jpeg'],
  ['504b0304', (name) => (/\.xlsx$/i.test(name) ? XLSX : /\.ofd$/i.test(name) ? 'application/ofd' : null)],
];

/** What a file of evidence is, by how it begins: names lie. Null for what is not taken; it is only ever handed out to be saved. */
export function typeOf(head: Uint8Array, name: string): string | null {
  const hex = [...head.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const known = heads.find(([start]) => hex.startsWith(start));
  if (known) return known[1](name);
  // UTF-16 has zeros, but says so at its beginning
  const isText = hex.startsWith('fffe') || !head.includes(0);
  return isText && /\.csv$/i.test(name) ? 'text/csv' : null;
}
