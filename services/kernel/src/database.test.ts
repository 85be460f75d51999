import {Column, Entity, Index, PrimaryColumn, Table, type MigrationInterface, type QueryRunner} from 'typeorm';
import {engines, scratchDatabase, scratchPlace} from '../testing/scratch-database.js';
import {expectNoDrift} from '../testing/expect-no-drift.js';
import {eventually} from '../testing/eventually.js';
import {idColumn, keyColumn, tableColumns, utcColumn} from './columns.js';
import {openDatabase, type Database} from './database.js';
import {createEventTables, dropEventTables, eventEntities} from './events/tables.js';
import {newId} from './ids.js';
import {createLogger} from './log.js';

@Entity('thing')
class Thing {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(keyColumn(64))
  @Index('thing_code', {unique: true})
  code: string;

  @Column({type: 'varchar', length: 200})
  name: string;

  @Column('int')
  count: number;

  @Column('boolean')
  open: boolean;

  @Column({...utcColumn, nullable: true})
  at: Date | null;

  @Column('simple-json')
  body: {list: number[]};
}

class MakeThings1700000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const c = tableColumns(queryRunner);
    await createEventTables(queryRunner);
    await queryRunner.createTable(
      new Table({
        name: 'thing',
        columns: [
          c.id('id', {isPrimary: true}),
          c.key('code', 64),
          c.text('name', 200),
          c.int('count'),
          c.flag('open'),
          c.utc('at', {isNullable: true}),
          c.longText('body'),
        ],
        indices: [{name: 'thing_code', columnNames: ['code'], isUnique: true}],
      }),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('thing');
    await dropEventTables(queryRunner);
  }
}

const entities = [Thing, ...eventEntities];
const migrations = [MakeThings1700000000000];
const log = createLogger('test', {level: 'silent'});

function thing(code: string, more: Partial<Thing> = {}): Thing {
  return Object.assign(new Thing(), {
    id: newId(),
    code,
    name: code,
    count: 0,
    open: true,
    at: null,
    body: {list: []},
    ...more,
  });
}

/** Lets two units of work meet at a point of the test's choosing. */
function gate(): {wait: Promise<void>; open(): void} {
  let open: () => void = () => undefined;
  const wait = new Promise<void>((resolve) => (open = resolve));
  return {wait, open};
}

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
    const [written, release] = [gate(), gate()];
    const work = database.write(async (manager) => {
      await manager.save(thing('a'));
      written.open();
      await release.wait;
    });
    await written.wait;
    expect(await database.read.count(Thing)).toBe(0);
    release.open();
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
    const [firstHasA, secondHasB] = [gate(), gate()];
    const cross = (name: 'ab' | 'ba', ids: string[], mine: {open(): void}, theirs: {wait: Promise<void>}) =>
      database.write(async (manager) => {
        runs[name]++;
        await manager.increment(Thing, {id: ids[0]}, 'count', 1);
        mine.open();
        // on SQLite the other one cannot have begun
        if (engine === 'mariadb') await theirs.wait;
        await manager.increment(Thing, {id: ids[1]}, 'count', 1);
      });
    await Promise.all([
      cross('ab', [a.id, b.id], firstHasA, secondHasB),
      cross('ba', [b.id, a.id], secondHasB, firstHasA),
    ]);
    expect(runs.ab + runs.ba).toBe(engine === 'mariadb' ? 3 : 2);
    expect((await database.read.find(Thing)).map(({count}) => count)).toEqual([2, 2]);
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

describe('a database on sqlite', () => {
  let database: Database;

  beforeEach(async () => {
    database = await scratchDatabase({engine: 'sqlite', entities, migrations});
  });
  afterEach(() => database.close());

  it('never runs two units of work at a time, and keeps their order', async () => {
    const order: string[] = [];
    const unit = (name: string) =>
      database.write(async (manager) => {
        order.push(`${name} begins`);
        await manager.save(thing(name));
        await new Promise((resolve) => setImmediate(resolve));
        order.push(`${name} ends`);
      });
    await Promise.all(['a', 'b', 'c'].map(unit));
    expect(order).toEqual(['a', 'b', 'c'].flatMap((name) => [`${name} begins`, `${name} ends`]));
  });

  it('is in WAL mode with full synchronisation and enforced foreign keys', async () => {
    const setting = async (name: string) => Object.values((await database.source.query(`PRAGMA ${name}`))[0])[0];
    expect(await setting('journal_mode')).toBe('wal');
    expect(await setting('synchronous')).toBe(2);
    expect(await setting('foreign_keys')).toBe(1);
  });

  it('cannot be written through the reader', async () => {
    await expect(database.read.save(thing('a'))).rejects.toThrow();
  });

  it('refuses when the disk is full, loses nothing, and works again when there is space', async () => {
    await database.write((manager) => manager.save(thing('before')));
    const [{page_count: pages}] = await database.source.query('PRAGMA page_count');
    await database.source.query(`PRAGMA max_page_count = ${pages}`);
    const large = {list: Array.from({length: 20_000}, (_, index) => index)};
    for (let round = 0; round < 3; round++) {
      const failing = database.write((manager) => manager.save(thing(`large ${round}`, {body: large})));
      await expect(failing).rejects.toMatchObject({driverError: {code: 'SQLITE_FULL'}});
    }
    await database.source.query('PRAGMA max_page_count = 1000000');
    await database.write((manager) => manager.save(thing('after', {body: large})));
    expect((await database.read.find(Thing, {order: {id: 'ASC'}})).map(({code}) => code)).toEqual(['before', 'after']);
  });

  it('refuses to live in memory, where two connections would see two databases', async () => {
    const opening = openDatabase({url: 'sqlite::memory:', name: 'memory', entities, migrations, log});
    await expect(opening).rejects.toThrow('needs a file');
  });
});

(engines.includes('mariadb') ? describe : describe.skip)('a database on mariadb', () => {
  it('never lends out a connection on which a transaction may still be open', async () => {
    const database = await scratchDatabase({engine: 'mariadb', entities, migrations});
    const other = thing('a');
    await database.write((manager) => manager.save(other));
    // the server ends the connection in the middle of a unit of work
    const cut = database.write(async (manager) => {
      await manager.save(thing('lost'));
      const [{id}] = await manager.query('SELECT CONNECTION_ID() AS id');
      await database.read.query(`KILL ${Number(id)}`);
      await manager.save(thing('lost too'));
    });
    await expect(cut).rejects.toThrow();
    const levels = await eventually(async () => {
      const ask = () =>
        database.read.query(
          'SELECT @@tx_isolation AS level, @@innodb_lock_wait_timeout AS wait, @@in_transaction AS open',
        );
      return Promise.all(Array.from({length: 20}, ask));
    });
    for (const [row] of levels) expect(row).toEqual({level: 'READ-COMMITTED', wait: '5', open: '0'});
    expect(await database.read.count(Thing)).toBe(1);
    await database.close();
  });
});
