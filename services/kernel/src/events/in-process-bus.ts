import type {Logger} from '../log.js';
import {PublishIncomplete, type Bus, type Consumption} from './bus.js';
import {STOP_WITHIN_MS, deliver} from './deliver.js';
import type {DomainEvent} from './event.js';
import {Leash} from './leash.js';

interface Consumer extends Consumption {
  leash: Leash;
}

export interface InProcessBusOptions {
  /**
   * Nothing is delivered before it settles. Resolve it when all services are consuming; otherwise what was left in an
   * outbox by the last run would pass by those that start later.
   */
  until?: Promise<unknown>;
  stopWithinMs?: number;
}

/**
 * The bus of a single process. It keeps nothing: `publish` settles when every consumer has handled the events, and what
 * could not be handled stays unsent in its outbox. So a crash loses nothing.
 */
export function inProcessBus(log: Logger, options: InProcessBusOptions = {}): Bus {
  const {until, stopWithinMs = STOP_WITHIN_MS} = options;
  // stopped consumers stay listed: what they would have got is undelivered, not done
  let consumers: Consumer[] = [];
  const listeners = new Set<{types: string[]; handle: (e: DomainEvent) => void}>();
  let close: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => (close = resolve));
  let isClosed = false;

  async function publish(events: DomainEvent[]): Promise<void> {
    if (until) await Promise.race([until, closed]);
    if (isClosed) throw new PublishIncomplete(new Set(events.map((event) => event.id)));
    for (const listener of listeners) hint(events, listener);
    const undelivered = await Promise.all(consumers.map((consumer) => offer(consumer, events)));
    const all = new Set(undelivered.flatMap((ids) => [...ids]));
    if (all.size > 0) throw new PublishIncomplete(all);
  }

  function hint(events: DomainEvent[], {types, handle}: {types: string[]; handle: (e: DomainEvent) => void}): void {
    for (const event of events) {
      if (!types.includes(event.type)) continue;
      try {
        handle(copyOf(event));
      } catch (error) {
        log.error({err: error, type: event.type}, 'a listener threw');
      }
    }
  }

  async function offer(consumer: Consumer, events: DomainEvent[]): Promise<ReadonlySet<string>> {
    const wanted = events.filter((event) => consumer.types.includes(event.type));
    if (consumer.leash.stopped) return new Set(wanted.map((event) => event.id));
    const {handle, together, leash} = consumer;
    return deliver(wanted.map(copyOf), {handle, together, log, leash});
  }

  return {
    publish,
    consume: async (i) => {
      const consumer: Consumer = {...i, leash: new Leash()};
      // whoever comes back takes the place of who has left
      consumers = consumers.filter(({leash, service}) => !(leash.stopped && service === i.service));
      consumers.push(consumer);
      return () => consumer.leash.stop(stopWithinMs);
    },
    listen: async (i) => {
      const listener = {...i};
      listeners.add(listener);
      return async () => void listeners.delete(listener);
    },
    close: async () => {
      isClosed = true;
      close();
      listeners.clear();
      await Promise.all(consumers.map(({leash}) => leash.stop(stopWithinMs)));
    },
  };
}

/** As over a network: nobody gets an object that somebody else holds. */
function copyOf(event: DomainEvent): DomainEvent {
  return JSON.parse(JSON.stringify(event)) as DomainEvent;
}
