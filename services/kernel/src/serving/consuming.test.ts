import {echoService} from '../../testing/echo-service.js';
import {eventDatabase} from '../../testing/event-database.js';
import {testKey} from '../../testing/envelopes.js';
import {collector, eventOf} from '../../testing/events.js';
import {eventually} from '../../testing/eventually.js';
import type {Database} from '../database.js';
import {REPLAY_REQUESTED} from '../events/event.js';
import {project} from '../events/inbox.js';
import {inProcessBus} from '../events/in-process-bus.js';
import {OutboxRow, announce} from '../events/outbox.js';
import {rebuild} from '../events/replay.js';
import {createLogger} from '../log.js';
import {serve, type Running, type Service} from '../serve.js';

const log = createLogger('test', {level: 'silent'});

/** Two services on one bus: the owner has things, the reader keeps a read model of them. */
async function pair() {
  let everybodyIsUp: () => void = () => undefined;
  const bus = inProcessBus(log, {until: new Promise<void>((resolve) => (everybodyIsUp = resolve)), stopWithinMs: 100});
  const things = new Map([
    ['a', 3],
    ['b', 7],
  ]);
  const [owner, reader] = [await eventDatabase('sqlite'), await eventDatabase('sqlite')];
  const model = new Map<string, number>();
  let replays = 0;
  const take = (e: ReturnType<typeof eventOf>) =>
    project(reader, e, async () => void model.set(e.subject, e.version)).then(() => undefined);

  const running: Running[] = [];
  const start = async (name: string, database: Database, more: Partial<Service>) => {
    const {service} = await echoService({name, database, bus, ...more});
    running.push(await serve(service, {keys: [testKey]}));
  };
  const startOwner = () =>
    start('owner', owner, {
      replay: {
        Made: async function* () {
          replays++;
          for (const [subject, version] of things) yield {subject, version, payload: {}};
        },
      },
    });
  const startReader = (more: Partial<Service> = {}) =>
    start('reader', reader, {consumes: [{types: ['Made'], handle: take}], ...more});
  const make = (subject: string, version: number) => {
    things.set(subject, version);
    return owner.write((manager) => announce(manager, {type: 'Made', subject, version, payload: {}, at: new Date()}));
  };
  const holds = (expected: [string, number][]) =>
    eventually(async () => (JSON.stringify([...model].sort()) === JSON.stringify(expected) ? true : undefined));
  const close = async () => {
    await bus.close();
    await Promise.all(running.map((one) => one.close()));
    await Promise.all([owner.close(), reader.close()]);
  };
  return {
    owner,
    reader,
    model,
    startOwner,
    startReader,
    make,
    holds,
    close,
    up: everybodyIsUp,
    replays: () => replays,
    bus,
  };
}

describe('services that learn of each other by events', () => {
  let two: Awaited<ReturnType<typeof pair>>;

  beforeEach(async () => {
    two = await pair();
  });
  afterEach(() => two.close());

  it.each(['owner first', 'reader first'])('a new reader asks for what there is, once (%s)', async (order) => {
    const starts = [two.startOwner, () => two.startReader()];
    for (const start of order === 'owner first' ? starts : starts.reverse()) await start();
    two.up();
    await two.holds([
      ['a', 3],
      ['b', 7],
    ]);
    expect(two.replays()).toBe(1);
  });

  it('a reader that has something does not ask again', async () => {
    await project(two.reader, eventOf('Made', 'z', 1), async () => undefined);
    await two.startOwner();
    await two.startReader();
    two.up();
    await two.make('c', 1);
    await two.holds([['c', 1]]);
    expect(two.replays()).toBe(0);
  });

  it('what was announced before everybody was up reaches those who start last', async () => {
    await two.make('c', 1);
    await two.startOwner();
    await project(two.reader, eventOf('Made', 'z', 1), async () => undefined);
    await two.startReader();
    expect(two.model.size).toBe(0);
    two.up();
    await two.holds([['c', 1]]);
  });

  it('a read model is rebuilt by one command', async () => {
    await two.startOwner();
    await two.startReader();
    two.up();
    await two.holds([
      ['a', 3],
      ['b', 7],
    ]);
    two.model.set('b', 999).set('wrong', 1);
    await rebuild(two.reader, {types: ['Made'], by: 'reader', clear: async () => two.model.clear()});
    await two.holds([
      ['a', 3],
      ['b', 7],
    ]);
  });

  it('every part of a service gets an event that several of them consume', async () => {
    const [first, second] = [collector(), collector()];
    await two.startOwner();
    await two.startReader({
      consumes: [
        {types: ['Made'], handle: first.handle},
        {types: ['Made', 'Moved'], handle: second.handle},
      ],
    });
    two.up();
    await Promise.all([first.until(2), second.until(2)]);
  });

  it('a service that cannot start takes its consumers and its relay back', async () => {
    const failing = two.startReader({
      start: async () => {
        throw new Error('no');
      },
    });
    await expect(failing).rejects.toThrow('no');
    two.up();
    await two.make('c', 1);
    await expect(two.bus.publish([eventOf('Made')])).rejects.toThrow('not delivered');
    // its own question is still in its outbox: nobody hands it over
    expect(await two.reader.read.findBy(OutboxRow, {type: REPLAY_REQUESTED})).toEqual([
      expect.objectContaining({sentAt: null}),
    ]);
  });
});
