import type {DataSource, EntityManager} from 'typeorm';
import type {Logger} from './log.js';

export interface DatabaseSettings {
  /** `sqlite:<file>` or `mysql://user:password@host:port/schema`; MariaDB is told from MySQL by its version. */
  url: string;
  /** Names it in logs and locks. */
  name: string;
}

/** What a unit of work does; `after` takes hooks that run once it is committed, and never if it is not. */
export type Work<T> = (manager: EntityManager, after: (hook: () => void) => void) => Promise<T>;

export interface WriteOptions {
  /** Why this unit may change something for a mutation without recording it; without it such a unit is refused. */
  unaudited?: string;
}

export interface Database {
  readonly engine: 'sqlite' | 'mysql';
  /** For metadata, migrations and raw-SQL adapters. Writing through it on SQLite gets past the queue: don't. */
  readonly source: DataSource;
  /** Sees what is committed and nothing else. On SQLite it cannot write. */
  readonly read: EntityManager;
  /**
   * One unit of work: all of it or nothing. On SQLite one at a time; elsewhere a READ COMMITTED transaction.
   * On a deadlock or lock wait the whole work runs again (5 times at most), so it must have no effects outside
   * the database; those belong into `after`. Not to be nested.
   */
  write<T>(work: Work<T>, options?: WriteOptions): Promise<T>;
  /** Says that events were written. `announce` inside `write` does this by itself. */
  announced(): void;
  /** Returns a function that removes the listener. */
  onAnnounced(listener: () => void): () => void;
  close(): Promise<void>;
}

export interface OpenSettings extends DatabaseSettings {
  entities: Function[];
  migrations: Function[];
  /** MySQL only: a statement that takes longer fails, and its connection is thrown away. 15 s unless told. */
  statementMs?: number;
  log?: Logger;
}
