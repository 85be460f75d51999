import {deepEqual, equal, ok, rejects} from 'node:assert/strict';
import type {Bus} from '../src/events/bus.js';
import type {DomainEvent} from '../src/events/event.js';
import {collector, eventOf} from './events.js';
import {gate} from './gate.js';

/** What every bus does, whatever carries it: one case a row, each with a bus of its own. */
export const busContract: {title: string; run: (bus: Bus) => Promise<void>}[] = [
  {
    title: 'hands an event over unchanged',
    run: async (bus) => {
      const got = collector();
      await bus.consume({service: 'a', types: ['Made'], handle: got.handle});
      const event = eventOf('Made');
      await bus.publish([event]);
      deepEqual(await got.until(1), [event]);
    },
  },
  {
    title: 'gives each service every event of its types, and no other',
    run: async (bus) => {
      const [a, b] = [collector(), collector()];
      await bus.consume({service: 'a', types: ['Made', 'Moved'], handle: a.handle});
      await bus.consume({service: 'b', types: ['Moved'], handle: b.handle});
      const [made, moved, gone] = [eventOf('Made'), eventOf('Moved'), eventOf('Gone')];
      await bus.publish([made, moved, gone]);
      deepEqual(await b.until(1), [moved]);
      deepEqual(new Set(await a.until(2)), new Set([made, moved]));
    },
  },
  {
    title: 'hands the events of one subject over in the order of their publication',
    run: async (bus) => {
      const got = collector(() => new Promise((resolve) => setImmediate(resolve)));
      await bus.consume({service: 'a', types: ['Made'], handle: got.handle});
      const events = Array.from({length: 20}, (_, version) => eventOf('Made', 'one', version));
      await bus.publish(events);
      deepEqual(await got.until(20), events);
    },
  },
  {
    title: 'brings an event again to a handler that threw, and does not keep the others waiting',
    run: async (bus) => {
      let failures = 2;
      const got = collector(async ({subject}) => {
        if (subject === 'bad' && failures-- > 0) throw new Error('not yet');
      });
      await bus.consume({service: 'a', types: ['Made'], handle: got.handle});
      await bus.publish([eventOf('Made', 'bad'), eventOf('Made', 'good')]);
      const subjects = (await got.until(2)).map(({subject}) => subject);
      deepEqual(subjects, ['good', 'bad']);
    },
  },
  {
    title: 'hands what is taken together over at once, in the order of each subject, and the rest by itself',
    run: async (bus) => {
      const [got, alone] = [collector(), collector()];
      const sizes: number[] = [];
      const together = async (events: DomainEvent[]) => {
        sizes.push(events.length);
        for (const event of events) await got.handle(event);
      };
      const handle = (event: DomainEvent) => (event.type === 'Made' ? got : alone).handle(event);
      await bus.consume({service: 'a', types: ['Made', 'Moved'], handle, together: {Made: together}});
      const events = [1, 2, 3].flatMap((version) => ['x', 'y'].map((subject) => eventOf('Made', subject, version)));
      const moved = [eventOf('Moved', 'x'), eventOf('Moved', 'y')];
      await bus.publish([...events, ...moved]);
      await got.until(6);
      await alone.until(2);
      equal(got.events.length, 6);
      deepEqual(
        got.events.filter(({subject}) => subject === 'x').map(({version}) => version),
        [1, 2, 3],
      );
      ok(sizes.length >= 1 && sizes.every((size) => size > 1));
    },
  },
  {
    title: 'hands each over by itself where together they fail, so that one bad event harms no other',
    run: async (bus) => {
      let failures = 2;
      const got = collector(async ({subject}) => {
        if (subject === 'bad' && failures-- > 0) throw new Error('not yet');
      });
      const together = async () => {
        throw new Error('one of them is bad');
      };
      await bus.consume({service: 'a', types: ['Made'], handle: got.handle, together: {Made: together}});
      await bus.publish(['bad', 'good', 'fine'].map((subject) => eventOf('Made', subject)));
      const subjects = (await got.until(3)).map(({subject}) => subject);
      deepEqual(subjects.slice(0, 2).sort(), ['fine', 'good']);
      equal(subjects[2], 'bad');
    },
  },
  {
    title: 'tells everybody who listens, and a listener that throws harms nobody',
    run: async (bus) => {
      const thrower = () => {
        throw new Error('a listener fails');
      };
      await bus.listen({types: ['Made'], handle: thrower});
      const [first, second] = [collector(), collector()];
      for (const {handle} of [first, second]) await bus.listen({types: ['Made'], handle: (e) => void handle(e)});
      const event = eventOf('Made');
      await bus.publish([eventOf('Moved'), event]);
      deepEqual(await first.until(1), [event]);
      deepEqual(await second.until(1), [event]);
    },
  },
  {
    title: 'tells a listener nothing more when it has stopped',
    run: async (bus) => {
      const [stopped, going] = [collector(), collector()];
      const stop = await bus.listen({types: ['Made'], handle: (e) => void stopped.handle(e)});
      await bus.listen({types: ['Made'], handle: (e) => void going.handle(e)});
      await stop();
      await bus.publish([eventOf('Made')]);
      await going.until(1);
      deepEqual(stopped.events, []);
    },
  },
  {
    title: 'lets a handler finish before it stops',
    run: async (bus) => {
      const held = gate();
      const got = collector(held.pass);
      const stop = await bus.consume({service: 'a', types: ['Made'], handle: got.handle});
      const published = bus.publish([eventOf('Made')]);
      await held.reached;
      const stopped = stop();
      held.open();
      await stopped;
      equal(got.events.length, 1);
      await published;
    },
  },
  {
    title: 'leaves a handler that never ends to itself, and keeps its event for the next',
    run: async (bus) => {
      const stuck = gate();
      const stop = await bus.consume({service: 'a', types: ['Made'], handle: stuck.pass});
      const event = eventOf('Made');
      const published = bus.publish([event]).catch((error: unknown) => error);
      await stuck.reached;
      await stop();
      const next = collector();
      await bus.consume({service: 'a', types: ['Made'], handle: next.handle});
      // a bus that keeps events delivers it; one that doesn't has said so, and the outbox hands it over again
      if ((await published) instanceof Error) await bus.publish([event]);
      deepEqual(await next.until(1), [event]);
      stuck.open();
    },
  },
  {
    title: 'refuses events when it is closed',
    run: async (bus) => {
      await bus.close();
      await rejects(bus.publish([eventOf('Made')]));
    },
  },
];
