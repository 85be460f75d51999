/** A definition as it is written, read without trust: it may have problems. */
export type Written = Readonly<Record<string, unknown>>;

export const isGroup = (value: unknown): value is Written =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const groupsIn = (value: unknown): Written[] => (Array.isArray(value) ? value.filter(isGroup) : []);

export function at(value: unknown, ...steps: string[]): unknown {
  return steps.reduce<unknown>((inner, step) => (isGroup(inner) ? inner[step] : undefined), value);
}

/** A text of both languages: where one stands for both, both paths lead to it. */
export function textsAt(value: unknown, path: string): {zh: string; en: string; zhPath: string; enPath: string} {
  if (isGroup(value)) return {zh: said(value.zh), en: said(value.en), zhPath: `${path}.zh`, enPath: `${path}.en`};
  return {zh: said(value), en: said(value), zhPath: path, enPath: path};
}

/** What a field shows; null where only the text can tell it. */
export function said(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
