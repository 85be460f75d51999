import {createConnection, type Connection, type ResultSetHeader, type RowDataPacket} from 'mysql2/promise';
import {setTimeout as pause} from 'node:timers/promises';
import {
  type Batch,
  type Bounds,
  BOUNDS,
  type Committed,
  type GroupIncrement,
  type Increment,
  incrementsOf,
  keepWithin,
  type OnStep,
  type PlannedBallot,
  type VoteStore,
} from './vote-store.js';
import type {WriterLease} from './writer-lease.js';

const ATTEMPTS = 6;
const STATEMENT_MS = 10_000;
const ROWS_PER_STATEMENT = 1_000;

type Numbered = {writer: number; batch: number};

/**
 * Votes on MySQL and MariaDB: one connection of its own. Without FOUND_ROWS an `ON DUPLICATE KEY UPDATE` that changes nothing counts
 * as no row, so the count tells whether a slot was taken; the pool of the unit of work has that flag on.
 */
export class MysqlVoteStore implements VoteStore {
  readonly inBackground = true;
  private connection: Promise<Connection> | undefined;

  constructor(
    private readonly url: string,
    private readonly lease: WriterLease,
    private readonly onStep: OnStep = () => undefined,
  ) {}

  async commit(batch: Batch): Promise<Committed> {
    const number = await this.lease.nextBatch();
    for (let attempt = 1; ; attempt++) {
      const connection = await this.connected();
      try {
        return await this.transact(connection, batch, number);
      } catch (error) {
        // What the server undid or refused because of another transaction; anything else may have happened or not.
        if (!isContention(error) || attempt === ATTEMPTS) {
          this.discard(connection);
          throw error;
        }
        // Without this the next COMMIT would keep the marks of this attempt without their tally.
        await connection.rollback().catch(() => this.discard(connection));
      }
      await pause(Math.random() * 5 * 2 ** attempt);
    }
  }

  async close(): Promise<void> {
    const connection = await this.connection?.catch(() => undefined);
    this.connection = undefined;
    await connection?.end().catch(() => connection.destroy());
    await this.lease.release();
  }

  /** For tests that break it. */
  async destroyConnection(): Promise<void> {
    (await this.connection)?.destroy();
  }

  private async transact(connection: Connection, {ballots, revisions}: Batch, number: Numbered): Promise<Committed> {
    const run = (sql: string): Promise<ResultSetHeader> =>
      connection.query<ResultSetHeader>({sql, timeout: STATEMENT_MS}).then(([header]) => header);
    this.onStep('begin');
    // Shared: batches do not wait for one another, but whoever changes the round waits for them and they for him.
    const [rows] = await connection.query<RowDataPacket[]>({
      sql: `${BOUNDS} WHERE r.ref IN (${[...revisions.keys()].join(',')}) LOCK IN SHARE MODE`,
      timeout: STATEMENT_MS,
    });
    const bounds = new Map(rows.map((row) => [row.ref as number, row as unknown as Bounds]));
    const stale = [...revisions.keys()].filter((round) => bounds.get(round)?.revision !== revisions.get(round));
    if (stale.length > 0) {
      await run('ROLLBACK');
      return {stale, taken: new Set()};
    }
    keepWithin(ballots, bounds);
    this.onStep('marks');
    let missing = 0;
    for (const {table, columns, rows} of rowsOf(ballots, number)) {
      const insert = `INSERT INTO ${table} (${columns}) VALUES `;
      for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
        const some = rows.slice(from, from + ROWS_PER_STATEMENT);
        const {affectedRows} = await run(`${insert}${some.join(',')} ON DUPLICATE KEY UPDATE seq = seq`);
        missing += some.length - affectedRows;
      }
    }
    const taken = missing === 0 ? new Set<number>() : await this.takeBack(connection, ballots, number);
    this.onStep('tally');
    const kept = ballots.filter((_, index) => !taken.has(index));
    const {tally, pace, groups} = incrementsOf(kept);
    const last = kept.length > 0 ? [addToTally(number.writer, tally), addToPace(number.writer, pace)] : [];
    if (groups.length > 0) last.push(addToGroups(number.writer, groups));
    this.onStep('commit');
    // In one go: while few vote, waiting for answers is most of what a batch costs. The first that fails keeps the rest from being done.
    await run([...last, 'COMMIT'].join(';'));
    this.onStep('committed');
    return {stale: [], taken};
  }

  /** Some rows were there before: the ballots they belong to lose all their others. */
  private async takeBack(
    connection: Connection,
    ballots: readonly PlannedBallot[],
    number: Numbered,
  ): Promise<Set<number>> {
    const where = `writer = ${number.writer} AND batch = ${number.batch}`;
    const ask = async <R>(sql: string): Promise<R[]> => {
      const [rows] = await connection.query<RowDataPacket[]>({sql, timeout: STATEMENT_MS});
      return rows as R[];
    };
    const hasRarer = ballots.some(({claims, turns}) => claims?.length || turns?.length);
    const tables = hasRarer ? ['vote_turn', 'vote_claim', 'vote'] : ['vote'];
    const present = new Map<number, number>();
    for (const table of tables) {
      const rows = await ask<{seq: number; stored: number}>(
        `SELECT seq, COUNT(*) AS stored FROM ${table} WHERE ${where} GROUP BY seq`,
      );
      for (const {seq, stored} of rows) present.set(seq, (present.get(seq) ?? 0) + Number(stored));
    }
    const taken = new Set<number>();
    const leftovers: number[] = [];
    let seq = 0;
    ballots.forEach(({marks, claims = [], turns = []}, index) => {
      const own = marks.map(() => seq++);
      const stored = own.reduce((sum, each) => sum + (present.get(each) ?? 0), 0);
      if (stored === marks.length + claims.length + turns.length) return;
      taken.add(index);
      leftovers.push(...own);
    });
    // turns first: nothing that stays refers to them, but they are gone before what they came with
    for (const table of tables) {
      await connection.query({
        sql: `DELETE FROM ${table} WHERE ${where} AND seq IN (${leftovers.join(',')})`,
        timeout: STATEMENT_MS,
      });
    }
    return taken;
  }

  private connected(): Promise<Connection> {
    this.connection ??= this.connect();
    this.connection.catch(() => (this.connection = undefined));
    return this.connection;
  }

  private async connect(): Promise<Connection> {
    const connection = await createConnection({
      uri: this.url,
      flags: ['-FOUND_ROWS'],
      charset: 'utf8mb4_bin',
      timezone: 'Z',
      connectTimeout: 5_000,
      multipleStatements: true,
    });
    // A connection that breaks while nobody uses it says so here, and would end the process if nobody listened.
    connection.on('error', () => this.discard(connection));
    // READ COMMITTED: no gap locks, and the limits need none.
    await connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
    await connection.query('SET SESSION innodb_lock_wait_timeout = 5');
    // A transaction begins with its first statement.
    await connection.query('SET SESSION autocommit = 0');
    return connection;
  }

  private discard(connection: Connection): void {
    connection.destroy();
    this.connection = undefined;
  }
}

