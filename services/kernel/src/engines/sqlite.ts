import {setTimeout as pause} from 'node:timers/promises';
import BetterSqlite3 from 'better-sqlite3';
import {DataSource} from 'typeorm';
import type {AbstractSqliteDriver} from 'typeorm/driver/sqlite-abstract/AbstractSqliteDriver.js';
import type {Database, OpenSettings} from '../database-port.js';
import type {Logger} from '../log.js';
import {writer} from '../unit-of-work.js';
import {Listeners} from './listeners.js';
import {quietLogger} from './quiet-logger.js';

const BUSY_MS = 5_000;
const MIGRATION_WAIT_MS = 60_000;

/**
 * Two connections to one file. Serialising transactions on a single one is not enough: a plain statement of another
 * request would run inside whatever transaction is open, be acknowledged, and be rolled back with it.
 */
export async function openSqlite(settings: OpenSettings & {log: Logger}): Promise<Database> {
  const {entities, migrations, log} = settings;
  const file = settings.url.slice('sqlite:'.length);
  if (file === '' || file.includes(':memory:')) throw new Error('SQLite needs a file: two connections share it');
  const common = {
    type: 'better-sqlite3' as const,
    database: file,
    entities,
    timeout: BUSY_MS,
    logger: quietLogger(log),
  };
  const source = new DataSource({
    ...common,
    migrations,
    enableWAL: true,
    prepareDatabase: (handle: BetterSqlite3.Database) => {
      // FULL: a commit that was acknowledged survives a power cut. The limit keeps one large transaction's log from staying.
      handle.pragma('synchronous = FULL');
      handle.pragma('journal_size_limit = 134217728');
      // Half of that before it is copied into the file: a page that is written often is copied once.
      handle.pragma('wal_autocheckpoint = 16384');
      // 8 MB: what a batch of votes changes is written once, when it is committed, and not before for want of room.
      handle.pragma('cache_size = -8192');
    },
  });
  await source.initialize();
  dropCollations(source);
  await migrateAlone(source, file);
  const reader = new DataSource({...common, readonly: true});
  await reader.initialize();
  dropCollations(reader);

  const listeners = new Listeners();
  const driver = source.driver as AbstractSqliteDriver;
  const discard = () => {
    // TypeORM keeps one runner per file; after a failed ROLLBACK it would count savepoints inside a transaction that is gone
    driver.queryRunner = undefined;
    const handle = driver.databaseConnection as BetterSqlite3.Database;
    if (handle.inTransaction) handle.exec('ROLLBACK');
  };
  const queue = turns();
  return {
    engine: 'sqlite',
    source,
    read: reader.manager,
    write: writer({source, log, announced: listeners.call, discard, inTurn: queue.take}),
    announced: listeners.call,
    onAnnounced: (listener) => listeners.add(listener),
    close: async () => {
      await queue.idle();
      await reader.destroy();
      await source.destroy();
    },
  };
}

/** Lets one unit of work in at a time, in the order in which they came. */
function turns() {
  let tail: Promise<unknown> = Promise.resolve();
  const take = <T>(run: () => Promise<T>): Promise<T> => {
    const turn = tail.then(run);
    tail = turn.catch(() => undefined);
    return turn;
  };
  return {take, idle: () => tail};
}

/** MySQL's binary collation is written in the entities; SQLite compares bytes anyway and knows no collation of that name. */
function dropCollations(source: DataSource): void {
  for (const entity of source.entityMetadatas) {
    for (const column of entity.columns) column.collation = undefined;
  }
}

/** The lock is a database beside the database: an exclusive transaction in it ends with its process, however that ends. */
async function migrateAlone(source: DataSource, file: string): Promise<void> {
  if (source.migrations.length === 0) return;
  const lock = new BetterSqlite3(`${file}.migrating`, {timeout: 0});
  try {
    const until = Date.now() + MIGRATION_WAIT_MS;
    while (!locked(lock)) {
      if (Date.now() > until) throw new Error('another process has been migrating this database for a minute');
      // not SQLite's own waiting, which would stop this process, and with it perhaps the holder
      await pause(25);
    }
    // each: a failed migration leaves those before it done; with none at all, SQLite's table rebuilds delete children
    await source.runMigrations({transaction: 'each'});
  } finally {
    lock.close();
  }
}

function locked(lock: BetterSqlite3.Database): boolean {
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if (error instanceof BetterSqlite3.SqliteError && error.code.startsWith('SQLITE_BUSY')) return false;
    throw error;
  }
}
