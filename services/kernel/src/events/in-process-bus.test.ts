import {busContract} from '../../testing/bus-contract.js';
import {collector, eventOf} from '../../testing/events.js';
import {createLogger} from '../log.js';
import {PublishIncomplete} from './bus.js';
import {inProcessBus} from './in-process-bus.js';

const log = createLogger('test', {level: 'silent'});

describe('the bus within a process', () => {
  it.each(busContract)('$title', async ({run}) => {
    const bus = inProcessBus(log, {stopWithinMs: 100});
    await run(bus);
    await bus.close();
  });
});

describe('the bus within a process, which keeps nothing itself', () => {
  it('says which events were not handled, so that they stay in the outbox', async () => {
    const bus = inProcessBus(log);
    const handle = async ({subject}: {subject: string}) => {
      if (subject === 'bad') throw new Error('never');
    };
    await bus.consume({service: 'a', types: ['Made'], handle});
    const [bad, good] = [eventOf('Made', 'bad'), eventOf('Made', 'good')];
    const error: unknown = await bus.publish([bad, good]).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PublishIncomplete);
    expect((error as PublishIncomplete).undelivered).toEqual(new Set([bad.id]));
    await bus.close();
  });

  it('delivers nothing before everybody is there', async () => {
    let open: () => void = () => undefined;
    const bus = inProcessBus(log, {until: new Promise<void>((resolve) => (open = resolve))});
    const published = bus.publish([eventOf('Made')]);
    const late = collector();
    await bus.consume({service: 'late', types: ['Made'], handle: late.handle});
    expect(late.events).toEqual([]);
    open();
    await published;
    expect(late.events).toHaveLength(1);
    await bus.close();
  });

  it('closes while it is still waiting for everybody', async () => {
    const bus = inProcessBus(log, {until: new Promise(() => undefined)});
    const published = bus.publish([eventOf('Made')]);
    await bus.close();
    await expect(published).rejects.toBeInstanceOf(PublishIncomplete);
  });

  it('keeps events for a service that has stopped until it is back', async () => {
    const bus = inProcessBus(log);
    const first = collector();
    const stop = await bus.consume({service: 'a', types: ['Made'], handle: first.handle});
    await stop();
    const event = eventOf('Made');
    await expect(bus.publish([event])).rejects.toBeInstanceOf(PublishIncomplete);
    const second = collector();
    await bus.consume({service: 'a', types: ['Made'], handle: second.handle});
    await bus.publish([event]);
    expect(second.events).toEqual([event]);
    await bus.close();
  });

  it('gives every consumer a copy of its own', async () => {
    const bus = inProcessBus(log);
    const spoil = async (e: {payload: unknown}) => void ((e.payload as {name: string}).name = 'spoilt');
    const got = collector();
    await bus.consume({service: 'a', types: ['Made'], handle: spoil});
    await bus.consume({service: 'b', types: ['Made'], handle: got.handle});
    const event = eventOf('Made');
    await bus.publish([event]);
    expect(got.events).toEqual([event]);
    await bus.close();
  });
});
