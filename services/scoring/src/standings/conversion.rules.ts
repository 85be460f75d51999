import type {ConversionDefinition} from '@concours/schema/definition/round';
import {divide, HUNDRED, ONE, parseDecimal} from '../decimal.js';

/** The points of every entry as exact fractions of one whole: nothing is rounded before they are added up. */
interface Shares {
  parts: readonly bigint[];
  whole: bigint;
}

/**
 * Votes to points on a scale of 0 to 100 (R98, A2). Defined at the edges: nobody has a vote, everybody 0; all equal, everybody 100
 * under SHARE_OF_LEADER, MIN_MAX and PERCENTILE. An entry without a vote never scores more than 0: it has no place in a table either.
 */
export function convertVotes(votes: readonly number[], conversion: ConversionDefinition): bigint[] {
  const {parts, whole} = sharesOf(votes, conversion);
  return parts.map((part) => divide(part, whole));
}

function sharesOf(votes: readonly number[], {method, table = []}: ConversionDefinition): Shares {
  const counts = votes.map((count) => BigInt(count));
  const total = counts.reduce((sum, count) => sum + count, 0n);
  if (total === 0n) return {parts: counts.map(() => 0n), whole: 1n};
  const leader = counts.reduce((most, count) => (count > most ? count : most), 0n);
  switch (method) {
    case 'SHARE_OF_LEADER':
      return {parts: counts.map((count) => count * HUNDRED), whole: leader};
    case 'SHARE_OF_ALL':
      return {parts: counts.map((count) => count * HUNDRED), whole: total};
    case 'MIN_MAX': {
      const least = counts.reduce((min, count) => (count < min ? count : min), leader);
      if (least === leader) return {parts: counts.map(() => HUNDRED), whole: 1n};
      return {parts: counts.map((count) => (count - least) * HUNDRED), whole: leader - least};
    }
    case 'RANK_TABLE': {
      const points = pointsOf(table);
      const places = placesOf(counts);
      return {parts: counts.map((count, index) => (count === 0n ? 0n : (points[places[index]! - 1] ?? 0n))), whole: 1n};
    }
    case 'PERCENTILE':
      return percentiles(counts);
  }
}

const pointsOf = (table: readonly (string | number)[]): bigint[] =>
  table.map((points) => parseDecimal(String(points)) ?? 0n);

/** Competition places: equal counts share a place, the next one is skipped (1, 1, 3). */
function placesOf(counts: readonly bigint[]): number[] {
  const first = new Map<bigint, number>();
  [...counts]
    .sort((a, b) => (a > b ? -1 : a < b ? 1 : 0))
    .forEach((count, index) => {
      if (!first.has(count)) first.set(count, index + 1);
    });
  return counts.map((count) => first.get(count)!);
}

/** The share of the other entries that an entry beats, an equal one counting half. */
function percentiles(counts: readonly bigint[]): Shares {
  if (counts.every((count) => count === counts[0])) return {parts: counts.map(() => HUNDRED), whole: 1n};
  const sorted = [...counts].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const below = new Map<bigint, number>();
  const equal = new Map<bigint, number>();
  sorted.forEach((count, index) => {
    if (!below.has(count)) below.set(count, index);
    equal.set(count, (equal.get(count) ?? 0) + 1);
  });
  const halves = (count: bigint): bigint => BigInt(2 * below.get(count)! + equal.get(count)! - 1);
  return {
    parts: counts.map((count) => (count === 0n ? 0n : halves(count) * 100n * ONE)),
    whole: 2n * BigInt(counts.length - 1),
  };
}

/** What one group (constituency) gave each entry; null where it may not vote for the entry, its own for instance. */
export type GroupVotes = readonly (number | null)[];

export interface GroupedOutcome {
  /** On 0 to 100, rounded once. */
  scores: bigint[];
  /** By group, then by entry: its points in that group; null where the group may not vote for it or nobody of it voted at all. */
  points: (bigint | null)[][];
}

/**
 * Converts within each group by itself, so that each weighs the same whatever its turnout (`perGroup`). A group in which nobody
 * voted says nothing about anybody and is left out. AVERAGE: the mean over the groups that could vote for the entry. SUM: the points
 * added up, as a share of the most that any entry could get, so that the order is that of the sums. Exact until the last division.
 */
export function convertByGroup(
  groups: readonly GroupVotes[],
  entries: number,
  conversion: ConversionDefinition,
): GroupedOutcome {
  const shares = groups.map((votes) => (votes.some((count) => count) ? sharesOfGroup(votes, conversion) : null));
  const common = shares.reduce((multiple, share) => (share ? leastCommon(multiple, share.whole) : multiple), 1n);
  const indices = Array.from({length: entries}, (_, index) => index);
  const sums = indices.map((index) =>
    shares.reduce((sum, share) => sum + (share?.parts[index] ?? 0n) * (share ? common / share.whole : 0n), 0n),
  );
  const reached = indices.map((index) => BigInt(shares.filter((share) => share && share.parts[index] !== null).length));
  const most = reached.reduce((max, count) => (count > max ? count : max), 0n);
  const top = conversion.method === 'RANK_TABLE' ? highest(pointsOf(conversion.table ?? [])) : HUNDRED;
  const scores = indices.map((index) => {
    const ways = conversion.perGroup === 'SUM' ? most * top : reached[index]! * HUNDRED;
    return ways === 0n ? 0n : divide(sums[index]! * HUNDRED, common * ways);
  });
  const points = shares.map((share) =>
    indices.map((index) => {
      const part = share?.parts[index] ?? null;
      return share && part !== null ? divide(part, share.whole) : null;
    }),
  );
  return {scores, points};
}

/** Those whom the group may not vote for are no part of its comparison: neither leader, nor last, nor a place. */
function sharesOfGroup(votes: GroupVotes, conversion: ConversionDefinition) {
  const open = votes.flatMap((count, index) => (count === null ? [] : [index]));
  const {parts, whole} = sharesOf(
    open.map((index) => votes[index]!),
    conversion,
  );
  const byEntry = new Map(open.map((index, position) => [index, parts[position]!]));
  return {parts: votes.map((_, index) => byEntry.get(index) ?? null), whole};
}

const highest = (points: readonly bigint[]): bigint => points.reduce((max, each) => (each > max ? each : max), 0n);

function leastCommon(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return (a / x) * b;
}
