import type {Database} from '@concours/kernel/database';
import type BetterSqlite3 from 'better-sqlite3';
import type {AbstractSqliteDriver} from 'typeorm/driver/sqlite-abstract/AbstractSqliteDriver.js';
import {KnownVoters, type NumberedVoter, type Voter} from './known-voters.js';
import {
  type Batch,
  type Bounds,
  BOUNDS,
  type Committed,
  incrementsOf,
  keepWithin,
  type OnStep,
  type PlannedBallot,
  type VoteStore,
} from './vote-store.js';
import type {WriterLease} from './writer-lease.js';

/**
 * Votes on SQLite go through the service's one unit-of-work queue, on its writing connection. A connection of their own would have to
 * wait for the file's lock, and better-sqlite3 waits by stopping the process, with it the very transaction that holds the lock.
 * Inside the unit everything is one run of prepared statements without a pause.
 */
export class SqliteVoteStore implements VoteStore {
  readonly inBackground = false;
  private readonly voters = new KnownVoters();
  private readonly statements: Statements;

  constructor(
    private readonly database: Database,
    private readonly lease: WriterLease,
    private readonly onStep: OnStep = () => undefined,
  ) {
    this.statements = prepare(
      (database.source.driver as AbstractSqliteDriver).databaseConnection as BetterSqlite3.Database,
    );
  }

  async commit(batch: Batch): Promise<Committed> {
    const number = await this.lease.nextBatch();
    this.onStep('begin');
    const strangers = this.voters.strangers(batch.ballots);
    const {newcomers, ...committed} = await this.database.write(async () => {
      const outcome = this.store(batch, strangers, number);
      this.onStep('commit');
      return outcome;
    });
    this.voters.learn(newcomers);
    this.onStep('committed');
    return committed;
  }

  close(): Promise<void> {
    return this.lease.release();
  }

  private store(
    {ballots, revisions}: Batch,
    strangers: readonly Voter[],
    {writer, batch}: Omit<Place, 'first'>,
  ): Stored {
    const {revision, tally, pace, group} = this.statements;
    const bounds = new Map(
      [...revisions.keys()].flatMap((round) => {
        const found = revision.get(round);
        return found ? [[round, found]] : [];
      }),
    );
    const stale = [...revisions].filter(([round, planned]) => bounds.get(round)?.revision !== planned);
    if (stale.length > 0) return {stale: stale.map(([round]) => round), taken: new Set(), newcomers: []};
    keepWithin(ballots, bounds);
    this.onStep('marks');
    const newcomers = this.number(strangers);
    const voterOf = this.voters.with(newcomers);
    const taken = new Set<number>();
    let seq = 0;
    ballots.forEach((ballot, index) => {
      if (!this.insert(ballot, voterOf(ballot), {writer, batch, first: seq})) taken.add(index);
      seq += ballot.marks.length;
    });
    this.onStep('tally');
    const increments = incrementsOf(ballots.filter((_, index) => !taken.has(index)));
    for (const {round, key, votes, shown} of increments.tally) tally.run(round, key, writer, votes, shown);
    for (const {round, key, votes} of increments.pace) pace.run(round, key, writer, votes);
    for (const {round, constituency, key, votes, shown} of increments.groups) {
      group.run(round, constituency, key, writer, votes, shown);
    }
    return {stale: [], taken, newcomers};
  }

  /** One writes at a time, so the next number is free. */
  private number(strangers: readonly Voter[]): NumberedVoter[] {
    if (strangers.length === 0) return [];
    const {last, newcomer, known} = this.statements;
    let next = (last.get() ?? 0) + 1;
    return strangers.map(({round, voter}) => {
      const name = Buffer.from(voter);
      const isNew = newcomer.run(next, round, name).changes === 1;
      return {round, voter, number: isNew ? next++ : known.get(round, name)!};
    });
  }

