/** The board of a tally: who stands where on which page. Pure; ranks are of entries only, and only where the campaign shows them. */
export interface TallyLine {
  id: string;
  number: string;
  votes: number;
}

export interface Placed<T extends TallyLine> {
  line: T;
  /** Null where the campaign shows no ranking. Equal votes share a rank. */
  rank: number | null;
  /** The place on its page, from the top of the first column downwards. */
  slot: number;
  /** Of the leader's votes, 0 to 1. */
  share: number;
}

const byNumber = new Intl.Collator('en', {numeric: true}).compare;

export function orderOf<T extends TallyLine>(lines: Iterable<T>, ranked: boolean): {line: T; rank: number | null}[] {
  const sorted = [...lines].sort((a, b) => (ranked && b.votes - a.votes) || byNumber(a.number, b.number));
  let rank = 0;
  return sorted.map((line, i) => {
    if (sorted[i - 1]?.votes !== line.votes) rank = i + 1;
    return {line, rank: ranked ? rank : null};
  });
}

export function pageCount(lines: number, size: number): number {
  return Math.max(1, Math.ceil(lines / size));
}

/** One page, in the order of ids: a row that climbs is moved, never taken out of the document and put in elsewhere. */
export function placePage<T extends TallyLine>(
  order: readonly {line: T; rank: number | null}[],
  page: number,
  size: number,
): Placed<T>[] {
  const most = order.reduce((max, {line}) => Math.max(max, line.votes), 0);
  return order
    .slice(page * size, (page + 1) * size)
    .map(({line, rank}, slot) => ({line, rank, slot, share: most > 0 ? line.votes / most : 0}))
    .sort((a, b) => (a.line.id < b.line.id ? -1 : 1));
}

export type TallyPicture = 'waiting' | 'opening' | 'hidden' | 'empty' | 'board' | 'closed' | 'revealed';

/** What the wall shows: the board, or one of its pictures. */
export function pictureOf(i: {
  state: string;
  opensAt: string | null;
  closesAt: string | null;
  now: Date;
  entryCount: number;
  hidden: boolean;
  heard: boolean;
}): TallyPicture {
  if (i.opensAt && i.now < new Date(i.opensAt)) return 'opening';
  if (i.state === 'WAITING' && !i.heard) return 'opening';
  if (i.entryCount === 0) return 'empty';
  if (i.state === 'ON_NOTICE' || i.state === 'PUBLISHED') return 'revealed';
  const over = i.closesAt !== null && i.now > new Date(i.closesAt);
  if (over || (i.state !== 'OPEN' && i.state !== 'WAITING')) return 'closed';
  if (i.hidden) return 'hidden';
  return i.heard ? 'board' : 'waiting';
}
