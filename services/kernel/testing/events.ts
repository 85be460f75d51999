import {randomUUID} from 'node:crypto';
import type {DomainEvent} from '../src/events/event.js';
import {eventually} from './eventually.js';

let made = 0;

export function eventOf(type: string, subject = `subject-${++made}`, version = 1): DomainEvent {
  const at = '2024-05-01T01:02:03.456Z';
  return {id: randomUUID(), type, subject, version, at, source: 'test', payload: {name: '合肥', list: [1, null, {}]}};
}

/** A handler that keeps what it has handled and can be waited for. */
export function collector(act: (e: DomainEvent) => Promise<void> = async () => undefined) {
  const events: DomainEvent[] = [];
  return {
    events,
    handle: async (e: DomainEvent): Promise<void> => {
      await act(e);
      events.push(e);
    },
    until: (count: number) => eventually(async () => (events.length >= count ? events : undefined)),
  };
}
