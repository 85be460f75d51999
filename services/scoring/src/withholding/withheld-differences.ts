import type {EntityManager} from 'typeorm';
import {VoteWithheld} from './ballot-hold.js';
import {countMarks, type Withheld} from './withheld-counts.js';

/** A count of withheld votes that is not what the held ballots say. */
export interface WithheldDifference extends Withheld {
  counted: {votes: number; shown: number};
}

/** Empty, or something has gone wrong. Without the instant of the freeze, what was shown is not compared. */
export async function withheldDifferences(
  reader: EntityManager,
  {round, freezesAt}: {round: number; freezesAt?: number | null},
): Promise<WithheldDifference[]> {
  const where = "h.round = ? AND h.state IN ('HELD', 'VOID')";
  // the counts first: what is put aside between the two is found at the next look
  const kept = await reader.findBy(VoteWithheld, {round});
  const counted = await countMarks(reader, freezesAt ?? null, {where, values: [round]});
  const keyOf = ({constituency, entry}: Pick<Withheld, 'constituency' | 'entry'>): string => `${constituency} ${entry}`;
  const right = new Map(counted.map((row) => [keyOf(row), row]));
  const known = new Set(kept.map(keyOf));
  const missing = counted.filter((row) => !known.has(keyOf(row))).map((row) => ({...row, votes: 0, shown: 0}));
  return [...kept, ...missing].flatMap(({constituency, entry, votes, shown}) => {
    const exact = right.get(keyOf({constituency, entry})) ?? {votes: 0, shown: 0};
    const same = exact.votes === votes && (freezesAt === undefined || exact.shown === shown);
    return same ? [] : [{constituency, entry, votes, shown, counted: {votes: exact.votes, shown: exact.shown}}];
  });
}
