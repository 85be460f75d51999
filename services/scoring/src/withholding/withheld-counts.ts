import type {EntityManager} from 'typeorm';
import type {CorrectedEntry} from './tally-correction-row.js';

/** Votes by constituency and entry. */
export interface Withheld {
  constituency: number;
  entry: number;
  votes: number;
  shown: number;
}

/** The marks of held ballots; an alias `v` of the table of votes beside `h` of the holds. */
export const marksOfHolds =
  'ballot_hold h JOIN vote v ON v.writer = h.writer AND v.batch = h.batch AND v.seq >= h.seq AND v.seq < h.seq + h.marks AND v.round = h.round';

/** Counted from the votes; `freezesAt` parts what was shown. */
export async function countMarks(
  manager: EntityManager,
  freezesAt: number | null,
  {where, values}: {where: string; values: unknown[]},
): Promise<Withheld[]> {
  const rows: Record<keyof Withheld, number | string>[] = await manager.query(
    `SELECT COALESCE(v.constituency, -1) AS constituency, v.entry AS entry, COUNT(*) AS votes,
       SUM(CASE WHEN v.at < ? THEN 1 ELSE 0 END) AS shown
     FROM ${marksOfHolds} WHERE ${where} GROUP BY COALESCE(v.constituency, -1), v.entry`,
    [freezesAt ?? Number.MAX_SAFE_INTEGER, ...values],
  );
  return rows.map(({constituency, entry, votes, shown}) => ({
    ...{constituency: Number(constituency), entry: Number(entry)},
    ...{votes: Number(votes), shown: Number(shown)},
  }));
}

/** Adds to what is withheld, or takes from it with a negative sign. Under the round's lock. */
export async function addWithheld(
  manager: EntityManager,
  round: number,
  rows: readonly Withheld[],
  sign: 1 | -1,
): Promise<void> {
  for (const {constituency, entry, votes, shown} of rows) {
    const key = [round, constituency, entry];
    const [known] = (await manager.query(
      'SELECT votes FROM vote_withheld WHERE round = ? AND constituency = ? AND entry = ?',
      key,
    )) as unknown[];
    const values = [sign * votes, sign * shown];
    await (known
      ? manager.query(
          'UPDATE vote_withheld SET votes = votes + ?, shown = shown + ? WHERE round = ? AND constituency = ? AND entry = ?',
          [...values, ...key],
        )
      : manager.query('INSERT INTO vote_withheld (votes, shown, round, constituency, entry) VALUES (?, ?, ?, ?, ?)', [
          ...values,
          ...key,
        ]));
  }
}

/** After a freeze was moved: what of the withheld votes came before it. In the transaction that moves it. */
export async function recountWithheld(manager: EntityManager, round: number, freezesAt: number | null): Promise<void> {
  const [held] = (await manager.query('SELECT 1 AS found FROM vote_withheld WHERE round = ? LIMIT 1', [
    round,
  ])) as unknown[];
  if (!held) return;
  const where = "h.round = ? AND h.state IN ('HELD', 'VOID')";
  for (const {constituency, entry, shown} of await countMarks(manager, freezesAt, {where, values: [round]})) {
    await manager.query('UPDATE vote_withheld SET shown = ? WHERE round = ? AND constituency = ? AND entry = ?', [
      shown,
      round,
      constituency,
      entry,
    ]);
  }
}

/** What a correction did to each entry, constituencies together. */
export function byEntry(rows: readonly Withheld[], sign: 1 | -1): CorrectedEntry[] {
  const entries = new Map<number, CorrectedEntry>();
  for (const {entry, votes, shown} of rows) {
    const known = entries.get(entry) ?? {entry, votes: 0, shown: 0};
    entries.set(entry, {entry, votes: known.votes + sign * votes, shown: known.shown + sign * shown});
  }
  return [...entries.values()].sort((a, b) => a.entry - b.entry);
}
