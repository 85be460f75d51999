import {In, type EntityManager} from 'typeorm';
import type {Database} from '../database-port.js';
import {REPLAY_REQUESTED, type DomainEvent, type ReplayRequested} from './event.js';
import {InboxRow} from './inbox.js';
import {announce} from './outbox.js';

/** The current state of every subject, by the type of event that announces it. */
export type Replay = Record<string, () => AsyncIterable<{subject: string; version: number; payload: unknown}>>;

const BATCH = 100;

/** Asks whoever owns these types to announce everything again. `by` is the asking service. */
export async function requestReplay(manager: EntityManager, i: {types: string[]; by: string}): Promise<void> {
  const at = new Date();
  const payload: ReplayRequested = {types: i.types, by: i.by};
  await announce(manager, {type: REPLAY_REQUESTED, subject: i.by, version: 1, payload, at});
}

/** Throws a read model away and asks for it again: `clear` deletes its rows, in the same unit of work. */
export function rebuild(
  database: Database,
  i: {types: string[]; by: string; clear: (manager: EntityManager) => Promise<void>},
): Promise<void> {
  return database.write(async (manager) => {
    await i.clear(manager);
    await manager.delete(InboxRow, {type: In(i.types)});
    await requestReplay(manager, i);
  });
}

/** Announces what a request asks for and this service owns, in batches that each are a unit of work. */
export async function answerReplay(
  database: Database,
  replay: Replay,
  request: DomainEvent<ReplayRequested>,
): Promise<void> {
  for (const type of request.payload.types) {
    if (!Object.hasOwn(replay, type)) continue;
    let batch: {type: string; subject: string; version: number; payload: unknown; at: Date}[] = [];
    const flush = async () => {
      const rows = batch;
      batch = [];
      if (rows.length > 0) await database.write((manager) => announce(manager, rows));
    };
    for await (const state of replay[type]()) {
      batch.push({...state, type, at: new Date()});
      if (batch.length === BATCH) await flush();
    }
    await flush();
  }
}

/** Those of the types of which nothing has ever been taken in. */
export async function missingTypes(database: Database, types: string[]): Promise<string[]> {
  const known = await Promise.all(types.map((type) => database.read.existsBy(InboxRow, {type})));
  return types.filter((_, index) => !known[index]);
}
