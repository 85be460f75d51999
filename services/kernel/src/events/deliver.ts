import {setTimeout as pause} from 'node:timers/promises';
import type {Logger} from '../log.js';
import type {DomainEvent} from './event.js';
import type {Leash} from './leash.js';

const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 25;
/** Fewer than a pool has connections: a burst of events must not make people wait who only want to read. */
const SIDE_BY_SIDE = 4;

/** How long a handler may go on when its consumer stops. */
export const STOP_WITHIN_MS = 5_000;

export interface Delivery {
  handle: (e: DomainEvent) => Promise<void>;
  log: Logger;
  leash: Leash;
}

/**
 * Hands events to a handler, a few subjects side by side, events of a subject in turn, with a few attempts each. Answers the
 * ids that failed to the end; the adapter delivers them again later.
 */
export async function deliver(events: readonly DomainEvent[], delivery: Delivery): Promise<Set<string>> {
  const bySubject = new Map<string, DomainEvent[]>();
  for (const event of events) {
    const subject = bySubject.get(event.subject);
    if (subject) subject.push(event);
    else bySubject.set(event.subject, [event]);
  }
  const failed = new Set<string>();
  const waiting = bySubject.values();
  // all lanes draw from the same iterator
  const lane = async (): Promise<void> => {
    for (const inTurn of waiting)
      for (const event of inTurn) if (!(await attempts(event, delivery))) failed.add(event.id);
  };
  await Promise.all(Array.from({length: SIDE_BY_SIDE}, lane));
  return failed;
}

async function attempts(event: DomainEvent, {handle, log, leash}: Delivery): Promise<boolean> {
  for (let attempt = 1; !leash.stopped; attempt++) {
    try {
      await leash.hold(handle(event));
      return true;
    } catch (error) {
      if (attempt === ATTEMPTS) {
        log.error({err: error, event: event.id, type: event.type}, 'an event was not handled and will come again');
        return false;
      }
    }
    await pause(FIRST_PAUSE_MS * 4 ** (attempt - 1));
  }
  return false;
}
