import {AsyncLocalStorage} from 'node:async_hooks';
import {setTimeout as pause} from 'node:timers/promises';
import type {DataSource, QueryRunner} from 'typeorm';
import {ChangeUnrecorded, isAudited, outsideActs, watchChanges} from './audit/guard.js';
import {isContention} from './database-errors.js';
import type {Work, WriteOptions} from './database-port.js';
import type {Logger} from './log.js';
import type {RunnerNotes} from './runner-notes.js';

const ATTEMPTS = 5;

/** Marks the asynchronous context of a unit of work, to catch one that is opened inside another. */
const current = new AsyncLocalStorage<{open: boolean}>();

export interface WriterParts {
  source: DataSource;
  log: Logger;
  /** Called after each commit that announced something. */
  announced: () => void;
  /** Makes sure that what the failed runner leaves behind is never used again. */
  discard: (runner: QueryRunner) => void;
  /** Waits until this unit may begin, where only one may be open at a time. */
  inTurn?: <T>(run: () => Promise<T>) => Promise<T>;
  /** True when the connection's state is unknown, so that not even ROLLBACK may be sent on it. */
  isBroken?: (error: unknown) => boolean;
}

export function writer(parts: WriterParts): <T>(work: Work<T>, options?: WriteOptions) => Promise<T> {
  const {inTurn = (run) => run()} = parts;
  return async (work, {unaudited} = {}) => {
    if (current.getStore()?.open) throw new Error('write() inside write(): pass the manager on instead');
    const audited = unaudited === undefined && isAudited();
    return inTurn(() => attempts(parts, audited ? recorded(work) : work));
  };
}

/** The work, which fails at its end if it has changed something and recorded nothing. */
function recorded<T>(work: Work<T>): Work<T> {
  return async (manager, after) => {
    const result = await work(manager, after);
    const notes = (manager.queryRunner?.data ?? {}) as RunnerNotes;
    if (notes.changed !== undefined && !notes.recorded) throw new ChangeUnrecorded(notes.changed);
    return result;
  };
}

async function attempts<T>(parts: WriterParts, work: Work<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const mark = {open: true};
    try {
      return await current.run(mark, () => attemptOnce(parts, work));
    } catch (error) {
      if (attempt === ATTEMPTS || !isContention(error)) throw error;
      parts.log.debug({attempt}, 'a unit of work lost a conflict and runs again');
    } finally {
      mark.open = false;
    }
    await pause(5 * 2 ** attempt * (1 + Math.random()));
  }
}

async function attemptOnce<T>(parts: WriterParts, work: Work<T>): Promise<T> {
  const runner = parts.source.createQueryRunner();
  watchChanges(runner);
  const notes: RunnerNotes = (runner.data = {});
  const hooks: (() => void)[] = [];
  let result: T;
  try {
    await runner.connect();
    await runner.startTransaction();
    result = await work(runner.manager, (hook) => void hooks.push(hook));
    await runner.commitTransaction();
  } catch (error) {
    await rollBack(parts, runner, error);
    throw error;
  } finally {
    await runner.release();
  }
  if (notes.announced) hooks.push(parts.announced);
  // outside of the unit's context: what a hook starts may open units of its own
  current.exit(() => outsideActs(() => hooks.forEach((hook) => runHook(hook, parts.log))));
  return result;
}

async function rollBack(parts: WriterParts, runner: QueryRunner, error: unknown): Promise<void> {
  if (parts.isBroken?.(error)) return parts.discard(runner);
  try {
    if (runner.isTransactionActive) await runner.rollbackTransaction();
  } catch {
    // a connection that still holds a transaction would lend it to whoever comes next
    parts.discard(runner);
  }
}

/** The work is committed whatever a hook does, so its failure must not look like the work's. */
function runHook(hook: () => void, log: Logger): void {
  try {
    hook();
  } catch (error) {
    log.error({err: error}, 'a hook failed after its unit of work was committed');
  }
}
