import type {Logger} from '../log.js';
import {PublishIncomplete, type Bus, type Consumption} from './bus.js';
import {deliver} from './deliver.js';
import type {DomainEvent} from './event.js';

interface Consumer extends Consumption {
  stopped: boolean;
  busy: Set<Promise<unknown>>;
}

/**
 * The bus of a single process. It keeps nothing: `publish` settles when every consumer has handled the events, and what
 * could not be handled stays unsent in its outbox. So a crash loses nothing.
 *
 * `until`: nothing is delivered before it settles. Resolve it when all services are consuming; otherwise what was left in
 * an outbox by the last run would pass by those that start later.
 */
export function inProcessBus(log: Logger, {until}: {until?: Promise<unknown>} = {}): Bus {
  // stopped consumers stay listed: what they would have got is undelivered, not done
  const consumers = new Set<Consumer>();
  const listeners = new Set<{types: ReadonlySet<string>; handle: (e: DomainEvent) => void}>();
  let close: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => (close = resolve));
  let isClosed = false;

  async function publish(events: DomainEvent[]): Promise<void> {
    if (until) await Promise.race([until, closed]);
    if (isClosed) throw new PublishIncomplete(new Set(events.map((event) => event.id)));
    // what the bus over a network does too: nobody gets an object that somebody else still holds
    const copies = events.map((event) => JSON.parse(JSON.stringify(event)) as DomainEvent);
    for (const event of copies) hint(event);
    const undelivered = await Promise.all([...consumers].map((consumer) => offer(consumer, copies)));
    const all = new Set(undelivered.flatMap((ids) => [...ids]));
    if (all.size > 0) throw new PublishIncomplete(all);
  }

  function hint(event: DomainEvent): void {
    for (const {types, handle} of listeners) {
      if (!types.has(event.type)) continue;
      try {
        handle(event);
      } catch (error) {
        log.error({err: error, type: event.type}, 'a listener threw');
      }
    }
  }

  async function offer(consumer: Consumer, events: DomainEvent[]): Promise<ReadonlySet<string>> {
    const wanted = events.filter((event) => consumer.types.includes(event.type));
    if (consumer.stopped) {
      // a new registration of the same service has taken over
      const heirs = [...consumers].filter((other) => !other.stopped && other.service === consumer.service);
      const orphaned = wanted.filter((event) => !heirs.some((heir) => heir.types.includes(event.type)));
      return new Set(orphaned.map((event) => event.id));
    }
    const work = deliver(wanted, {handle: consumer.handle, log, stopping: () => consumer.stopped});
    consumer.busy.add(work);
    try {
      return await work;
    } finally {
      consumer.busy.delete(work);
    }
  }

  async function stop(consumer: Consumer): Promise<void> {
    consumer.stopped = true;
    await Promise.allSettled(consumer.busy);
  }

  return {
    publish,
    consume: async (i) => {
      // the same service again, after it has stopped: its old registration has done its duty
      for (const old of consumers) {
        if (old.stopped && old.service === i.service && old.types.every((type) => i.types.includes(type)))
          consumers.delete(old);
      }
      const consumer: Consumer = {...i, stopped: false, busy: new Set()};
      consumers.add(consumer);
      return () => stop(consumer);
    },
    listen: async (i) => {
      const listener = {types: new Set(i.types), handle: i.handle};
      listeners.add(listener);
      return async () => void listeners.delete(listener);
    },
    close: async () => {
      isClosed = true;
      close();
      listeners.clear();
      await Promise.all([...consumers].map(stop));
    },
  };
}
