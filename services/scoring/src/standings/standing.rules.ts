import type {RoundDefinition} from '@concours/schema/definition/round';
import {divide, HUNDRED, PLACES, parseDecimal, roundTo} from '../decimal.js';

/** One entry as it stands before ranking. Scores are scaled by four places, 0 to 100; null where a component is still missing. */
export interface Contender {
  id: string;
  submittedAt: string;
  scores: Readonly<Record<string, bigint | null>>;
  /** Votes behind a score, where there are such: of two scores that only rounding made equal, the one with more votes is higher. */
  counts?: Readonly<Record<string, number>>;
  /** The entry's lot, drawn from the recorded seed; absent until lots are drawn. Lower goes first. */
  lot?: string;
}

export interface Placed {
  id: string;
  /** Competition rank: entries that the chain cannot part share it. */
  rank: number;
  /** The published total, rounded to the round's places; it decides, not a hidden digit behind it. */
  total: bigint;
  weighted: Readonly<Record<string, bigint>>;
  missing: readonly string[];
  /** How many others have the same total. */
  tiedWith: number;
  /** The first key of the chain that parted this entry from an equal total: a component's key, SUBMITTED_EARLIER, LOT. */
  decidedBy: string | null;
  advances: boolean;
  /** It advances by one component alone, wherever its total stands (R142). */
  direct: boolean;
}

export interface CutOutcome {
  wanted: number;
  advancing: number;
  /** The place at the cut is shared and the chain does not part it. */
  tied: boolean;
  /** An exact cut for which there are too few entries: somebody must decide (A24). */
  short: boolean;
}

type RoundRules = Pick<RoundDefinition, 'components' | 'ties' | 'cut' | 'places'>;
type TieKey = RoundDefinition['ties'][number];

/** Weighs, ranks and cuts (R86, R87, R99). A pure function of its inputs: the same input gives the same standing, byte for byte. */
export function place(contenders: readonly Contender[], round: RoundRules): {rows: Placed[]; cut: CutOutcome | null} {
  const weighed = contenders.map((contender) => weigh(contender, round));
  const sizes = new Map<bigint, number>();
  for (const {total} of weighed) sizes.set(total, (sizes.get(total) ?? 0) + 1);
  weighed.sort(
    (a, b) => compareTotals(a.total, b.total) || parted(a.contender, b.contender, round.ties).order || byId(a, b),
  );

  const rows: Placed[] = [];
  weighed.forEach((row, index) => {
    const before = weighed[index - 1];
    const behind = before && before.total === row.total ? parted(before.contender, row.contender, round.ties) : null;
    const shared = behind !== null && behind.order === 0;
    if (behind?.key && index > 0 && rows[index - 1]!.decidedBy === null) rows[index - 1]!.decidedBy = behind.key;
    rows.push({
      id: row.contender.id,
      rank: shared ? rows[index - 1]!.rank : index + 1,
      total: row.total,
      weighted: row.weighted,
      missing: row.missing,
      tiedWith: sizes.get(row.total)! - 1,
      decidedBy: behind?.key ?? null,
      advances: false,
      direct: false,
    });
  });
  return {rows, cut: round.cut ? cutAt(rows, contenders, round) : null};
}

/**
 * The order by one component alone: for awards that follow from it (R93) and for who advances by it (R142). Equal scores are parted
 * by the round's chain, as everywhere; those that it does not part share a rank.
 */
export function orderBy(
  component: string,
  contenders: readonly Contender[],
  ties: readonly TieKey[],
): {id: string; rank: number}[] {
  const chain: TieKey[] = [{component}, ...ties];
  const sorted = [...contenders].sort((a, b) => parted(a, b, chain).order || (a.id < b.id ? -1 : 1));
  const ranked: {id: string; rank: number}[] = [];
  sorted.forEach((contender, index) => {
    const before = sorted[index - 1];
    const shared = before !== undefined && parted(before, contender, chain).order === 0;
    ranked.push({id: contender.id, rank: shared ? ranked[index - 1]!.rank : index + 1});
  });
  return ranked;
}

function weigh(contender: Contender, round: RoundRules) {
  const missing: string[] = [];
  const weighted: Record<string, bigint> = {};
  let exact = 0n;
  for (const component of round.components) {
    const score = contender.scores[component.key] ?? null;
    if (score === null) missing.push(component.key);
    const product = (score ?? 0n) * parseDecimal(String(component.weight))!;
    weighted[component.key] = divide(product, HUNDRED);
    exact += product;
  }
  // Summed before rounding: the published total is rounded once, not component by component.
  return {contender, missing, weighted, total: roundTo(divide(exact, HUNDRED), round.places ?? PLACES)};
}

const compareTotals = (a: bigint, b: bigint): number => (a > b ? -1 : a < b ? 1 : 0);
const byId = (a: {contender: Contender}, b: {contender: Contender}): number =>
  a.contender.id < b.contender.id ? -1 : 1;

function parted(a: Contender, b: Contender, chain: readonly TieKey[]): {order: number; key: string | null} {
  for (const key of chain) {
    const order = compareBy(key, a, b);
    if (order !== 0) return {order, key: typeof key === 'string' ? key : key.component};
  }
  return {order: 0, key: null};
}

function compareBy(key: TieKey, a: Contender, b: Contender): number {
  if (typeof key === 'object') return compareComponent(key.component, a, b);
  const [left, right] = key === 'LOT' ? [a.lot, b.lot] : [a.submittedAt, b.submittedAt];
  if (left === undefined || right === undefined || left === right) return 0;
  return left < right ? -1 : 1;
}

function compareComponent(component: string, a: Contender, b: Contender): number {
  const order = compareTotals(a.scores[component] ?? -1n, b.scores[component] ?? -1n);
  return order || (b.counts?.[component] ?? 0) - (a.counts?.[component] ?? 0);
}

/**
 * Marks who advances: first those who do by one component alone, then by the order of the totals until the cut is full. A shared
 * place that straddles either end takes nobody of that place: it is reported as tied.
 */
function cutAt(rows: Placed[], contenders: readonly Contender[], {cut, ties}: RoundRules): CutOutcome {
  const {to: wanted, mode, direct} = cut!;
  const byVote = direct ? within(orderBy(direct.component, contenders, ties), direct.first) : {ids: [], tied: false};
  const chosen = new Set(byVote.ids);
  const rest = within(
    rows.filter(({id}) => !chosen.has(id)),
    // the places that a tie among the first keeps open are nobody's: the order of the totals must not fill them
    wanted - (direct ? Math.min(direct.first, rows.length) : 0),
  );
  const taken = new Set(rest.ids);
  for (const row of rows) {
    row.direct = chosen.has(row.id);
    row.advances = row.direct || taken.has(row.id);
  }
  return {
    wanted,
    advancing: chosen.size + taken.size,
    tied: byVote.tied || rest.tied,
    short: mode === 'EXACTLY' && rows.length < wanted,
  };
}

/** The first so many of an order, without those of a place that straddles the end. */
function within(order: readonly {id: string; rank: number}[], places: number): {ids: string[]; tied: boolean} {
  const [last, next] = [order[places - 1], order[places]];
  const tied = last !== undefined && next !== undefined && last.rank === next.rank;
  const first = order.slice(0, places).filter(({rank}) => !(tied && rank === last.rank));
  return {ids: first.map(({id}) => id), tied};
}
