import type {EntityManager} from 'typeorm';
import {expectNoDrift} from '../testing/expect-no-drift.js';
import {gate} from '../testing/gate.js';
import {engines, scratchDatabase, scratchPlace} from '../testing/scratch-database.js';
import {Thing, entities, migrations, thing} from '../testing/things.js';
import {isDuplicate, openDatabase, type Database} from './database.js';
import {createLogger} from './log.js';

const log = createLogger('test', {level: 'silent'});

describe.each(engines)('a database on %s', (engine) => {
  let database: Database;

  beforeAll(async () => {
    database = await scratchDatabase({engine, entities, migrations});
  });
  afterAll(() => database.close());
  beforeEach(() => database.write((manager) => manager.clear(Thing)));

  it('has exactly the tables that the entities describe', async () => {
    await expectNoDrift(database);
  });

  it('gives back what was put in: Chinese, milliseconds in UTC, truth, JSON', async () => {
    const at = new Date('2024-05-01T01:02:03.456Z');
    const given = thing('a', {name: '合肥𠮷', count: -2_147_483_648, open: false, at, body: {list: [1, 2]}});
    await database.write((manager) => manager.save(given));
    expect(await database.read.findOneByOrFail(Thing, {id: given.id})).toEqual(given);
  });

  it('keeps codes apart that differ in case or accent', async () => {
    const codes = ['oabc', 'oAbC', 'oábc'];
    await database.write((manager) => manager.save(codes.map((code) => thing(code))));
    expect(await database.read.countBy(Thing, {code: 'oabc'})).toBe(1);
    expect(await database.read.count(Thing)).toBe(codes.length);
  });

  it('undoes all of a unit of work that fails, and runs none of its hooks', async () => {
    const hooks: string[] = [];
    const work = database.write(async (manager, after) => {
      after(() => hooks.push('after'));
      await manager.save(thing('a'));
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await database.read.count(Thing)).toBe(0);
    expect(hooks).toEqual([]);
  });

  it('runs hooks when the change can be seen, and a failing hook does not undo it', async () => {
    let seen: Promise<number> | undefined;
    await database.write(async (manager, after) => {
      after(() => {
        throw new Error('a hook fails');
      });
      after(() => (seen = database.read.count(Thing)));
      await manager.save(thing('a'));
    });
    expect(await seen).toBe(1);
  });

  it('shows nothing of an open unit of work to a plain read', async () => {
    const held = gate();
    const work = database.write(async (manager) => {
      await manager.save(thing('a'));
      await held.pass();
    });
    await held.reached;
    expect(await database.read.count(Thing)).toBe(0);
    held.open();
    await work;
    expect(await database.read.count(Thing)).toBe(1);
  });

  it('refuses a unit of work inside another one instead of waiting for itself', async () => {
    const nested = database.write(() => database.write(async () => 1));
    await expect(nested).rejects.toThrow('write() inside write()');
    // what a hook starts is not inside
    let later: Promise<number> | undefined;
    await database.write(async (_, after) => after(() => (later = database.write(async () => 2))));
    expect(await later).toBe(2);
  });

  it('loses no increment when units of work run into each other', async () => {
    const one = thing('a');
    await database.write((manager) => manager.save(one));
    const increment = () =>
      database.write(async (manager) => {
        // reads and then writes what it has read: right only if conflicts are noticed and the whole runs again
        await manager.update(Thing, {id: one.id}, {name: 'locked'});
        const {count} = await manager.findOneByOrFail(Thing, {id: one.id});
        await manager.update(Thing, {id: one.id}, {count: count + 1});
      });
    await Promise.all(Array.from({length: 40}, increment));
    expect((await database.read.findOneByOrFail(Thing, {id: one.id})).count).toBe(40);
  });

  it('runs the whole unit again when the database undoes it for a deadlock', async () => {
    const [a, b] = [thing('a'), thing('b')];
    await database.write((manager) => manager.save([a, b]));
    const runs = {ab: 0, ba: 0};
    const [hasA, hasB] = [gate(), gate()];
    type Gate = typeof hasA;
    const cross = (name: 'ab' | 'ba', ids: string[], mine: Gate, theirs: Gate) =>
      database.write(async (manager) => {
        runs[name]++;
        await manager.increment(Thing, {id: ids[0]}, 'count', 1);
        void mine.pass();
        // on SQLite the other one cannot have begun
        if (engine === 'mariadb') await theirs.reached;
        await manager.increment(Thing, {id: ids[1]}, 'count', 1);
      });
    await Promise.all([cross('ab', [a.id, b.id], hasA, hasB), cross('ba', [b.id, a.id], hasB, hasA)]);
    expect(runs.ab + runs.ba).toBe(engine === 'mariadb' ? 3 : 2);
    expect((await database.read.find(Thing)).map(({count}) => count)).toEqual([2, 2]);
  });

  it('tells a row that was there already from every other failure', async () => {
    await database.write((manager) => manager.save(thing('a')));
    const failure = (work: (manager: EntityManager) => Promise<unknown>) =>
      database.write(work).then(
        () => undefined,
        (error: unknown) => error,
      );
    const [{id}] = await database.read.find(Thing);
    expect(isDuplicate(await failure((manager) => manager.insert(Thing, thing('a'))))).toBe(true);
    expect(isDuplicate(await failure((manager) => manager.insert(Thing, {...thing('b'), id})))).toBe(true);
    expect(isDuplicate(await failure((manager) => manager.insert(Thing, {...thing('c'), name: null as never})))).toBe(
      false,
    );
    for (const other of [new Error('no'), null, undefined, 'ER_DUP_ENTRY']) expect(isDuplicate(other)).toBe(false);
  });

  it('goes on after a statement that fails inside a unit of work', async () => {
    await database.write((manager) => manager.save(thing('a')));
    for (let round = 0; round < 30; round++) {
      await expect(database.write((manager) => manager.insert(Thing, thing('a')))).rejects.toThrow();
    }
    await database.write((manager) => manager.save(thing('b')));
    expect(await database.read.count(Thing)).toBe(2);
  });
});

describe.each(engines)('opening a database on %s', (engine) => {
  it('migrates once when two instances start together', async () => {
    const place = await scratchPlace(engine);
    const open = () => openDatabase({url: place.url, name: 'twice', entities, migrations, log});
    const both = await Promise.all([open(), open()]);
    try {
      const rows: unknown[] = await both[0].source.query('SELECT * FROM migrations');
      expect(rows).toHaveLength(1);
    } finally {
      await Promise.all(both.map((database) => database.close()));
      await place.remove();
    }
  });

  it('takes a migration back', async () => {
    const database = await scratchDatabase({engine, entities, migrations});
    await database.source.undoLastMigration({transaction: 'each'});
    await expect(database.read.count(Thing)).rejects.toThrow();
    await database.source.runMigrations({transaction: 'each'});
    await expectNoDrift(database);
    await database.close();
  });
});
