import {formatDecimal} from '../decimal.js';
import type {Bundle, BundleRow} from './bundle.js';
import {contend, type ScoredRound, scoreRound} from './scores.rules.js';
import {orderBy} from './standing.rules.js';

export type Hash = (text: string) => string;

export const lotsFrom =
  (seed: string, hash: Hash) =>
  (entryId: string): string =>
    hash(`${seed}\n${entryId}`);

export function rowsOf(scored: ScoredRound, places: number | undefined): BundleRow[] {
  return scored.rows.map(({entry, placed, raw, scores}) => ({
    entryId: entry.id,
    rank: placed.rank,
    total: formatDecimal(placed.total, places),
    raw: {...raw},
    scores: mapValues(scores, (score) => formatDecimal(score ?? 0n)),
    weighted: mapValues(placed.weighted, (score) => formatDecimal(score)),
    tiedWith: placed.tiedWith,
    decidedBy: placed.decidedBy,
    advances: placed.advances,
    ...(placed.direct ? {direct: true as const} : {}),
  }));
}

export interface Sealed {
  bundle: Bundle;
  /** SHA-256 of the bundle's canonical JSON, in hex. */
  digest: string;
  scored: ScoredRound;
}

/** Binds inputs, rules and outcome into one document. Entries lie in the order of their ids, so that its bytes depend on nothing else. */
export function seal(i: Omit<Bundle, 'format' | 'rows'>, hash: Hash): Sealed {
  const entries = [...i.entries].sort((a, b) => (a.id < b.id ? -1 : 1));
  const scored = scoreRound(entries, i.rules, lotsFrom(i.seed, hash));
  const bundle: Bundle = {format: 1, ...i, entries, rows: rowsOf(scored, i.rules.places)};
  return {bundle, digest: hash(canonical(bundle)), scored};
}

/** Its entries by one component alone, from what they are made of; equal scores are parted by the chain of the round. */
export function orderOfBundle({entries, rules, seed}: Bundle, component: string, hash: Hash) {
  return orderBy(component, contend(entries, rules, lotsFrom(seed, hash)).contenders, rules.ties);
}

/** Recomputes a bundle and names every line that says something else than the inputs give. Empty and an equal digest: it is right. */
export function verify(bundle: Bundle, digest: string, hash: Hash): {differences: string[]; digestMatches: boolean} {
  const recomputed = seal(bundle, hash).bundle.rows;
  const differences: string[] = [];
  const length = Math.max(recomputed.length, bundle.rows.length);
  for (let index = 0; index < length; index++) {
    const [stated, found] = [bundle.rows[index], recomputed[index]];
    if (canonical(stated ?? null) !== canonical(found ?? null)) {
      differences.push(`row ${index + 1}: stated ${canonical(stated ?? null)}, recomputed ${canonical(found ?? null)}`);
    }
  }
  return {differences, digestMatches: hash(canonical(bundle)) === digest};
}

/** JSON with sorted keys and nothing between: equal documents have equal bytes. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, child]) => child !== undefined);
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, child]) => `${JSON.stringify(key)}:${canonical(child)}`)
    .join(',')}}`;
}

const mapValues = <A, B>(record: Readonly<Record<string, A>>, map: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
