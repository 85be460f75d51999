import type {Database} from '@concours/kernel/database';
import type {ClaimKind, TurnAt} from './ballot.rules.js';
import {byNumber} from './voters-in.js';

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
    const ofSubject = subject === undefined ? '' : ' AND subject = ?';
    const rows = await byNumber<{voter: number | string; subject: number; used: number}>(
      this.database.read,
      {round, voters},
      (some) => `SELECT voter, subject, MAX(slot) AS used FROM vote_claim
        WHERE voter IN (${some}) AND round = ? AND kind = ?${ofSubject} GROUP BY voter, subject`,
      [round, kind, ...(subject === undefined ? [] : [subject])],
    );
    return rows.map((row) => ({voter: row.voter, subject: Number(row.subject), used: Number(row.used)}));
  }

  /** The last `marks` turns of each voter, in their order. */
  async lastTurns(round: number, marks: number, voters: readonly string[]): Promise<(TurnAt & {voter: string})[]> {
    const rows = await byNumber<{voter: number | string; slot: number; at: number | string}>(
      this.database.read,
      {round, voters},
      (some) => `SELECT voter, slot, at FROM vote_turn t WHERE voter IN (${some}) AND round = ?
        AND slot > (SELECT MAX(slot) FROM vote_turn m WHERE m.voter = t.voter AND m.round = t.round) - ?
        ORDER BY voter, slot`,
      [round, marks],
    );
    return rows.map(({voter, slot, at}) => ({voter, slot: Number(slot), at: Number(at)}));
  }
}
