export interface TreeChange {
  kind: string;
  path: string;
  before: string | null;
  after: string | null;
  where: readonly string[];
  words: string;
}

/** Changes below the thing they belong to, in the order in which they are told. */
export function branchesOf(changes: readonly TreeChange[]): {name: string; changes: TreeChange[]}[] {
  const branches = new Map<string, TreeChange[]>();
  for (const change of changes) {
    const name = change.where[0] ?? change.path;
    branches.set(name, [...(branches.get(name) ?? []), change]);
  }
  return [...branches].map(([name, own]) => ({name, changes: own}));
}
