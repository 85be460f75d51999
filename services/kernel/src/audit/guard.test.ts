import {AsyncResource} from 'node:async_hooks';
import {engines, scratchDatabase} from '../../testing/scratch-database.js';
import {Thing, entities, migrations, thing} from '../../testing/things.js';
import type {Database, Work} from '../database.js';
import {systemCaller} from '../identity.js';
import {AuditRow} from './audit-row.js';
import {actChanges, asAct} from './guard.js';
import {record} from './record.js';

const mutation = {requestId: 'r', changes: true};
const entry = {action: 'addThing', subject: {type: 'Thing', id: 'a'}};

describe.each(engines)('while a mutation runs, a unit of work on %s', (engine) => {
  let database: Database;

  beforeAll(async () => {
    database = await scratchDatabase({engine, entities, migrations});
  });
  afterAll(() => database.close());
  beforeEach(() => database.write((manager) => manager.clear(Thing)));

  const inMutation = <T>(work: Work<T>) => asAct(mutation, () => database.write(work));
  const refused = expect.objectContaining({name: 'ChangeUnrecorded'});

  it.each<[string, Work<unknown>]>([
    ['inserts', (manager) => manager.save(thing('b'))],
    ['updates', (manager) => manager.update(Thing, {code: 'a'}, {name: 'b'})],
    ['deletes', (manager) => manager.delete(Thing, {code: 'a'})],
    ['writes SQL of its own', (manager) => manager.query("\n update thing SET name = 'b'")],
  ])('that %s and records nothing is undone', async (_, work) => {
    await database.write((manager) => manager.save(thing('a')));
    await expect(inMutation(work)).rejects.toEqual(refused);
    expect((await database.read.find(Thing)).map(({code, name}) => [code, name])).toEqual([['a', 'a']]);
    // and the next one, on the same connection perhaps, is judged by itself
    await inMutation((manager) => manager.find(Thing));
  });

  it('that records what it does is kept', async () => {
    await inMutation(async (manager) => {
      await manager.save(thing('a'));
      await record(manager, systemCaller(), entry);
    });
    expect(await database.read.count(Thing)).toBe(1);
    expect(await database.read.countBy(AuditRow, {action: 'addThing'})).toBe(1);
  });

  it('that says why it records nothing is kept', async () => {
    await asAct(mutation, () => database.write((manager) => manager.save(thing('a')), {unaudited: 'a test'}));
    expect(await database.read.count(Thing)).toBe(1);
  });

  it('is told from one of a query, and from what runs after the commit', async () => {
    await asAct({requestId: 'r'}, () => database.write((manager) => manager.save(thing('a'))));
    let later: Promise<unknown> | undefined;
    await asAct(mutation, () =>
      database.write(async (manager, after) => {
        await record(manager, systemCaller(), entry);
        after(() => (later = database.write((next) => next.save(thing('b')))));
      }),
    );
    await later;
    expect(await database.read.count(Thing)).toBe(2);
  });

  it('is judged when the request turns out to be a mutation, and no more when it is answered', async () => {
    let goOn: (() => Promise<unknown>) | undefined;
    await asAct({requestId: 'r'}, async () => {
      actChanges();
      await expect(database.write((manager) => manager.save(thing('a')))).rejects.toEqual(refused);
      goOn = AsyncResource.bind(() => database.write((manager) => manager.save(thing('b'))));
    });
    await goOn?.();
    expect(await database.read.count(Thing)).toBe(1);
  });
});
