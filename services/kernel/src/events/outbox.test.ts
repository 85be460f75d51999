import {engines} from '../../testing/scratch-database.js';
import {eventDatabase} from '../../testing/event-database.js';
import {expectNoDrift} from '../../testing/expect-no-drift.js';
import type {Database} from '../database.js';
import {OutboxRow, announce} from './outbox.js';

const at = new Date('2024-05-01T01:02:03.456Z');

describe.each(engines)('the outbox on %s', (engine) => {
  let database: Database;

  beforeAll(async () => {
    database = await eventDatabase(engine);
  });
  afterAll(() => database.close());
  beforeEach(() => database.write((manager) => manager.clear(OutboxRow)));

  it('has exactly the tables that its entities describe', () => expectNoDrift(database));

  it('keeps an event with the change it tells of', async () => {
    const payload = {name: '合肥𠮷', nested: {list: [1, 0.5, null]}};
    await database.write((manager) => announce(manager, {type: 'Made', subject: 's1', version: 3, payload, at}));
    const rows = await database.read.find(OutboxRow);
    expect(rows).toEqual([
      {
        id: expect.any(String),
        type: 'Made',
        subject: 's1',
        version: 3,
        at,
        payload,
        sentAt: null,
        claimedBy: null,
        dueAt: null,
        attempts: 0,
      },
    ]);
  });

  it('keeps nothing of a change that was undone, and wakes nobody', async () => {
    let woken = 0;
    const remove = database.onAnnounced(() => woken++);
    const work = database.write(async (manager) => {
      await announce(manager, {type: 'Made', subject: 's1', version: 1, payload: {}, at});
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await database.read.count(OutboxRow)).toBe(0);
    expect(woken).toBe(0);
    remove();
  });

  it('wakes whoever waits for events, once a unit of work and only if it announced any', async () => {
    let woken = 0;
    const remove = database.onAnnounced(() => woken++);
    await database.write(async () => undefined);
    expect(woken).toBe(0);
    await database.write(async (manager) => {
      await announce(manager, {type: 'Made', subject: 's1', version: 1, payload: {}, at});
      await announce(manager, {type: 'Made', subject: 's1', version: 2, payload: {}, at});
    });
    expect(woken).toBe(1);
    remove();
    database.announced();
    expect(woken).toBe(1);
  });

  it('takes many events at once, and one as long as a whole definition', async () => {
    const events = Array.from({length: 250}, (_, version) => ({type: 'Made', subject: 's1', version, payload: {}, at}));
    const long = {type: 'Applied', subject: 's2', version: 1, payload: {text: '条'.repeat(200_000)}, at};
    await database.write((manager) => announce(manager, [...events, long]));
    const rows = await database.read.find(OutboxRow, {order: {id: 'ASC'}});
    expect(rows.slice(0, 250).map(({version}) => version)).toEqual(events.map(({version}) => version));
    expect(rows[250].payload).toEqual(long.payload);
  });

  it('refuses to announce outside of a unit of work', async () => {
    const event = {type: 'Made', subject: 's1', version: 1, payload: {}, at};
    await expect(announce(database.source.manager, event)).rejects.toThrow('unit of work');
  });
});
