import {eventDatabase} from '../../testing/event-database.js';
import type {Database} from '../database.js';
import {REPLAY_REQUESTED, type DomainEvent, type ReplayRequested} from './event.js';
import {InboxRow, project} from './inbox.js';
import {OutboxRow} from './outbox.js';
import {answerReplay, missingTypes, rebuild, requestReplay} from './replay.js';
import {eventOf} from '../../testing/events.js';

describe('a replay', () => {
  let database: Database;

  beforeEach(async () => {
    database = await eventDatabase('sqlite');
  });
  afterEach(() => database.close());

  const request = (types: string[]): DomainEvent<ReplayRequested> => ({
    ...eventOf(REPLAY_REQUESTED, 'reader'),
    payload: {types, by: 'reader'},
  });
  const announced = async () => {
    const rows = await database.read.find(OutboxRow, {order: {id: 'ASC'}});
    return rows.map(({type, subject, version, payload}) => ({type, subject, version, payload}));
  };

  it('is asked for by an event', async () => {
    await database.write((manager) => requestReplay(manager, {types: ['Made'], by: 'reader'}));
    expect(await announced()).toEqual([
      {type: REPLAY_REQUESTED, subject: 'reader', version: 1, payload: {types: ['Made'], by: 'reader'}},
    ]);
  });

  it('announces every subject of the types that are asked for and owned, in batches', async () => {
    async function* states() {
      for (let subject = 0; subject < 250; subject++)
        yield {subject: `s${subject}`, version: subject, payload: {subject}};
    }
    async function* nobody() {
      throw new Error('was not asked for');
    }
    await answerReplay(
      database,
      {Made: states, Moved: nobody as never},
      request(['Made', 'SomebodyElses', 'toString']),
    );
    const rows = await announced();
    expect(rows).toHaveLength(250);
    expect(rows[249]).toEqual({type: 'Made', subject: 's249', version: 249, payload: {subject: 249}});
  });

  it('is missing for types of which nothing was ever taken in', async () => {
    await project(database, eventOf('Made', 's1'), async () => undefined);
    expect(await missingTypes(database, ['Made', 'Moved'])).toEqual(['Moved']);
  });

  it('rebuilds a read model: clears it, forgets its versions and asks again, all or nothing', async () => {
    await project(database, eventOf('Made', 's1', 7), async () => undefined);
    await project(database, eventOf('Moved', 's1', 7), async () => undefined);
    const failing = rebuild(database, {
      types: ['Made'],
      by: 'reader',
      clear: async () => {
        throw new Error('no');
      },
    });
    await expect(failing).rejects.toThrow('no');
    expect(await database.read.count(InboxRow)).toBe(2);

    let cleared = 0;
    await rebuild(database, {types: ['Made'], by: 'reader', clear: async () => void cleared++});
    expect(cleared).toBe(1);
    expect(await announced()).toHaveLength(1);
    expect(await project(database, eventOf('Made', 's1', 7), async () => undefined)).toBe(true);
    expect(await project(database, eventOf('Moved', 's1', 7), async () => undefined)).toBe(false);
  });
});
