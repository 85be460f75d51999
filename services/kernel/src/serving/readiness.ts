import type {Database} from '../database-port.js';
import {OutboxRow} from '../events/outbox.js';
import {newId} from '../ids.js';
import type {Logger} from '../log.js';

export interface Readiness {
  /** Whether requests that change something would succeed now. */
  check(): Promise<boolean>;
  /** From now on the answer is no. */
  drain(): void;
}

const LIMIT_MS = 2_000;
const FRESH_MS = 1_000;

/** Asked often and by anybody, so one answer serves everybody for a second. */
export function readiness(database: Database, log: Logger): Readiness {
  let draining = false;
  let last: {at: number; answer: Promise<boolean>} | undefined;

  const probe = async (): Promise<boolean> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('the database did not answer in time')), LIMIT_MS);
    });
    try {
      await Promise.race([touch(database), late]);
      return true;
    } catch (error) {
      log.warn({err: error}, 'not ready');
      return false;
    } finally {
      clearTimeout(timer);
    }
  };

  return {
    check: async () => {
      if (draining) return false;
      if (!last || Date.now() - last.at > FRESH_MS) last = {at: Date.now(), answer: probe()};
      return last.answer;
    },
    drain: () => void (draining = true),
  };
}

/** Reading works on a full disk, so this writes: a row that is gone again when the transaction commits. */
async function touch(database: Database): Promise<void> {
  if (!database.source.hasMetadata(OutboxRow)) return void (await database.read.query('SELECT 1'));
  await database.write(async (manager) => {
    const now = new Date();
    const row = {
      id: newId(),
      type: 'probe',
      subject: 'probe',
      version: 0,
      at: now,
      payload: {},
      sentAt: now,
      attempts: 0,
    };
    await manager.insert(OutboxRow, row);
    await manager.delete(OutboxRow, {id: row.id});
  });
}
