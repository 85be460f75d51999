import type {Database} from '@concours/kernel/database';
import type {ClaimKind, TurnAt} from './ballot.rules.js';
import {type Bytes, forVoters, textOf} from './voters-in.js';

export interface UsedClaim {
  voter: string;
  subject: number;
  used: number;
}

/** What voters have used of the rarer limits. */
export class ClaimReading {
  constructor(private readonly database: Pick<Database, 'read'>) {}

  /** How far each voter has come, for one subject or for each. */
  async used(
    {round, kind, subject}: {round: number; kind: ClaimKind; subject?: number},
    voters: readonly string[],
  ): Promise<UsedClaim[]> {
    const ofSubject = subject === undefined ? '' : 'subject = ? AND ';
    const rows: {voter: Bytes; subject: number; used: number}[] = await forVoters(
      this.database.read,
      voters,
      (some) => `SELECT voter, subject, MAX(slot) AS used FROM vote_claim
        WHERE round = ? AND kind = ? AND ${ofSubject}voter IN (${some}) GROUP BY voter, subject`,
      [round, kind, ...(subject === undefined ? [] : [subject])],
    );
    return rows.map((row) => ({voter: textOf(row.voter), subject: Number(row.subject), used: Number(row.used)}));
  }

  /** The last `marks` turns of each voter, in their order. */
  async lastTurns(round: number, marks: number, voters: readonly string[]): Promise<(TurnAt & {voter: string})[]> {
    const rows: {voter: Bytes; slot: number; at: number | string}[] = await forVoters(
      this.database.read,
      voters,
      (some) => `SELECT voter, slot, at FROM vote_turn t WHERE round = ?
        AND slot > (SELECT MAX(slot) FROM vote_turn m WHERE m.round = t.round AND m.voter = t.voter) - ?
        AND voter IN (${some}) ORDER BY voter, slot`,
      [round, marks],
    );
    return rows.map(({voter, slot, at}) => ({voter: textOf(voter), slot: Number(slot), at: Number(at)}));
  }
}
