import {systemCaller} from '@concours/kernel/identity';
import {engines, scratchPlace} from '@concours/kernel/testing/scratch-database';
import {createConnection, type Connection} from 'mysql2/promise';
import {rowOf, scratchOrganisations, type Scratch} from '../../testing/scratch-organisations.js';

describe.each(engines)('whoever writes to the tree past our code, on %s', (engine) => {
  let scratch: Scratch;
  beforeEach(async () => {
    scratch = await scratchOrganisations(engine);
    await scratch.plant({r: null, a: 'r', b: 'a', c: 'b', d: 'r'});
  });
  afterEach(() => scratch.close());

  const run = (sql: string, parameters: unknown[] = []) => scratch.service.database.source.query(sql, parameters);
  const put = async (code: string, under: string) =>
    run('UPDATE organisation SET parentId = ? WHERE code = ?', [await scratch.id(under), code]);

  test.each([
    ['itself', 'a', 'a'],
    ['its child', 'a', 'b'],
    ["its child's child", 'a', 'c'],
    ['the root under its leaf', 'r', 'c'],
  ])('puts nothing below %s', async (_, code, under) => {
    await expect(put(code, under)).rejects.toThrow(/organisation_no(t_its_parent|_loop)/);
  });

  test('turns no two over in one statement', async () => {
    const [a, d] = [await scratch.id('a'), await scratch.id('d')];
    const swap = run('UPDATE organisation SET parentId = CASE id WHEN ? THEN ? ELSE ? END WHERE id IN (?, ?)', [
      ...[a, d, a],
      ...[a, d],
    ]);
    await expect(swap).rejects.toThrow(/organisation_no_loop/);
  });

  test('leaves no orphan: neither by deleting, nor by renaming, nor by a parent that is not there', async () => {
    const refused = /foreign key/i;
    await expect(run("DELETE FROM organisation WHERE code = 'a'")).rejects.toThrow(refused);
    await expect(run("UPDATE organisation SET id = 'x' WHERE code = 'a'")).rejects.toThrow(refused);
    await expect(run("UPDATE organisation SET parentId = 'x' WHERE code = 'c'")).rejects.toThrow(refused);
    await expect(run("UPDATE organisation SET mergedIntoId = 'x' WHERE code = 'c'")).rejects.toThrow(refused);
  });

  test('puts no two in that are each the parent of the other', async () => {
    const columns = (await run("SELECT * FROM organisation WHERE code = 'd'")) as Record<string, unknown>[];
    const insert = (rows: {id: string; parentId: string}[]) => {
      const all = rows.map((row) => ({...columns[0], ...row, code: row.id, path: row.id, segment: row.id}));
      const names = Object.keys(all[0]!);
      return run(
        `INSERT INTO organisation (${names.join(', ')}) VALUES ${all.map(() => `(${names.map(() => '?').join(', ')})`).join(', ')}`,
        all.flatMap((row) => names.map((name) => row[name as keyof typeof row])),
      );
    };
    const both = insert([
      {id: 'x', parentId: 'y'},
      {id: 'y', parentId: 'x'},
    ]);
    await expect(both).rejects.toThrow(/foreign key|organisation_parent_first/i);
    await insert([{id: 'x', parentId: await scratch.id('d')}]);
  });

  test('moves what makes no loop', async () => {
    await put('c', 'd');
    await put('c', 'b');
  });

  test('a tree from before keeps its shape, and gets its order, its history and its keys', async () => {
    const {source} = scratch.service.database;
    const before = await run('SELECT id, parentId, path, code FROM organisation ORDER BY id');
    const mine = source.migrations.findIndex(({name}) => name === 'TreeWithHistory20261121180100');
    for (let left = source.migrations.length; left > mine; left--) await source.undoLastMigration();
    await source.runMigrations({transaction: 'each'});
    expect(await run('SELECT id, parentId, path, code FROM organisation ORDER BY id')).toEqual(before);
    await scratch.service.start?.();
    const {listing, history} = scratch.service.slices;
    const under = await listing.page(systemCaller(), {first: 9, under: await scratch.id('r')});
    expect(under.nodes.map(({code}) => code)).toEqual(['a', 'b', 'c', 'd']);
    expect(await history.of([await scratch.id('c')])).toMatchObject([[{event: 'CREATED', until: null}]]);
    const found = await listing.page(systemCaller(), {first: 9, search: 'czgh'});
    expect(found.nodes.map(({code}) => code)).toEqual(['c']);
    await expect(put('a', 'c')).rejects.toThrow(/organisation_no_loop/);
  });

  test('what was told to be harmless stays so: 50 levels deep', async () => {
    const chain = Array.from({length: 48}, (_, index) => rowOf(`l.${index}`, index === 0 ? 'a' : `l.${index - 1}`));
    await scratch.service.slices.importing.import(systemCaller(), chain);
    await expect(put('a', 'l.47')).rejects.toThrow(/organisation_no_loop/);
  });
});

if (engines.includes('mariadb')) {
  test('two moves at once that would make a loop together do not both happen, whatever the isolation', async () => {
    const place = await scratchPlace('mariadb');
    const scratch = await scratchOrganisations('mariadb', {url: place.url});
    await scratch.plant({r: null, a: 'r', b: 'r'});
    const [a, b] = [await scratch.id('a'), await scratch.id('b')];
    const connections = await Promise.all([createConnection(place.url), createConnection(place.url)]);
    const move = async (connection: Connection, id: string, parentId: string) => {
      try {
        await connection.execute('UPDATE organisation SET parentId = ? WHERE id = ?', [parentId, id]);
        await connection.commit();
      } catch (error) {
        await connection.rollback();
        throw error;
      }
    };
    for (const isolation of ['REPEATABLE READ', 'READ COMMITTED']) {
      for (const connection of connections) {
        await connection.query(`SET SESSION TRANSACTION ISOLATION LEVEL ${isolation}`);
        await connection.beginTransaction();
        // what both have seen before either writes
        await connection.query('SELECT * FROM organisation');
      }
      const settled = await Promise.allSettled([move(connections[0]!, a, b), move(connections[1]!, b, a)]);
      expect(settled.map(({status}) => status).sort()).toEqual(['fulfilled', 'rejected']);
      await connections[0]!.query(
        "UPDATE organisation SET parentId = (SELECT id FROM (SELECT id FROM organisation WHERE code = 'r') x) WHERE code <> 'r'",
      );
    }
    await Promise.all(connections.map((connection) => connection.end()));
    await scratch.close();
    await place.remove();
  });
}
