import {engines} from '../../testing/scratch-database.js';
import {eventDatabase} from '../../testing/event-database.js';
import {collector} from '../../testing/events.js';
import {gate} from '../../testing/gate.js';
import {eventually} from '../../testing/eventually.js';
import type {Database} from '../database.js';
import {createLogger} from '../log.js';
import type {Bus} from './bus.js';
import type {DomainEvent} from './event.js';
import {inProcessBus} from './in-process-bus.js';
import {OutboxRow, announce} from './outbox.js';
import {Relay} from './relay.js';

const log = createLogger('test', {level: 'silent'});
const at = new Date('2024-05-01T01:02:03.456Z');
const hour = 60 * 60 * 1_000;

describe.each(engines)('the relay on %s', (engine) => {
  let database: Database;
  let bus: Bus;
  const relays: Relay[] = [];

  beforeAll(async () => {
    database = await eventDatabase(engine);
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.write((manager) => manager.clear(OutboxRow));
    bus = inProcessBus(log, {stopWithinMs: 100});
  });
  afterEach(async () => {
    await bus.close();
    await Promise.all(relays.splice(0).map((relay) => relay.stop()));
  });

  const make = (subject: string, version = 1) =>
    database.write((manager) => announce(manager, {type: 'Made', subject, version, payload: {subject}, at}));
  const start = ({on = bus, of = database, pollMs = 20}: {on?: Bus; of?: Database; pollMs?: number} = {}) => {
    const relay = new Relay({database: of, bus: on, source: 'things', log, pollMs});
    relays.push(relay);
    relay.start();
    return relay;
  };
  const consume = async (act?: (e: DomainEvent) => Promise<void>) => {
    const got = collector(act);
    await bus.consume({service: 'a', types: ['Made'], handle: got.handle});
    return got;
  };
  const unsent = async () => (await database.read.find(OutboxRow)).filter(({sentAt}) => sentAt === null);
  const allSent = () => eventually(async () => ((await unsent()).length === 0 ? true : undefined));

  it('hands over what was left by the last run, and marks it as sent', async () => {
    await make('left');
    const got = await consume();
    start();
    const [event] = await got.until(1);
    const [row] = await database.read.find(OutboxRow);
    expect(event).toEqual({
      id: row.id,
      type: 'Made',
      subject: 'left',
      version: 1,
      at: at.toISOString(),
      source: 'things',
      payload: {subject: 'left'},
    });
    await allSent();
  });

  it('hands a new event over as soon as it is committed, without waiting for its clock', async () => {
    const got = await consume();
    start({pollMs: 60_000});
    await make('new');
    await got.until(1);
  });

  it('finds events that were written by somebody who did not wake it', async () => {
    const got = await consume();
    // another instance's view of the same database
    start({of: {...database, onAnnounced: () => () => undefined}});
    await allSent();
    await make('quiet');
    await got.until(1);
  });

  it('hands each of many events over once, in the order of their subject', async () => {
    const got = await consume();
    start();
    await Promise.all(
      Array.from({length: 10}, async (_, s) => {
        for (let version = 1; version <= 60; version++) await make(`s${s}`, version);
      }),
    );
    await allSent();
    expect(got.events).toHaveLength(600);
    for (let s = 0; s < 10; s++) {
      const versions = got.events.filter(({subject}) => subject === `s${s}`).map(({version}) => version);
      expect(versions).toEqual(Array.from({length: 60}, (_, index) => index + 1));
    }
  });

  it('keeps what a consumer could not handle, goes on with the rest, and brings it again', async () => {
    let failures = 5;
    const got = await consume(async ({subject}) => {
      if (subject === 'bad' && failures-- > 0) throw new Error('not yet');
    });
    await make('bad');
    await make('good');
    start();
    await got.until(1);
    expect(got.events.map(({subject}) => subject)).toEqual(['good']);
    const [waiting] = await eventually(async () => {
      const rows = await unsent();
      return rows[0]?.attempts === 1 ? rows : undefined;
    });
    expect(waiting).toMatchObject({subject: 'bad', claimedBy: null});
    await got.until(2);
    await allSent();
  });

  it('keeps everything while the bus is away', async () => {
    let away = true;
    const flaky: Bus = {
      ...bus,
      publish: async (events) => {
        if (away) throw new Error('away');
        await bus.publish(events);
      },
    };
    const got = await consume();
    await make('one');
    start({on: flaky});
    await eventually(async () => ((await unsent())[0]?.attempts > 0 ? true : undefined));
    away = false;
    await got.until(1);
    await allSent();
  });

  it('finds an event whose transaction began early and was committed late', async () => {
    const got = await consume();
    start();
    await allSent();
    const held = gate();
    const slow = database.write(async (manager) => {
      await announce(manager, {type: 'Made', subject: 'early', version: 1, payload: {}, at});
      await held.pass();
    });
    await held.reached;
    // on SQLite the second has to wait for the first; elsewhere it overtakes it with a higher id
    const fast = make('late');
    if (engine === 'mariadb') await got.until(1);
    held.open();
    await Promise.all([slow, fast]);
    await got.until(2);
    await allSent();
  });

  it('forgets events a day after they were sent', async () => {
    await make('old');
    await make('young');
    const sent = (subject: string, sentAt: Date) =>
      database.write((manager) => manager.update(OutboxRow, {subject}, {sentAt}));
    await sent('old', new Date(Date.now() - 25 * hour));
    await sent('young', new Date(Date.now() - 23 * hour));
    start();
    await eventually(async () => ((await database.read.count(OutboxRow)) === 1 ? true : undefined));
    expect(await database.read.countBy(OutboxRow, {subject: 'young'})).toBe(1);
  });

  if (engine === 'mariadb') {
    it('shares the work with other instances, and hands nothing over twice', async () => {
      const got = await consume();
      const [one, two, three] = [start(), start(), start()];
      for (let round = 0; round < 20; round++) {
        await Promise.all(Array.from({length: 10}, (_, s) => make(`${round}-${s}`)));
        [one, two, three].forEach((relay) => relay.wake());
      }
      await allSent();
      expect(got.events).toHaveLength(200);
      expect(new Set(got.events.map(({id}) => id)).size).toBe(200);
    });

    it('takes over what an instance had claimed when it died', async () => {
      await make('orphan');
      const expired = new Date(Date.now() - 1);
      await database.write((manager) =>
        manager.update(OutboxRow, {subject: 'orphan'}, {claimedBy: 'dead', dueAt: expired}),
      );
      const got = await consume();
      start();
      await got.until(1);
      await allSent();
    });
  }
});
