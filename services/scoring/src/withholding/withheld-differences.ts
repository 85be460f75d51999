import type {EntityManager} from 'typeorm';
import {marksOfHolds, type Withheld} from './withheld-counts.js';

/** A count of withheld votes that is not what the held ballots say. */
export interface WithheldDifference extends Withheld {
  counted: {votes: number; shown: number};
}

type Row = Record<'constituency' | 'entry' | 'votes' | 'shown' | 'exact' | 'exactShown', number | string>;

/**
 * Empty, or something has gone wrong. One statement, so that both sides are of one instant. Without the instant of the freeze, what
 * was shown is not compared.
 */
export async function withheldDifferences(
  reader: Pick<EntityManager, 'query'>,
  {round, freezesAt}: {round: number; freezesAt?: number | null},
): Promise<WithheldDifference[]> {
  const rows: Row[] = await reader.query(
    `SELECT constituency, entry, SUM(votes) AS votes, SUM(shown) AS shown, SUM(exact) AS exact, SUM(exactShown) AS exactShown
     FROM (
       SELECT constituency, entry, votes, shown, 0 AS exact, 0 AS exactShown FROM vote_withheld WHERE round = ?
       UNION ALL
       SELECT COALESCE(v.constituency, -1), v.entry, 0, 0, COUNT(*), SUM(CASE WHEN v.at < ? THEN 1 ELSE 0 END)
       FROM ${marksOfHolds} WHERE h.round = ? AND h.state IN ('HELD', 'VOID')
       GROUP BY COALESCE(v.constituency, -1), v.entry
     ) c GROUP BY constituency, entry ORDER BY constituency, entry`,
    [round, freezesAt ?? Number.MAX_SAFE_INTEGER, round],
  );
  return rows.flatMap((row) => {
    const [votes, shown, exact, exactShown] = [row.votes, row.shown, row.exact, row.exactShown].map(Number) as Four;
    if (votes === exact && (freezesAt === undefined || shown === exactShown)) return [];
    const counted = {votes: exact, shown: exactShown};
    return [{constituency: Number(row.constituency), entry: Number(row.entry), votes, shown, counted}];
  });
}

type Four = [number, number, number, number];

/** Rounds of which anything was ever put aside. */
export async function roundsWithheld(reader: Pick<EntityManager, 'query'>): Promise<number[]> {
  const rows: {round: number}[] = await reader.query(
    'SELECT round FROM vote_withheld UNION SELECT round FROM ballot_hold',
  );
  return rows.map(({round}) => Number(round));
}