const hex = (text: string): string => `X'${Buffer.from(text).toString('hex')}'`;

interface Rows {
  table: string;
  columns: string;
  rows: string[];
}

const MARK_COLUMNS =
  'writer, batch, seq, round, voter, day, slot, round_slot, entry, entry_slot, request, position, at, device, since, constituency';
const CLAIM_COLUMNS = 'writer, batch, seq, round, voter, kind, subject, slot';
const TURN_COLUMNS = 'writer, batch, seq, round, voter, slot, at, marks, hours, before_slot, before_at';

/** Only numbers and hexadecimal digits go into these statements: nothing to escape, and no parameters to bind one by one. */
function rowsOf(ballots: readonly PlannedBallot[], {writer, batch}: Numbered): Rows[] {
  const [marks, claims, turns]: string[][] = [[], [], []];
  let first = 0;
  for (const ballot of ballots) {
    const voter = hex(ballot.voter);
    const head = (position: number): string => `(${writer},${batch},${first + position},${ballot.round},${voter}`;
    addMarks(ballot, head, marks);
    for (const {kind, subject, slot, position} of ballot.claims ?? []) {
      claims.push(`${head(position)},${kind},${subject},${slot})`);
    }
    for (const {slot, rolling, beforeAt, position} of ballot.turns ?? []) {
      const before = beforeAt === null ? 'NULL,NULL' : `${slot - rolling.marks},${beforeAt}`;
      turns.push(`${head(position)},${slot},${ballot.at},${rolling.marks},${rolling.hours},${before})`);
    }
    first += ballot.marks.length;
  }
  return [
    {table: 'vote', columns: MARK_COLUMNS, rows: marks},
    {table: 'vote_claim', columns: CLAIM_COLUMNS, rows: claims},
    {table: 'vote_turn', columns: TURN_COLUMNS, rows: turns},
  ];
}

const orNull = (value: number | null): number | 'NULL' => value ?? 'NULL';

function addMarks(ballot: PlannedBallot, head: (position: number) => string, to: string[]): void {
  const {day, at, origin} = ballot;
  const request = hex(ballot.request);
  const device = origin.device === null ? 'NULL' : `X'${origin.device}'`;
  const tail = `${at},${device},${orNull(origin.since)},${orNull(origin.constituency)})`;
  ballot.marks.forEach(({slot, roundSlot, entry, entrySlot}, position) => {
    const slots = `${orNull(slot)},${orNull(roundSlot)},${entry},${orNull(entrySlot)}`;
    to.push(`${head(position)},${day},${slots},${request},${position},${tail}`);
  });
}

const addToTally = (writer: number, rows: readonly Increment[]): string =>
  'INSERT INTO vote_tally (round, entry, writer, votes, shown) VALUES ' +
  rows.map(({round, key, votes, shown}) => `(${round},${key},${writer},${votes},${shown})`).join(',') +
  ' ON DUPLICATE KEY UPDATE votes = votes + VALUES(votes), shown = shown + VALUES(shown)';

const addToGroups = (writer: number, rows: readonly GroupIncrement[]): string =>
  'INSERT INTO vote_group (round, constituency, entry, writer, votes, shown) VALUES ' +
  rows
    .map(({round, constituency, key, votes, shown}) => `(${round},${constituency},${key},${writer},${votes},${shown})`)
    .join(',') +
  ' ON DUPLICATE KEY UPDATE votes = votes + VALUES(votes), shown = shown + VALUES(shown)';

const addToPace = (writer: number, rows: readonly Increment[]): string =>
  'INSERT INTO vote_pace (round, span, writer, votes) VALUES ' +
  rows.map(({round, key, votes}) => `(${round},${key},${writer},${votes})`).join(',') +
  ' ON DUPLICATE KEY UPDATE votes = votes + VALUES(votes)';

function isContention(error: unknown): boolean {
  const code = (error as {code?: unknown}).code;
  return code === 'ER_LOCK_DEADLOCK' || code === 'ER_LOCK_WAIT_TIMEOUT' || code === 'ER_CHECKREAD';
}
