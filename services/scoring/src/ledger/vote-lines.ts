import type {EntityManager} from 'typeorm';
import {setImmediate as turn} from 'node:timers/promises';
import {originIn, type OriginRow} from '../ballots/origin.js';
import {Entry} from '../entries/entry.js';
import {Round} from '../rounds/round.js';
import {macBy, sha256} from './hashes.js';
import {commitmentOf, type LedgerBallot, lineOf, openingOf} from './line.rules.js';

/** One row of the table of votes, with the voter's name: empty where somebody has removed it. */
export interface VoteRow extends OriginRow {
  writer: number;
  batch: number;
  seq: number;
  round: number;
  voter: Uint8Array;
  day: number;
  slot: number | null;
  round_slot: number | null;
  entry: number;
  entry_slot: number | null;
  request: Uint8Array;
  position: number;
  at: number;
}

/** Marks that were handed in together. */
export interface VoteRows {
  round: number;
  batch: number;
  rows: VoteRow[];
}

const COLUMNS = [
  ...['writer', 'batch', 'seq', 'round', 'day', 'slot', 'round_slot', 'entry', 'entry_slot'],
  ...['request', 'position', 'at', 'device', 'since', 'constituency'],
];
/** Between two turns of the event loop: those who vote meanwhile are not to wait for it. */
const BALLOTS_A_TURN = 200;

/** `where` calls the votes v. Numbers that pass 32 bits come as text from one of the engines. */
export async function readVotes(manager: EntityManager, where: string, values: unknown[]): Promise<VoteRow[]> {
  const columns = COLUMNS.map((column) => `v.${column} AS ${column}`).join(', ');
  const rows: VoteRow[] = await manager.query(
    `SELECT ${columns}, COALESCE(w.name, X'') AS voter
     FROM vote v LEFT JOIN vote_voter w ON w.id = v.voter AND w.round = v.round WHERE ${where}`,
    values,
  );
  for (const row of rows) {
    row.batch = Number(row.batch);
    row.at = Number(row.at);
  }
  return rows;
}

/** Ballots of rows that lie in the order in which they were written. */
export function ballotsIn(rows: readonly VoteRow[]): VoteRows[] {
  const ballots: VoteRows[] = [];
  let last: VoteRow | undefined;
  for (const row of rows) {
    const belongs = last && follows(last, row);
    if (belongs) ballots[ballots.length - 1].rows.push(row);
    else ballots.push({round: row.round, batch: row.batch, rows: [row]});
    last = row;
  }
  return ballots;
}

/** A mark that differs from the one before in anything that a ballot has once is not taken for one of the same ballot. */
function follows(last: VoteRow, row: VoteRow): boolean {
  const once = ['batch', 'round', 'day', 'at', 'since', 'constituency'] as const;
  return (
    once.every((column) => row[column] === last[column]) &&
    row.seq === last.seq + 1 &&
    row.position === last.position + 1 &&
    same(last.voter, row.voter) &&
    same(last.request, row.request) &&
    (last.device === row.device || (last.device !== null && row.device !== null && same(last.device, row.device)))
  );
}

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** Turns stored ballots into lines: rounds and entries by their public ids, which never change. */
export class VoteLines {
  private readonly rounds = new Map<number, string>();
  private readonly entries = new Map<number, string>();

  constructor(private readonly reader: EntityManager) {}

  /** One line a ballot, in their order. All of one round. */
  async linesOf(ballots: readonly VoteRows[], secret: string): Promise<string[]> {
    await this.learn(ballots);
    const mac = macBy(secret);
    const lines: string[] = [];
    for (const {round, rows} of ballots) {
      const [first] = rows;
      const commitment = commitmentOf(openingOf(this.ballotOf(round, rows), mac), sha256);
      // a first mark that is not at the first place was put there by somebody
      lines.push(lineOf(first.seq, first.position === 0 ? commitment : `at ${first.position}`));
      if (lines.length % BALLOTS_A_TURN === 0) await turn();
    }
    return lines;
  }

  async roundId(ref: number): Promise<string> {
    const known = this.rounds.get(ref);
    if (known !== undefined) return known;
    const id = (await this.reader.findOneBy(Round, {ref}))?.id ?? `a round that is gone (${ref})`;
    this.rounds.set(ref, id);
    return id;
  }

  private ballotOf(round: number, rows: readonly VoteRow[]): LedgerBallot {
    const [{voter, request, day, at}] = rows;
    return {
      roundId: this.rounds.get(round) ?? '',
      voter: Buffer.from(voter).toString('utf8'),
      request: Buffer.from(request).toString('utf8'),
      day,
      at,
      marks: rows.map((row) => [
        this.entries.get(row.entry) ?? `an entry that is gone (${row.entry})`,
        row.slot,
        row.round_slot,
        row.entry_slot,
      ]),
      origin: originIn(rows[0]),
    };
  }

  private async learn(ballots: readonly VoteRows[]): Promise<void> {
    const refs = new Set(ballots.flatMap(({rows}) => rows.map(({entry}) => entry)));
    const unknown = [...refs].filter((ref) => !this.entries.has(ref));
    for (let from = 0; from < unknown.length; from += 500) {
      const some = unknown.slice(from, from + 500);
      const found = await this.reader
        .createQueryBuilder(Entry, 'e')
        .select(['e.ref', 'e.id'])
        .where('e.ref IN (:...some)', {some})
        .getMany();
      for (const {ref, id} of found) this.entries.set(ref, id);
    }
    for (const {round} of ballots) await this.roundId(round);
  }
}
