export interface WallAddress {
  kind: 'tally' | 'plan';
  id: string;
}

/** `/wall/tally/<roundId>` and `/wall/plan/<planId>`; ids of rounds hold a colon, plain or escaped. */
export function wallOf(pathname: string): WallAddress | null {
  const [, kind, id] = /^\/wall\/(tally|plan)\/([^/]+)\/?$/.exec(pathname) ?? [];
  if ((kind !== 'tally' && kind !== 'plan') || !id) return null;
  try {
    return {kind, id: decodeURIComponent(id)};
  } catch {
    return null;
  }
}
