import type {ConversionDefinition} from '@concours/schema/definition/round';
import {divide, HUNDRED, ONE, parseDecimal} from '../decimal.js';

/**
 * Votes to points on a scale of 0 to 100 (R98, A2). Defined at the edges: nobody has a vote, everybody 0; all equal, everybody 100
 * under SHARE_OF_LEADER, MIN_MAX and PERCENTILE. An entry without a vote never scores more than 0, but under RANK_TABLE, whose
 * points are those of its place.
 */
export function convertVotes(votes: readonly number[], conversion: ConversionDefinition): bigint[] {
  const counts = votes.map((count) => BigInt(count));
  const total = counts.reduce((sum, count) => sum + count, 0n);
  if (total === 0n) return counts.map(() => 0n);
  const leader = counts.reduce((most, count) => (count > most ? count : most), 0n);
  switch (conversion.method) {
    case 'SHARE_OF_LEADER':
      return counts.map((count) => divide(count * HUNDRED, leader));
    case 'SHARE_OF_ALL':
      return counts.map((count) => divide(count * HUNDRED, total));
    case 'MIN_MAX': {
      const least = counts.reduce((min, count) => (count < min ? count : min), leader);
      if (least === leader) return counts.map(() => HUNDRED);
      return counts.map((count) => divide((count - least) * HUNDRED, leader - least));
    }
    case 'RANK_TABLE': {
      const table = (conversion.table ?? []).map((points) => parseDecimal(String(points)) ?? 0n);
      return placesOf(counts).map((place) => table[place - 1] ?? 0n);
    }
    case 'PERCENTILE':
      return percentiles(counts);
  }
}

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
function percentiles(counts: readonly bigint[]): bigint[] {
  if (counts.every((count) => count === counts[0])) return counts.map(() => HUNDRED);
  const sorted = [...counts].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const below = new Map<bigint, number>();
  const equal = new Map<bigint, number>();
  sorted.forEach((count, index) => {
    if (!below.has(count)) below.set(count, index);
    equal.set(count, (equal.get(count) ?? 0) + 1);
  });
  return counts.map((count) => {
    if (count === 0n) return 0n;
    const halves = BigInt(2 * below.get(count)! + equal.get(count)! - 1);
    return divide(halves * 100n * ONE, 2n * BigInt(counts.length - 1));
  });
}
