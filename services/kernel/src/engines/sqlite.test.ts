import {scratchDatabase} from '../../testing/scratch-database.js';
import {Thing, entities, migrations, thing} from '../../testing/things.js';
import {openDatabase, type Database} from '../database.js';
import {createLogger} from '../log.js';

const log = createLogger('test', {level: 'silent'});

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
