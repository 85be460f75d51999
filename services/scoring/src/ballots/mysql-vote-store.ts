import {createConnection, type Connection, type ResultSetHeader, type RowDataPacket} from 'mysql2/promise';
import {setTimeout as pause} from 'node:timers/promises';
import {KnownVoters} from './known-voters.js';
import {addToGroups, addToPace, addToTally, numberStrangers, rowsOf} from './mysql-vote-sql.js';
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
import {textOf} from './voters-in.js';
import type {WriterLease} from './writer-lease.js';

const ATTEMPTS = 6;
const STATEMENT_MS = 10_000;
const ROWS_PER_STATEMENT = 1_000;

interface Place {
  writer: number;
  batch: number;
}

/**
 * Votes on MySQL and MariaDB: one connection of its own. Without FOUND_ROWS an `ON DUPLICATE KEY UPDATE` that changes nothing counts
 * as no row, so the count tells whether a slot was taken; the pool of the unit of work has that flag on.
 */
export class MysqlVoteStore implements VoteStore {
  readonly inBackground = true;
  private connection: Promise<Connection> | undefined;
  private readonly voters = new KnownVoters();

  constructor(
    private readonly url: string,
    private readonly lease: WriterLease,
    private readonly onStep: OnStep = () => undefined,
  ) {}

  async commit(batch: Batch): Promise<Committed> {
    const place = await this.lease.nextBatch();
    for (let attempt = 1; ; attempt++) {
      const connection = await this.connected();
      try {
        return await this.transact(connection, batch, place);
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

  private async transact(connection: Connection, {ballots, revisions}: Batch, place: Place): Promise<Committed> {
    const run = (sql: string): Promise<ResultSetHeader> =>
      connection.query<ResultSetHeader>({sql, timeout: STATEMENT_MS}).then(([header]) => header);
    this.onStep('begin');
    const strangers = this.voters.strangers(ballots);
    // Shared: batches do not wait for one another, but whoever changes the round waits for them and they for him.
    const bounding = `${BOUNDS} WHERE r.ref IN (${[...revisions.keys()].join(',')}) LOCK IN SHARE MODE`;
    const [rows, , numbered = []] = await ask(connection, bounding, ...numberStrangers(strangers));
    const bounds = new Map(rows.map((row) => [row.ref as number, row as unknown as Bounds]));
    const stale = [...revisions.keys()].filter((round) => bounds.get(round)?.revision !== revisions.get(round));
    if (stale.length > 0) {
      await run('ROLLBACK');
      return {stale, taken: new Set()};
    }
    keepWithin(ballots, bounds);
    this.onStep('marks');
    const newcomers = numbered.map(({round, voter, number}) => ({round, voter: textOf(voter), number}));
    const voterOf = this.voters.with(newcomers);
    let missing = 0;
    for (const {table, columns, rows} of rowsOf(ballots, {...place, voterOf})) {
      const insert = `INSERT INTO ${table} (${columns}) VALUES `;
      for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
        const some = rows.slice(from, from + ROWS_PER_STATEMENT);
        const {affectedRows} = await run(`${insert}${some.join(',')} ON DUPLICATE KEY UPDATE seq = seq`);
        missing += some.length - affectedRows;
      }
    }
    const taken = missing === 0 ? new Set<number>() : await this.takeBack(connection, ballots, place);
    this.onStep('tally');
    const kept = ballots.filter((_, index) => !taken.has(index));
    const {tally, pace, groups} = incrementsOf(kept);
    const last = kept.length > 0 ? [addToTally(place.writer, tally), addToPace(place.writer, pace)] : [];
    if (groups.length > 0) last.push(addToGroups(place.writer, groups));
    this.onStep('commit');
    // In one go: while few vote, waiting for answers is most of what a batch costs. The first that fails keeps the rest from being done.
    await run([...last, 'COMMIT'].join(';'));
    this.voters.learn(newcomers);
    this.onStep('committed');
    return {stale: [], taken};
  }

  /** Some rows were there before: the ballots they belong to lose all their others. */
  private async takeBack(
    connection: Connection,
    ballots: readonly PlannedBallot[],
    {writer, batch}: Place,
  ): Promise<Set<number>> {
    const where = `writer = ${writer} AND batch = ${batch}`;
    const hasRarer = ballots.some(({claims, turns}) => claims?.length || turns?.length);
    const tables = hasRarer ? ['vote_turn', 'vote_claim', 'vote'] : ['vote'];
    const present = new Map<number, number>();
    for (const table of tables) {
      const [rows] = await ask(connection, `SELECT seq, COUNT(*) AS stored FROM ${table} WHERE ${where} GROUP BY seq`);
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
    // Names by the hundred are looked up in their key: by its statistics a scan of all voters may seem cheaper.
    await connection.query('SET SESSION eq_range_index_dive_limit = 0');
    // A transaction begins with its first statement.
    await connection.query('SET SESSION autocommit = 0');
    return connection;
  }

  private discard(connection: Connection): void {
    connection.destroy();
    this.connection = undefined;
  }
}

/** The rows of each statement, in one go. */
async function ask(connection: Connection, ...statements: string[]): Promise<RowDataPacket[][]> {
  const [rows] = await connection.query<RowDataPacket[] | RowDataPacket[][]>({
    sql: statements.join(';'),
    timeout: STATEMENT_MS,
  });
  return (statements.length > 1 ? rows : [rows]) as RowDataPacket[][];
}

function isContention(error: unknown): boolean {
  const code = (error as {code?: unknown}).code;
  return code === 'ER_LOCK_DEADLOCK' || code === 'ER_LOCK_WAIT_TIMEOUT' || code === 'ER_CHECKREAD';
}
