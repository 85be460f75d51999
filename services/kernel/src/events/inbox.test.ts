import {engines} from '../../testing/scratch-database.js';
import {eventDatabase} from '../../testing/event-database.js';
import {eventOf} from '../../testing/events.js';
import type {Database} from '../database.js';
import {InboxRow, project, projectTogether} from './inbox.js';

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

  describe('many at once', () => {
    const takeAll = (events: [subject: string, version: number][], fail = false) =>
      projectTogether(
        database,
        events.map(([subject, version]) => eventOf('Made', subject, version)),
        async (_, newer) => {
          taken.push(...newer.map(({subject, version}) => `${subject}${version}`));
          if (fail) throw new Error('not yet');
        },
      );
    let taken: string[];
    beforeEach(() => (taken = []));

    it('applies of each subject the newest, and only what is newer than before', async () => {
      await take(3, 'Made', 'b');
      await takeAll([
        ['a', 1],
        ['a', 2],
        ['b', 3],
        ['c', 7],
      ]);
      expect(taken).toEqual(['a2', 'c7']);
      const again = await takeAll([
        ['a', 2],
        ['b', 4],
        ['c', 6],
      ]);
      expect([again, taken]).toEqual([1, ['a2', 'c7', 'b4']]);
    });

    it('keeps nothing if applying failed', async () => {
      await expect(takeAll([['a', 1]], true)).rejects.toThrow('not yet');
      expect(await take(1, 'Made', 'a')).toBe(true);
    });

    it('never goes back, whoever takes the same in together or one by one at the same time', async () => {
      const subjects = Array.from({length: 20}, (_, index) => `s${index}`);
      const batch = async (version: number) => {
        const events = subjects.map((subject): [string, number] => [subject, version]);
        try {
          await takeAll(events);
        } catch {
          // as `deliver` does: somebody else was in between
          for (const [subject] of events) await take(version, 'Made', subject);
        }
      };
      await Promise.all([batch(2), batch(5), batch(3), batch(4), batch(1)]);
      const rows = await database.read.find(InboxRow);
      expect(rows.map(({version}) => version)).toEqual(subjects.map(() => 5));
    });
  });
});
