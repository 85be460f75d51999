import {randomUUID} from 'node:crypto';
import type {Database} from '@concours/kernel/database';
import {createPool, type Pool, type PoolConnection, type ResultSetHeader, type RowDataPacket} from 'mysql2/promise';
import {type Handing, votesEach} from './vote-clients.js';
import type {OpenRound} from './vote-contest.js';

// The votes of these are stored in the product's own tables, with all their keys, in a database of their own.

const day = 20240808;
const perDay = 5;
/** Who votes has a name as long as the product's. */
const nameOf = (voter: string): string => `01J0000000000000000000PART:${voter}`;

/** What anybody would write first, and write well: a transaction a vote, the tally's row last so that it is held as briefly as can be. */
export async function naiveMysql(url: string, {ref, entries}: OpenRound, connections: number): Promise<Handing> {
  const pool = await openPool(url, connections);
  let batch = 0;
  const numbers = new Map<string, number>();
  return async ({voter: id, request, entry}) => {
    const connection = await pool.getConnection();
    const chosen = entries[entry]!.ref;
    try {
      await connection.query('BEGIN');
      // A voter is numbered once: with the first vote, and remembered when that is stored.
      const voter = numbers.get(id) ?? (await numberOf(connection, ref, nameOf(id)));
      const [[{used}]] = await connection.query<({used: number} & RowDataPacket)[]>(
        'SELECT COUNT(*) AS used FROM vote WHERE voter = ? AND round = ? AND day = ?',
        [voter, ref, day],
      );
      if (used >= perDay) throw new Error('the allowance is used');
      await connection.query(
        `INSERT INTO vote (writer, batch, seq, round, voter, day, slot, entry, entry_slot, request, position, at)
         VALUES (1, ?, 0, ?, ?, ?, ?, ?, NULL, ?, 0, ?)`,
        [++batch, ref, voter, day, used + 1, chosen, request, Date.now()],
      );
      await connection.query(
        `INSERT INTO vote_tally (round, entry, writer, votes, shown) VALUES (?, ?, 1, 1, 1)
         ON DUPLICATE KEY UPDATE votes = votes + 1, shown = shown + 1`,
        [ref, chosen],
      );
      await connection.query('COMMIT');
      numbers.set(id, voter);
    } catch (error) {
      await connection.query('ROLLBACK');
      throw error;
    } finally {
      connection.release();
    }
  };
}

async function numberOf(connection: PoolConnection, round: number, name: string): Promise<number> {
  const [{insertId}] = await connection.query<ResultSetHeader>(
    'INSERT INTO vote_voter (round, name) VALUES (?, ?) ON DUPLICATE KEY UPDATE id = LAST_INSERT_ID(id)',
    [round, name],
  );
  return insertId;
}

interface Sqlite {
  prepare(sql: string): {
    get(...values: unknown[]): {used: number};
    run(...values: unknown[]): unknown;
    pluck(): {get(...values: unknown[]): number | undefined};
  };
  transaction(work: (voter: Buffer, request: Buffer, entry: number) => void): typeof work;
}

/** The same on SQLite, as fast as it goes there: one connection, prepared statements, no pause within. */
export function naiveSqlite({source}: Database, {ref, entries}: OpenRound): Handing {
  const {databaseConnection: sqlite} = source.driver as unknown as {databaseConnection: Sqlite};
  const known = sqlite.prepare('SELECT id FROM vote_voter WHERE round = ? AND name = ?').pluck();
  const newcomer = sqlite
    .prepare(
      'INSERT INTO vote_voter (id, round, name) VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM vote_voter), ?, ?) RETURNING id',
    )
    .pluck();
  const used = sqlite.prepare('SELECT COUNT(*) AS used FROM vote WHERE voter = ? AND round = ? AND day = ?');
  const mark = sqlite.prepare(
    `INSERT INTO vote (writer, batch, seq, round, voter, day, slot, entry, entry_slot, request, position, at)
     VALUES (1, ?, 0, ?, ?, ?, ?, ?, NULL, ?, 0, ?)`,
  );
  const tally = sqlite.prepare(
    `INSERT INTO vote_tally (round, entry, writer, votes, shown) VALUES (?, ?, 1, 1, 1)
     ON CONFLICT DO UPDATE SET votes = votes + 1, shown = shown + 1`,
  );
  let batch = 0;
  const store = sqlite.transaction((name, request, entry) => {
    const voter = known.get(ref, name) ?? newcomer.get(ref, name);
    const slot = used.get(voter, ref, day).used + 1;
    if (slot > perDay) throw new Error('the allowance is used');
    mark.run(++batch, ref, voter, day, slot, entry, request, Date.now());
    tally.run(ref, entry);
  });
  return async ({voter, request, entry}) =>
    store(Buffer.from(nameOf(voter)), Buffer.from(request), entries[entry]!.ref);
}

const rowsAStatement = 1_000;
let rawTurns = 0;

/** Rows of votes and their voters and nothing else, durable by the thousand over so many connections: what the machine can store. Answers rows a second. */
export async function rawMysql(
  url: string,
  {ref, entries}: OpenRound,
  {connections, forMs}: {connections: number; forMs: number},
): Promise<number> {
  const pool = await openPool(url, connections);
  const began = performance.now();
  const batch = Date.now();
  const at = Date.now();
  let rows = 0;
  // Further than any number that the table gives.
  let last = ++rawTurns * 10_000_000_000;
  const hex = (text: string): string => `X'${Buffer.from(text).toString('hex')}'`;
  const writer = async (number: number): Promise<void> => {
    for (let seq = 0; performance.now() < began + forMs;) {
      const voters = Array.from({length: Math.ceil(rowsAStatement / votesEach)}, () => ++last);
      const names = voters.map((voter) => `(${voter},${ref},${hex(nameOf(randomUUID()))})`);
      const values = Array.from({length: rowsAStatement}, (_, n) => {
        const voter = voters[Math.floor(n / votesEach)];
        const slot = (n % votesEach) + 1;
        return `(${number},${batch},${seq++},${ref},${voter},${day},${slot},${entries[0]!.ref},NULL,${hex(randomUUID())},0,${at})`;
      });
      await pool.query(
        `INSERT INTO vote_voter (id, round, name) VALUES ${names.join(',')}; INSERT INTO vote (writer, batch, seq, round, voter, day, slot, entry, entry_slot, request, position, at) VALUES ${values.join(',')}`,
      );
      rows += rowsAStatement;
    }
  };
  await Promise.all(Array.from({length: connections}, (_, n) => writer(100 + n)));
  const perSecond = (rows * 1_000) / (performance.now() - began);
  await pool.end();
  return perSecond;
}

async function openPool(uri: string, connectionLimit: number): Promise<Pool> {
  const pool = createPool({uri, connectionLimit, charset: 'utf8mb4_bin', timezone: 'Z', multipleStatements: true});
  // No gap locks: without this the deadlocks would be measured.
  pool.pool.on('connection', (connection) =>
    connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED'),
  );
  await pool.query('SELECT 1');
  return pool;
}
