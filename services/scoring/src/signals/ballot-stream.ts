import type {EntityManager} from 'typeorm';
import {LedgerBlock} from '../ledger/ledger-tables.js';
import type {SeenBallot} from './seen-ballot.rules.js';

/** Some thousand rows at most are read at once: on SQLite those who vote wait for a read. */
const BALLOTS_AT_ONCE = 1_500;
const PLACES_AT_ONCE = 100;

/** The next ballots of a chain of the ledger, from a block on; the block to go on from. Sealed ones only: none comes late then. */
export async function ballotsFrom(
  reader: EntityManager,
  i: {round: number; writer: number; block: number},
): Promise<{ballots: SeenBallot[]; next: number}> {
  const blocks = await reader
    .createQueryBuilder(LedgerBlock, 'b')
    .select(['b.round', 'b.writer', 'b.number', 'b.kind', 'b.batch', 'b.ballots'])
    .where('b.round = :round AND b.writer = :writer AND b.number >= :block', i)
    .orderBy('b.number')
    .take(200)
    .getMany();
  const batches: number[] = [];
  let [count, next] = [0, i.block];
  for (const {number, kind, batch, ballots} of blocks) {
    if (count > 0 && count + ballots > BALLOTS_AT_ONCE) break;
    next = number + 1;
    if (kind !== 'BALLOTS') continue;
    count += ballots;
    batches.push(batch);
  }
  if (batches.length === 0) return {ballots: [], next};
  const list = batches.map(() => '?').join(', ');
  const ballots = await readSeen(
    reader,
    `v.writer = ? AND v.batch IN (${list}) AND v.round = ? ORDER BY v.batch, v.seq`,
    [i.writer, ...batches, i.round],
  );
  return {ballots, next};
}

/** Ballots at these places, by `writer:batch:seq`. */
export async function ballotsAt(
  reader: EntityManager,
  round: number,
  places: readonly {writer: number; batch: number; seq: number; marks: number}[],
): Promise<Map<string, SeenBallot>> {
  const found = new Map<string, SeenBallot>();
  for (let from = 0; from < places.length; from += PLACES_AT_ONCE) {
    const some = places.slice(from, from + PLACES_AT_ONCE);
    const where = some.map(() => '(v.writer = ? AND v.batch = ? AND v.seq >= ? AND v.seq < ?)').join(' OR ');
    const values = some.flatMap(({writer, batch, seq, marks}) => [writer, batch, seq, seq + marks]);
    const seen = await readSeen(reader, `(${where}) AND v.round = ? ORDER BY v.writer, v.batch, v.seq`, [
      ...values,
      round,
    ]);
    for (const ballot of seen) {
      found.set(`${ballot.writer}:${ballot.batch}:${ballot.seq}`, ballot);
    }
  }
  return found;
}

interface SeenRow extends Pick<SeenBallot, 'writer' | 'seq'> {
  batch: number | string;
  position: number;
  at: number | string;
  day: number;
  since: number | null;
  entry: number;
  /** Of the first mark alone. */
  device: Uint8Array | null;
  voter: Uint8Array | null;
}

/** In the order of the rows; `where` calls the votes v. What a ballot has once is read of its first mark alone: bytes are dear where there are a hundred thousand. */
async function readSeen(reader: EntityManager, where: string, values: unknown[]): Promise<SeenBallot[]> {
  const rows: SeenRow[] = await reader.query(
    `SELECT v.writer AS writer, v.batch AS batch, v.seq AS seq, v.position AS position, v.at AS at, v.day AS day, v.since AS since,
       v.entry AS entry, CASE WHEN v.position = 0 THEN v.device END AS device, w.name AS voter
     FROM vote v LEFT JOIN vote_voter w ON v.position = 0 AND w.id = v.voter AND w.round = v.round WHERE ${where}`,
    values,
  );
  const ballots: (SeenBallot & {entries: number[]})[] = [];
  for (const row of rows) {
    const last = ballots.at(-1);
    if (row.position === 0 || !last) ballots.push(begun(row));
    else {
      last.entries.push(row.entry);
      last.marks++;
    }
  }
  return ballots;
}

function begun(row: SeenRow): SeenBallot & {entries: number[]} {
  const {writer, seq, day, since, device, entry} = row;
  const voter = Buffer.from(row.voter ?? []).toString('utf8');
  return {
    ...{writer, batch: Number(row.batch), seq, at: Number(row.at), voter, marks: 1},
    device: device === null ? null : Buffer.from(device).toString('hex'),
    app: appOf(voter),
    age: since === null ? null : daysBetween(since, day),
    entries: [entry],
  };
}

/** A voter's key begins with what vouched for it; the name of a provider has a colon of its own. */
export function appOf(voter: string): string {
  const parts = voter.split(':');
  return parts[0] === 'openid' ? `${parts[0]}:${parts[1] ?? ''}` : parts[0]!;
}

/** Both as yyyymmdd, by the calendar. An identity from the future is new. */
export function daysBetween(since: number, day: number): number {
  const at = (date: number): number =>
    Date.UTC(Math.floor(date / 10_000), (Math.floor(date / 100) % 100) - 1, date % 100);
  return Math.max(0, Math.round((at(day) - at(since)) / 86_400_000));
}
