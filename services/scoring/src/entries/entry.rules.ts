/** More ways than this are not tried: the list then stays incomplete until the events that are missing arrive. */
const MOST_TRIES = 2_000;

interface Candidate {
  id: string;
  /** SHORTLISTED now, or withdrawn after it was seen to be. */
  wasShortlisted: boolean;
  withdrawn: boolean;
}

export type Digest = (text: string) => string;

/** SHA-256 of the sorted ids joined by newlines, as ShortlistClosed has it. */
export const digestOfIds = (ids: readonly string[], digest: Digest): string => digest([...ids].sort().join('\n'));

/**
 * The works that a closed shortlist consists of, or null while what has arrived doesn't match its count and digest. Events carry the
 * last state only, so of a work withdrawn since it may be unknown that it was on the list: such works are tried out.
 */
export function matchShortlist(
  candidates: readonly Candidate[],
  closed: {count: number; digest: string},
  digest: Digest,
): string[] | null {
  const certain = candidates.filter(({wasShortlisted}) => wasShortlisted).map(({id}) => id);
  const possible = candidates.filter(({wasShortlisted, withdrawn}) => withdrawn && !wasShortlisted).map(({id}) => id);
  const stillThere = candidates.filter(({withdrawn}) => !withdrawn).map(({id}) => id);
  // A work may also have been shortlisted, taken off again and withdrawn before the list closed.
  for (const base of [certain, stillThere]) {
    let tries = 0;
    const pool = base === certain ? possible : candidates.filter(({withdrawn}) => withdrawn).map(({id}) => id);
    for (const more of choices(pool, closed.count - base.length)) {
      const ids = [...base, ...more];
      if (digestOfIds(ids, digest) === closed.digest) return ids;
      if (++tries >= MOST_TRIES) break;
    }
  }
  return null;
}

function* choices(pool: readonly string[], size: number, from = 0): Generator<string[]> {
  if (size < 0 || size > pool.length - from) return;
  if (size === 0) {
    yield [];
    return;
  }
  for (let index = from; index <= pool.length - size; index++) {
    for (const rest of choices(pool, size - 1, index + 1)) yield [pool[index], ...rest];
  }
}
