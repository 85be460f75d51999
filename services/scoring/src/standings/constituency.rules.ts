import type {RoundDefinition} from '@concours/schema/definition/round';
import type {EntryInput} from './bundle.js';
import type {GroupVotes} from './conversion.rules.js';

export interface Constituency {
  key: string;
  votes: GroupVotes;
}

/**
 * What each constituency gave every entry, from those that gave anything: in the order of their keys, so that nothing depends on the
 * order in which votes came. Null for its own entries where nobody votes for the own (`ownGroupExcluded`).
 */
export function constituenciesIn(
  entries: readonly EntryInput[],
  round: Pick<RoundDefinition, 'ballot'>,
): Constituency[] {
  const keys = [...new Set(entries.flatMap(({byGroup = {}}) => Object.keys(byGroup)))].sort();
  return keys.map((key) => ({key, votes: entries.map((entry) => votesFrom(key, entry, round))}));
}

/** Null where this constituency may not vote for the entry. */
export function votesFrom(key: string, {group, byGroup}: EntryInput, round: Pick<RoundDefinition, 'ballot'>) {
  return round.ballot?.ownGroupExcluded && group === key ? null : (byGroup?.[key] ?? 0);
}
