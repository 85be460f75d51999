import {setTimeout as pause} from 'node:timers/promises';
import type {Logger} from '../log.js';
import type {Consumption} from './bus.js';
import type {DomainEvent} from './event.js';
import type {Leash} from './leash.js';

const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 25;
/** Fewer than a pool has connections: a burst of events must not make people wait who only want to read. */
const SIDE_BY_SIDE = 4;

/** How long a handler may go on when its consumer stops. */
export const STOP_WITHIN_MS = 5_000;

export interface Delivery extends Pick<Consumption, 'handle' | 'together'> {
  log: Logger;
  leash: Leash;
}

/**
 * Hands events to a handler: those of a type that is taken together at once, the others, and those that together failed, a few
 * subjects side by side, events of a subject in turn, with a few attempts each. Answers the ids that failed to the end; the
 * adapter delivers them again later.
 */
export async function deliver(events: readonly DomainEvent[], delivery: Delivery): Promise<Set<string>> {
  const bySubject = new Map<string, DomainEvent[]>();
  for (const event of await leftAlone(events, delivery)) {
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

/** Hands over together what can be, and answers the rest. */
async function leftAlone(
  events: readonly DomainEvent[],
  {together = {}, log, leash}: Delivery,
): Promise<readonly DomainEvent[]> {
  const done = new Set<DomainEvent>();
  for (const [type, take] of Object.entries(together)) {
    const part = events.filter((event) => event.type === type);
    if (part.length < 2 || leash.stopped) continue;
    try {
      await leash.hold(take(part));
      part.forEach((event) => done.add(event));
    } catch (error) {
      log.warn({err: error, events: part.length, type}, 'events were not taken together and are handled one by one');
    }
  }
  return done.size === 0 ? events : events.filter((event) => !done.has(event));
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
