export interface Change {
  kind: 'ADDED' | 'REMOVED' | 'CHANGED';
  path: string;
  before: string | null;
  after: string | null;
}

const MAX_TEXT = 500;

/** What differs between two definitions, by path. Items with a key (or unit, or class) are matched by it, so that moving one is no change of all. */
export function changesBetween(before: unknown, after: unknown, path = ''): Change[] {
  if (isGroup(before) && isGroup(after)) return entries(before, after, (key) => (path === '' ? key : `${path}.${key}`));
  if (Array.isArray(before) && Array.isArray(after)) {
    const identity = identityOf([...(before as unknown[]), ...(after as unknown[])]);
    if (identity) return entries(byIdentity(before, identity), byIdentity(after, identity), (key) => `${path}[${key}]`);
    if (before.length === after.length && before.some(isGroup)) {
      return before.flatMap((item, i) => changesBetween(item, after[i], `${path}[${i}]`));
    }
  }
  if (same(before, after)) return [];
  if (before === undefined) return [{kind: 'ADDED', path, before: null, after: text(after)}];
  if (after === undefined) return [{kind: 'REMOVED', path, before: text(before), after: null}];
  return [{kind: 'CHANGED', path, before: text(before), after: text(after)}];
}

type Group = Record<string, unknown>;

function entries(before: Group, after: Group, pathOf: (key: string) => string): Change[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key) => changesBetween(before[key], after[key], pathOf(key)));
}

/** The property that names every item of a list, once each. */
function identityOf(items: unknown[]): string | undefined {
  return ['key', 'unit', 'class'].find(
    (name) => items.length > 0 && items.every((item) => isGroup(item) && typeof item[name] === 'string'),
  );
}

const byIdentity = (items: unknown[], name: string): Group =>
  Object.fromEntries(items.map((item) => [String((item as Group)[name]), item]));

const isGroup = (value: unknown): value is Group =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const same = (a: unknown, b: unknown): boolean => stable(a) === stable(b);

/** Independent of the order in which a group's entries are written. */
export function stable(value: unknown): string {
  return (
    JSON.stringify(value, (_, inner: unknown) =>
      isGroup(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
    ) ?? 'undefined'
  );
}

function text(value: unknown): string {
  const written = typeof value === 'string' ? value : stable(value);
  return written.length > MAX_TEXT ? `${written.slice(0, MAX_TEXT)}…` : written;
}
