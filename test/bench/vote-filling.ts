import type {Database} from '@concours/kernel/database';
import {createConnection} from 'mysql2/promise';
import {votesEach} from './vote-clients.js';
import type {OpenRound} from './vote-contest.js';

/** No instance's: the ledger's sealer looks at leased numbers only, as if these had been sealed long ago. */
const writer = 900;
const day = 20240808;
const rowsAStatement = 1_000;
const statementsACommit = 100;

interface Sqlite {
  exec(sql: string): void;
}

/**
 * Votes of days gone by, with their tally. The voters come in order, which fills the keys quickly from one end to the other; those who
 * vote afterwards come in no order, so their keys fall anywhere between.
 */
export async function fillVotes(database: Database, url: string, round: OpenRound, rows: number): Promise<void> {
  const connection = database.engine === 'mysql' ? await createConnection({uri: url}) : undefined;
  const {databaseConnection: sqlite} = database.source.driver as unknown as {databaseConnection: Sqlite};
  const run = async (sql: string): Promise<unknown> => (connection ? connection.query(sql) : sqlite.exec(sql));
  if (connection) await run('SET SESSION unique_checks = 0, foreign_key_checks = 0');
  const voters = Math.ceil(rows / votesEach);
  for (let from = 0, statement = 0; from < rows; from += rowsAStatement, statement++) {
    if (statement % statementsACommit === 0) await run('BEGIN');
    const to = Math.min(rows, from + rowsAStatement);
    await run(insertVoters(round, {from, to, voters}));
    await run(insert(round, {from, to, voters}));
    if (statement % statementsACommit === statementsACommit - 1) await run('COMMIT');
  }
  const {ref, entries} = round;
  const counts = entries.map((entry, n) => {
    const votes = Math.floor(rows / entries.length) + (n < rows % entries.length ? 1 : 0);
    return `(${ref},${entry.ref},${writer},${votes},${votes})`;
  });
  if (Math.ceil(rows / rowsAStatement) % statementsACommit === 0) await run('BEGIN');
  await run(`INSERT INTO vote_tally (round, entry, writer, votes, shown) VALUES ${counts.join(',')}`);
  await run('COMMIT');
  // What a database knows of its keys, it knows by morning at the latest.
  await run(connection ? 'ANALYZE TABLE vote, vote_voter' : 'ANALYZE');
  await connection?.end();
}

interface Span {
  from: number;
  to: number;
  voters: number;
}

/** As long as a random id, so that rows are as large as those of the others. */
function idOf(who: number, voters: number): string {
  const place = Math.floor((who / voters) * 2 ** 48).toString(16);
  return `${place.padStart(12, '0')}-${String(who).padStart(23, '0')}`;
}

function insertVoters({ref}: OpenRound, {from, to, voters}: Span): string {
  const values: string[] = [];
  for (let who = Math.ceil(from / votesEach); who * votesEach < to; who++) {
    const name = Buffer.from(`01J0000000000000000000PART:${idOf(who, voters)}`).toString('hex');
    values.push(`(${who + 1},${ref},X'${name}')`);
  }
  return `INSERT INTO vote_voter (id, round, name) VALUES ${values.join(',')}`;
}

function insert({ref, entries}: OpenRound, {from, to, voters}: Span): string {
  const values: string[] = [];
  for (let n = from; n < to; n++) {
    const who = Math.floor(n / votesEach);
    const request = Buffer.from(`${idOf(who, voters).slice(0, 34)}-${n % votesEach}`).toString('hex');
    const slot = (n % votesEach) + 1;
    const {ref: entry} = entries[n % entries.length]!;
    values.push(
      `(${writer},${Math.floor(n / rowsAStatement)},${n},${ref},${who + 1},${day},${slot},${entry},${slot},X'${request}',0,1723082400000)`,
    );
  }
  return `INSERT INTO vote (writer, batch, seq, round, voter, day, slot, entry, entry_slot, request, position, at) VALUES ${values.join(',')}`;
}
