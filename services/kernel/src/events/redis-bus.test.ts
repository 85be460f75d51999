import {Redis} from 'ioredis';
import {busContract} from '../../testing/bus-contract.js';
import {collector, eventOf} from '../../testing/events.js';
import {gate} from '../../testing/gate.js';
import {eventually} from '../../testing/eventually.js';
import {newId} from '../ids.js';
import {createLogger} from '../log.js';
import type {Bus} from './bus.js';
import {redisBus} from './redis-bus.js';

const log = createLogger('test', {level: 'silent'});
const url = process.env.CONCOURS_TEST_REDIS_URL ?? '';

/** Buses on keys of their own, as if each were in a process of its own. */
function harnessOf(claimAfterMs?: number) {
  const prefix = `test-${newId()}`;
  const buses: Bus[] = [];
  const admin = new Redis(url);
  return {
    prefix,
    admin,
    bus: async () => {
      const bus = redisBus(url, log, {prefix, claimAfterMs, stopWithinMs: 100});
      buses.push(bus);
      return bus;
    },
    close: async () => {
      await Promise.all(buses.map((bus) => bus.close()));
      const keys = await admin.keys(`${prefix}:*`);
      if (keys.length > 0) await admin.del(...keys);
      admin.disconnect();
    },
  };
}

if (process.env.CONCOURS_TEST_DATABASES === 'sqlite') {
  it.skip('the bus over Redis needs a Redis', () => undefined);
} else {
  describe('the bus over Redis', () => {
    it.each(busContract)('$title', async ({run}) => {
      const harness = harnessOf(200);
      await run(await harness.bus());
      await harness.close();
    });
  });

  describe('the bus over Redis, between processes', () => {
    let harness: ReturnType<typeof harnessOf>;
    afterEach(() => harness.close());

    it('gives each event to one instance of a service, and a hint to all', async () => {
      harness = harnessOf();
      const [one, two] = [await harness.bus(), await harness.bus()];
      const [got, hints] = [collector(), collector()];
      for (const bus of [one, two]) {
        await bus.consume({service: 'a', types: ['Made'], handle: got.handle});
        await bus.listen({types: ['Made'], handle: (e) => void hints.handle(e)});
      }
      const events = Array.from({length: 100}, () => eventOf('Made'));
      await one.publish(events);
      await hints.until(200);
      await got.until(100);
      expect(new Set(got.events.map(({id}) => id)).size).toBe(100);
      expect(got.events).toHaveLength(100);
    });

    it('keeps events for a service that is away', async () => {
      harness = harnessOf();
      const [one, two] = [await harness.bus(), await harness.bus()];
      const stop = await two.consume({service: 'a', types: ['Made'], handle: async () => undefined});
      await stop();
      await one.publish([eventOf('Made')]);
      const back = collector();
      await two.consume({service: 'a', types: ['Made'], handle: back.handle});
      await back.until(1);
    });

    it('hands what an instance took along when it died to another one', async () => {
      harness = harnessOf(200);
      const [dying, living] = [await harness.bus(), await harness.bus()];
      const stuck = gate();
      await dying.consume({service: 'a', types: ['Made'], handle: stuck.pass});
      const event = eventOf('Made');
      await living.publish([event]);
      await stuck.reached;
      const heir = collector();
      await living.consume({service: 'a', types: ['Made'], handle: heir.handle});
      expect(await heir.until(1)).toEqual([event]);
      // acknowledged: nobody has it any more
      await eventually(async () => {
        const [pending] = (await harness.admin.xpending(`${harness.prefix}:events:Made`, 'a')) as [number];
        return pending === 0 ? true : undefined;
      });
    });

    it('brings an event again after it has failed to the end', async () => {
      harness = harnessOf(200);
      const bus = await harness.bus();
      let failures = 6;
      const got = collector(async () => {
        if (failures-- > 0) throw new Error('not yet');
      });
      await bus.consume({service: 'a', types: ['Made'], handle: got.handle});
      await bus.publish([eventOf('Made')]);
      await got.until(1);
    });

    it('makes its groups again after the server has lost its data, and says what may be missing', async () => {
      harness = harnessOf();
      const bus = await harness.bus();
      const got = collector();
      const gaps: string[][] = [];
      const onGap = (types: string[]) => void gaps.push(types);
      await bus.consume({service: 'a', types: ['Made', 'Moved'], handle: got.handle, onGap});
      expect(gaps).toEqual([['Made', 'Moved']]);
      await bus.publish([eventOf('Made')]);
      await got.until(1);
      await harness.admin.del(`${harness.prefix}:events:Made`);
      await eventually(async () => (gaps.length === 2 ? true : undefined));
      expect(gaps[1]).toEqual(['Made']);
      await bus.publish([eventOf('Made')]);
      await got.until(2);
    });

    it('says nothing is missing to a service that comes back to its place', async () => {
      harness = harnessOf();
      const bus = await harness.bus();
      const gaps: string[][] = [];
      const onGap = (types: string[]) => void gaps.push(types);
      const consume = () => bus.consume({service: 'a', types: ['Made'], handle: async () => undefined, onGap});
      await (
        await consume()
      )();
      await consume();
      expect(gaps).toEqual([['Made']]);
    });

    it('notices that a stream was cut beyond its place', async () => {
      harness = harnessOf(100);
      const bus = await harness.bus();
      const key = `${harness.prefix}:events:Made`;
      const stop = await bus.consume({service: 'a', types: ['Made'], handle: async () => undefined});
      await stop();
      await bus.publish([eventOf('Made'), eventOf('Made')]);
      await harness.admin.xtrim(key, 'MAXLEN', 1);
      const gaps: string[][] = [];
      await bus.consume({
        service: 'a',
        types: ['Made'],
        handle: async () => undefined,
        onGap: (types) => void gaps.push(types),
      });
      await eventually(async () => (gaps.length > 0 ? true : undefined));
      expect(gaps[0]).toEqual(['Made']);
    });

    it('goes on when its connections are cut', async () => {
      harness = harnessOf();
      const bus = await harness.bus();
      const [got, hints] = [collector(), collector()];
      await bus.consume({service: 'a', types: ['Made'], handle: got.handle});
      await bus.listen({types: ['Made'], handle: (e) => void hints.handle(e)});
      await harness.admin.call('CLIENT', 'KILL', 'SKIPME', 'yes', 'TYPE', 'normal');
      await harness.admin.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
      await eventually(async () => {
        await bus.publish([eventOf('Made')]);
        return got.events.length > 0 && hints.events.length > 0 ? true : undefined;
      });
    });

    it('refuses events when the server cannot be reached, and names no address in its log', async () => {
      harness = harnessOf();
      const lines: string[] = [];
      const kept = createLogger('test', {destination: {write: (line) => void lines.push(line)}});
      const bus = redisBus('redis://:secret@127.0.0.1:1/0', kept);
      await expect(bus.publish([eventOf('Made')])).rejects.toThrow();
      await eventually(async () => (lines.length > 0 ? true : undefined));
      expect(lines.join()).not.toMatch(/127\.0\.0\.1|secret/);
      await bus.close();
    });
  });
}
