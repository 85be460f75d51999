import {engines} from '../../testing/scratch-database.js';
import {eventDatabase} from '../../testing/event-database.js';
import {eventOf} from '../../testing/events.js';
import type {Database} from '../database.js';
import {InboxRow, project} from './inbox.js';

describe.each(engines)('taking events in on %s', (engine) => {
  let database: Database;
  let applied: number[];

  beforeAll(async () => {
    database = await eventDatabase(engine);
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    applied = [];
    await database.write((manager) => manager.clear(InboxRow));
  });

  const take = (version: number, type = 'Made', subject = 's1') =>
    project(database, eventOf(type, subject, version), async (_, e) => void applied.push(e.version));

  it.each([
    {arriving: [1, 2, 3], taken: [1, 2, 3]},
    {arriving: [1, 1, 1], taken: [1]},
    {arriving: [3, 1, 2], taken: [3]},
    {arriving: [1, 3, 2, 3, 4], taken: [1, 3, 4]},
    {arriving: [0, 0], taken: [0]},
  ])('of versions $arriving applies $taken', async ({arriving, taken}) => {
    const answers: boolean[] = [];
    for (const version of arriving) answers.push(await take(version));
    expect(applied).toEqual(taken);
    expect(answers.filter(Boolean)).toHaveLength(taken.length);
  });

  it('counts versions per type and per subject, and tells case apart', async () => {
    await take(5);
    expect(await take(1, 'Moved')).toBe(true);
    expect(await take(1, 'Made', 'S1')).toBe(true);
    expect(await take(1, 'Made', 's2')).toBe(true);
  });

  it('takes an event again if applying it failed', async () => {
    const failing = project(database, eventOf('Made', 's1', 1), async () => {
      throw new Error('not yet');
    });
    await expect(failing).rejects.toThrow('not yet');
    expect(await take(1)).toBe(true);
  });

  it('ends with the highest version when all arrive at once', async () => {
    const versions = [4, 9, 1, 7, 3, 10, 2, 8, 6, 5];
    await Promise.all(versions.map((version) => take(version)));
    expect(applied.at(-1)).toBe(10);
    // a unit of work that ran again after a conflict has been applied twice, but never backwards
    expect(applied).toEqual([...applied].sort((a, b) => a - b));
    expect(await database.read.findOneByOrFail(InboxRow, {subject: 's1'})).toMatchObject({type: 'Made', version: 10});
  });
});
