/** Of two states only the fields that differ, for `before` and `after` of an audit entry. Null where nothing does. */
export function changes<T extends object>(
  before: T,
  after: Partial<T>,
): {before: Partial<T> | null; after: Partial<T> | null} {
  const keys = (Object.keys(after) as (keyof T)[]).filter((key) => !isSame(before[key], after[key]));
  if (keys.length === 0) return {before: null, after: null};
  const pick = (from: Partial<T>) => Object.fromEntries(keys.map((key) => [key, from[key] ?? null])) as Partial<T>;
  return {before: pick(before), after: pick(after)};
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}
