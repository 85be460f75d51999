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
    const ofSubject = subject === undefined ? '' : ' AND c.subject = ?';
    const rows: {voter: Bytes; subject: number; used: number}[] = await forVoters(
      this.database.read,
      voters,
      (some) => `SELECT w.name AS voter, c.subject AS subject, MAX(c.slot) AS used
        FROM vote_voter w CROSS JOIN vote_claim c ON c.voter = w.id AND c.round = w.round AND c.kind = ?${ofSubject}
        WHERE w.round = ? AND w.name IN (${some}) GROUP BY w.name, c.subject`,
      [kind, ...(subject === undefined ? [] : [subject]), round],
    );
    return rows.map((row) => ({voter: textOf(row.voter), subject: Number(row.subject), used: Number(row.used)}));
  }

  /** The last `marks` turns of each voter, in their order. */
  async lastTurns(round: number, marks: number, voters: readonly string[]): Promise<(TurnAt & {voter: string})[]> {
    const rows: {voter: Bytes; slot: number; at: number | string}[] = await forVoters(
      this.database.read,
      voters,
      (some) => `SELECT w.name AS voter, t.slot AS slot, t.at AS at
        FROM vote_voter w CROSS JOIN vote_turn t ON t.voter = w.id AND t.round = w.round
          AND t.slot > (SELECT MAX(m.slot) FROM vote_turn m WHERE m.voter = w.id AND m.round = w.round) - ?
        WHERE w.round = ? AND w.name IN (${some}) ORDER BY w.name, t.slot`,
      [marks, round],
    );
    return rows.map(({voter, slot, at}) => ({voter: textOf(voter), slot: Number(slot), at: Number(at)}));
  }
}
