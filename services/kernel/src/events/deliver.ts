import {setTimeout as pause} from 'node:timers/promises';
import type {Logger} from '../log.js';
import type {DomainEvent} from './event.js';

const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 25;

export interface Delivery {
  handle: (e: DomainEvent) => Promise<void>;
  log: Logger;
  /** Gives up early, so that stopping doesn't wait for pauses. */
  stopping: () => boolean;
}

/**
 * Hands events to a handler, subjects side by side, events of a subject in turn, with a few attempts each. Answers the ids
 * that failed to the end; the adapter delivers them again later.
 */
export async function deliver(events: readonly DomainEvent[], delivery: Delivery): Promise<Set<string>> {
  const bySubject = new Map<string, DomainEvent[]>();
  for (const event of events) {
    const subject = bySubject.get(event.subject);
    if (subject) subject.push(event);
    else bySubject.set(event.subject, [event]);
  }
  const failed = new Set<string>();
  await Promise.all(
    [...bySubject.values()].map(async (inTurn) => {
      for (const event of inTurn) if (!(await attempt(event, delivery))) failed.add(event.id);
    }),
  );
  return failed;
}

async function attempt(event: DomainEvent, {handle, log, stopping}: Delivery): Promise<boolean> {
  for (let attempt = 1; !stopping(); attempt++) {
    try {
      await handle(event);
      return true;
    } catch (error) {
      if (attempt === ATTEMPTS) {
        log.error({err: error, event: event.id, type: event.type}, 'an event was not handled and will come again');
        return false;
      }
    }
    await pause(FIRST_PAUSE_MS * 4 ** (attempt - 1), undefined, {ref: false});
  }
  return false;
}
