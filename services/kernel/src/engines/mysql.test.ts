import {engines, scratchDatabase} from '../../testing/scratch-database.js';
import {Thing, entities, migrations, thing} from '../../testing/things.js';
import {openDatabase, type Database} from '../database.js';
import {createLogger} from '../log.js';

const log = createLogger('test', {level: 'silent'});

(engines.includes('mariadb') ? describe : describe.skip)('a database on mariadb', () => {
  const sessions = (database: Database): Promise<Record<string, string>[][]> => {
    const ask = () =>
      database.read.query(
        'SELECT @@tx_isolation AS level, @@innodb_lock_wait_timeout AS wait, @@in_transaction AS open',
      );
    return Promise.all(Array.from({length: 20}, ask));
  };
  const clean = {level: 'READ-COMMITTED', wait: '5', open: '0'};

  it('never lends out a connection on which a transaction may still be open', async () => {
    // mysql2 keeps a killed statement's timer, which would hold the test up for as long as statements may take
    const database = await scratchDatabase({engine: 'mariadb', entities, migrations, statementMs: 400});
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
    for (const [session] of await sessions(database)) expect(session).toEqual(clean);
    expect(await database.read.count(Thing)).toBe(1);
    await database.close();
  });

  it('ends a statement that takes too long, and its connection with it', async () => {
    const database = await scratchDatabase({engine: 'mariadb', entities, migrations, statementMs: 200});
    let id = 0;
    const slow = database.write(async (manager) => {
      id = Number((await manager.query('SELECT CONNECTION_ID() AS id'))[0].id);
      await manager.save(thing('lost'));
      await manager.query('SELECT SLEEP(1)');
    });
    await expect(slow).rejects.toMatchObject({driverError: {code: 'PROTOCOL_SEQUENCE_TIMEOUT'}});
    for (const [session] of await sessions(database)) expect(session).toEqual(clean);
    const used: {id: number}[][] = await Promise.all(
      Array.from({length: 20}, () => database.read.query('SELECT CONNECTION_ID() AS id')),
    );
    expect(used.map(([row]) => Number(row.id))).not.toContain(id);
    await database.write((manager) => manager.save(thing('next')));
    expect((await database.read.find(Thing)).map(({code}) => code)).toEqual(['next']);
    await database.close();
  });

  it('says which address is wrong without repeating it', async () => {
    const open = (url: string) => openDatabase({url, name: 'scores', entities, migrations, log});
    await expect(open('mysql://u:secret@h/')).rejects.toThrow(/schema(?!.*secret)/);
    await expect(open('postgres://u:secret@h/x')).rejects.toThrow(/^scores(?!.*secret)/);
  });
});
