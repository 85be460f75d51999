import {createConnection, type Connection} from 'mysql2/promise';
import {DataSource, type DataSourceOptions, type QueryRunner} from 'typeorm';
import type {Database, OpenSettings} from '../database-port.js';
import type {Logger} from '../log.js';
import {writer} from '../unit-of-work.js';
import {Listeners} from './listeners.js';
import {quietLogger} from './quiet-logger.js';

const CONNECTIONS = 10;
const STATEMENT_MS = 15_000;
const LOCK_WAIT_S = 5;
const MIGRATION_WAIT_S = 60;

// READ COMMITTED: it takes no gap locks, which are what deadlocks under REPEATABLE READ; limits are unique keys here and
// need no range to hold still.
const sessionSettings = [
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
  `SET SESSION innodb_lock_wait_timeout = ${LOCK_WAIT_S}`,
];

export async function openMysql(settings: OpenSettings & {log: Logger}): Promise<Database> {
  const {entities, migrations, log, statementMs = STATEMENT_MS} = settings;
  const at = address(settings.url);
  const type = await prepareSchema(at);
  const common = {
    type,
    host: at.host,
    port: at.port,
    username: at.user,
    password: at.password,
    database: at.database,
    // or mysql2 stores local time
    timezone: 'Z',
    charset: 'utf8mb4_unicode_ci',
    connectTimeout: 5_000,
    entities,
    migrations,
    logger: quietLogger(log),
  };
  await migrateAlone(common, at);

  const source = new DataSource({
    ...common,
    // mysql2 waits for ever by default
    enableQueryTimeout: true,
    maxQueryExecutionTime: statementMs,
    extra: {connectionLimit: CONNECTIONS, queueLimit: 2_000, enableKeepAlive: true},
  });
  await source.initialize();
  poolOf(source).on('connection', (connection) => sessionSettings.forEach((statement) => connection.query(statement)));
  // initialize() has left one connection in the pool, from before the listener
  for (const statement of sessionSettings) await source.query(statement);

  const listeners = new Listeners();
  return {
    engine: 'mysql',
    source,
    read: source.manager,
    write: writer({source, log, announced: listeners.call, discard, isBroken}),
    announced: listeners.call,
    onAnnounced: (listener) => listeners.add(listener),
    close: () => source.destroy(),
  };
}

interface Address {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
}

function address(url: string): Address {
  const {hostname, port, username, password, pathname} = new URL(url);
  const database = decodeURIComponent(pathname.slice(1));
  if (!/^[\w-]{1,64}$/.test(database))
    throw new Error('the database address must name a schema of letters, digits, _ and -');
  return {
    host: hostname,
    port: port === '' ? 3306 : Number(port),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database,
  };
}

/** Makes the schema if it is missing and may be made; tells MariaDB from MySQL, whose column types TypeORM compares differently. */
async function prepareSchema({database, ...at}: Address): Promise<'mariadb' | 'mysql'> {
  const connection = await createConnection({...at, connectTimeout: 5_000});
  try {
    await createSchema(connection, database);
    const [rows] = await connection.query({sql: 'SELECT VERSION() AS version', timeout: STATEMENT_MS});
    return /mariadb/i.test((rows as {version: string}[])[0].version) ? 'mariadb' : 'mysql';
  } finally {
    await connection.end();
  }
}

async function createSchema(connection: Connection, database: string): Promise<void> {
  try {
    await connection.query(
      `CREATE DATABASE IF NOT EXISTS \`${database}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`,
    );
  } catch (error) {
    // an account without the right to create schemas is the better set-up: somebody else made it then
    if (!['ER_DBACCESS_DENIED_ERROR', 'ER_ACCESS_DENIED_ERROR'].includes((error as {code?: string}).code ?? ''))
      throw error;
  }
}

/**
 * The lock ends with its connection. It belongs to one server: on a Galera cluster start the first instance of a new
 * version alone.
 */
async function migrateAlone(common: DataSourceOptions, {database, ...at}: Address): Promise<void> {
  if ((common.migrations as Function[]).length === 0) return;
  const name = `concours:${database}`.slice(0, 64);
  const lock = await createConnection({...at, connectTimeout: 5_000});
  try {
    const [rows] = await lock.query('SELECT GET_LOCK(?, ?) AS held', [name, MIGRATION_WAIT_S]);
    if ((rows as {held: number | null}[])[0].held !== 1)
      throw new Error('another instance has been migrating for a minute');
    // a connection of its own, without a limit per statement: rebuilding a large table takes its time
    const source = await new DataSource({...common, extra: {connectionLimit: 1}} as DataSourceOptions).initialize();
    try {
      await source.runMigrations({transaction: 'each'});
    } finally {
      await source.destroy();
    }
  } finally {
    await lock.end();
  }
}

interface Pool {
  on(event: 'connection', listener: (connection: {query(sql: string): void}) => void): void;
}

function poolOf(source: DataSource): Pool {
  return (source.driver as unknown as {pool: Pool}).pool;
}

/** After a time-out the statement may still be running on that connection. */
function isBroken(error: unknown): boolean {
  const cause = (error as {driverError?: {code?: string; fatal?: boolean}}).driverError;
  return cause?.code === 'PROTOCOL_SEQUENCE_TIMEOUT' || cause?.fatal === true;
}

function discard(runner: QueryRunner): void {
  const {databaseConnection} = runner as unknown as {databaseConnection?: {destroy(): void}};
  databaseConnection?.destroy();
}
