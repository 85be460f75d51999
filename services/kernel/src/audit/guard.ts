import {AsyncLocalStorage} from 'node:async_hooks';
import type {QueryRunner} from 'typeorm';
import type {RunnerNotes} from '../runner-notes.js';

/** One request that may turn out to change something. */
interface Act {
  changes: boolean;
  requestId: string;
}

const acts = new AsyncLocalStorage<Act>();

/** Runs what a request asks for; from `actChanges()` on, until it is answered, units of work have to record what they do. */
export async function asAct<T>(i: {requestId: string; changes?: boolean}, run: () => Promise<T>): Promise<T> {
  const act: Act = {changes: false, ...i};
  try {
    return await acts.run(act, run);
  } finally {
    // what goes on afterwards, on timers and in queues that it has set going, is not this request's
    act.changes = false;
  }
}

/** Called as soon as it is known that the request is a mutation. */
export function actChanges(): void {
  const act = acts.getStore();
  if (act) act.changes = true;
}

/** For what follows a commit: it is done for the platform, not for whoever happened to ask. */
export function outsideActs<T>(run: () => T): T {
  return acts.exit(run);
}

/** For what has no caller yet, such as signing in. */
export function requestOfAct(): string | undefined {
  return acts.getStore()?.requestId;
}

export function isAudited(): boolean {
  return acts.getStore()?.changes ?? false;
}

/** A defect of ours: something was changed and nobody wrote down by whom. */
export class ChangeUnrecorded extends Error {
  constructor(statement: string) {
    // the table says enough: statements don't belong into logs
    const table = /(?:INTO|UPDATE|FROM)\s+["`]?(\w+)/i.exec(statement)?.[1] ?? 'something';
    super(`a unit of work changes ${table} and records nothing: call record(), or say why not`);
    this.name = 'ChangeUnrecorded';
  }
}

const CHANGES = /^\s*(?:INSERT|UPDATE|DELETE|REPLACE|TRUNCATE)\b/i;
const watched = new WeakSet<QueryRunner>();

/** Notes on a runner which of its statements was the first to change something. Statements past TypeORM are not seen. */
export function watchChanges(runner: QueryRunner): void {
  if (watched.has(runner)) return;
  watched.add(runner);
  const query = runner.query.bind(runner) as (...given: unknown[]) => Promise<never>;
  runner.query = (...given: [string, ...unknown[]]) => {
    const notes = runner.data as RunnerNotes;
    // its verb and table: the rest may hold values
    if (notes.changed === undefined && CHANGES.test(given[0])) notes.changed = given[0].trim().slice(0, 40);
    return query(...given);
  };
}
