import type {ParentMatchBy} from './import.kinds.js';

/** An organisation that a name may mean, in the file or there already. */
export interface Candidate {
  code: string;
  name: string;
  by: ParentMatchBy;
  /** Whether anything may be added below it; rows of the file are judged later. */
  reachable: boolean;
}

export type ParentChoice = {match: Candidate} | {ambiguous: Candidate[]} | null;

/**
 * Which organisation a name means (R13): a full name counts before a short one or an alias, and what lies beyond the
 * caller's reach is nothing at all. Of two that fit equally well neither is taken.
 */
export function chooseParent(candidates: readonly Candidate[]): ParentChoice {
  const byCode = new Map<string, Candidate>();
  const strength: ParentMatchBy[] = ['NAME', 'SHORT_NAME', 'ALIAS'];
  for (const candidate of candidates.filter(({reachable}) => reachable)) {
    const before = byCode.get(candidate.code);
    if (!before || strength.indexOf(candidate.by) < strength.indexOf(before.by)) byCode.set(candidate.code, candidate);
  }
  const all = [...byCode.values()];
  const named = all.filter(({by}) => by === 'NAME');
  const best = named.length > 0 ? named : all;
  if (best.length === 0) return null;
  return best.length === 1 ? {match: best[0]} : {ambiguous: best};
}

/**
 * In which pass each new row is written, so that a parent always comes before its children though rows are taken in the
 * order of the file: 0 where it stands before them, one more for every time it stands after. `order` has parents first.
 */
export function waves(order: readonly {row: number; parent: number | undefined}[]): Map<number, number> {
  const of = new Map<number, number>();
  for (const {row, parent} of order) {
    const above = parent === undefined ? 0 : (of.get(parent) ?? 0);
    of.set(row, parent === undefined || parent < row ? above : above + 1);
  }
  return of;
}