  /** All that a ballot takes, or nothing of it. */
  private insert(ballot: PlannedBallot, voter: number, place: Place): boolean {
    if (this.mark(ballot, voter, place) && this.claim(ballot, voter, place)) return true;
    const {unmark, unclaim, unturn} = this.statements;
    const {writer, batch, first} = place;
    for (const statement of ballot.claims || ballot.turns ? [unturn, unclaim, unmark] : [unmark]) {
      statement.run(writer, batch, first, first + ballot.marks.length);
    }
    return false;
  }

  private claim({round, at, claims = [], turns = []}: PlannedBallot, voter: number, place: Place): boolean {
    const {writer, batch, first} = place;
    for (const {kind, subject, slot, position} of claims) {
      const row = [round, kind, voter, subject, slot, writer, batch, first + position];
      if (this.statements.claim.run(...row).changes === 0) return false;
    }
    for (const {slot, rolling, beforeAt, position} of turns) {
      const before = beforeAt === null ? [null, null] : [slot - rolling.marks, beforeAt];
      const row = [round, voter, slot, at, rolling.marks, rolling.hours, ...before, writer, batch, first + position];
      if (this.statements.turn.run(...row).changes === 0) return false;
    }
    return true;
  }

  private mark({marks, ...ballot}: PlannedBallot, voter: number, {writer, batch, first}: Place): boolean {
    const request = Buffer.from(ballot.request);
    const {device, since, constituency} = ballot.origin;
    const deviceBytes = device === null ? null : Buffer.from(device, 'hex');
    for (let position = 0; position < marks.length; position++) {
      const {slot, roundSlot, entry, entrySlot} = marks[position];
      const {changes} = this.statements.mark.run(
        writer,
        batch,
        first + position,
        ballot.round,
        voter,
        ballot.day,
        slot,
        roundSlot,
        entry,
        entrySlot,
        request,
        position,
        ballot.at,
        deviceBytes,
        since,
        constituency,
      );
      if (changes === 0) return false;
    }
    return true;
  }
}

interface Stored extends Committed {
  newcomers: NumberedVoter[];
}

/** Of a ballot's first mark. */
interface Place {
  writer: number;
  batch: number;
  first: number;
}

type Statements = ReturnType<typeof prepare>;

const ofBallot = 'writer = ? AND batch = ? AND seq >= ? AND seq < ?';

function prepare(connection: BetterSqlite3.Database) {
  return {
    revision: connection.prepare<[number], Bounds>(`${BOUNDS} WHERE r.ref = ?`),
    known: connection
      .prepare<[number, Buffer], number>('SELECT id FROM vote_voter WHERE round = ? AND name = ?')
      .pluck(),
    newcomer: connection.prepare<[number, number, Buffer]>(
      'INSERT INTO vote_voter (id, round, name) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
    ),
    last: connection.prepare<[], number | null>('SELECT MAX(id) FROM vote_voter').pluck(),
    mark: connection.prepare(
      `INSERT INTO vote (writer, batch, seq, round, voter, day, slot, round_slot, entry, entry_slot, request, position, at, device, since, constituency)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    ),
    claim: connection.prepare(
      `INSERT INTO vote_claim (round, kind, voter, subject, slot, writer, batch, seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO NOTHING`,
    ),
    turn: connection.prepare(
      `INSERT INTO vote_turn (round, voter, slot, at, marks, hours, before_slot, before_at, writer, batch, seq)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    ),
    unmark: connection.prepare(`DELETE FROM vote WHERE ${ofBallot}`),
    unclaim: connection.prepare(`DELETE FROM vote_claim WHERE ${ofBallot}`),
    unturn: connection.prepare(`DELETE FROM vote_turn WHERE ${ofBallot}`),
    tally: connection.prepare(
      `INSERT INTO vote_tally (round, entry, writer, votes, shown) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET votes = votes + excluded.votes, shown = shown + excluded.shown`,
    ),
    group: connection.prepare(
      `INSERT INTO vote_group (round, constituency, entry, writer, votes, shown) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET votes = votes + excluded.votes, shown = shown + excluded.shown`,
    ),
    pace: connection.prepare(
      `INSERT INTO vote_pace (round, span, writer, votes) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET votes = votes + excluded.votes`,
    ),
  };
}
