import {systemCaller} from '@concours/kernel/identity';
import {accountWith, grantOf} from '@concours/kernel/testing/callers';
import {execute} from '@concours/kernel/testing/execute';
import {expectNoDrift} from '@concours/kernel/testing/expect-no-drift';
import {engines} from '@concours/kernel/testing/scratch-database';
import type {OrganisationChanged} from '@concours/schema/events';
import {rowOf, scratchOrganisations, type Scratch} from '../../testing/scratch-organisations.js';
import type {Organisation} from './organisation.js';

const system = systemCaller();

describe.each(engines)('the tree of organisations on %s', (engine) => {
  let scratch: Scratch;
  beforeEach(async () => {
    scratch = await scratchOrganisations(engine);
    await scratch.plant({ah: null, 'ah.hefei': 'ah', 'ah.hefei.shushan': 'ah.hefei', 'ah.wuhu': 'ah'});
  });
  afterEach(() => scratch.close());

  const slices = () => scratch.service.slices;
  const admin = async (code: string) => accountWith(grantOf('UNIT_ADMIN', await scratch.path(code)));
  const announced = async (code: string) => {
    const id = await scratch.id(code);
    const rows = await scratch.service.database.read.query<{payload: string | OrganisationChanged; version: number}[]>(
      'SELECT payload, version FROM outbox WHERE subject = ? ORDER BY version',
      [id],
    );
    return rows.map(({payload, version}) => ({
      ...((typeof payload === 'string' ? JSON.parse(payload) : payload) as OrganisationChanged),
      version,
    }));
  };

  test('its tables are what its entities say', async () => {
    await expectNoDrift(scratch.service.database);
  });

  test('its tables can be taken away again', async () => {
    const {source} = scratch.service.database;
    for (let left = source.migrations.length; left > 0; left--) await source.undoLastMigration();
    const runner = source.createQueryRunner();
    for (const {tableName} of source.entityMetadatas)
      expect([tableName, await runner.hasTable(tableName)]).toEqual([tableName, false]);
    await source.runMigrations();
    await runner.release();
  });

  test('an organisation is seen with its place, its counts and what is around it, in one query', async () => {
    const query = `{ organisation(code: "ah.hefei") {
      code depth childCount descendantCount parent { code } ancestors { code name(language: EN) }
      children { nodes { code } totalCount } } }`;
    const {organisation} = (await execute(scratch.service, {query, caller: await admin('ah.wuhu')})).expectData();
    expect(organisation).toEqual({
      ...{code: 'ah.hefei', depth: 2, childCount: 1, descendantCount: 1, parent: {code: 'ah'}},
      ancestors: [{code: 'ah', name: 'ah总工会'}],
      children: {nodes: [{code: 'ah.hefei.shushan'}], totalCount: 1},
    });
  });

  test('whoever is not signed in follows references and walks no tree', async () => {
    const reference = {__typename: 'Organisation', id: await scratch.id('ah.hefei')};
    const query =
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Organisation { name ancestors { code } } } }';
    const answer = await execute(scratch.service, {query, variables: {r: [reference, {...reference, id: 'nobody'}]}});
    expect(answer.expectData()._entities).toEqual([{name: 'ah.hefei总工会', ancestors: [{code: 'ah'}]}, null]);
    (await execute(scratch.service, {query: '{ organisations { totalCount } }'})).expectRefusal('NOT_SIGNED_IN');
    const children = query.replace('ancestors', 'children');
    const refused = await execute(scratch.service, {
      query: children.replace('{ code }', '{ totalCount }'),
      variables: {r: [reference]},
    });
    refused.expectRefusal('NOT_SIGNED_IN');
  });

  test('a renamed organisation is found by its old names', async () => {
    const id = await scratch.id('ah.hefei');
    await slices().organisations.rename(await admin('ah'), id, {nameZh: '合肥市总工会', nameEn: 'Hefei'});
    await slices().organisations.rename(await admin('ah'), id, {nameZh: '合肥总工会'});
    const found = await slices().listing.page(system, {first: 10, search: '合肥市 总工会'});
    expect(found.nodes.map((row) => row.code)).toEqual(['ah.hefei']);
    expect(await slices().reading.aliases([id])).toEqual([['ah.hefei总工会', '合肥市总工会']]);
    expect((await announced('ah.hefei')).map(({name, version}) => [version, name.zh, name.en])).toEqual([
      [1, 'ah.hefei总工会', 'ah.hefei总工会'],
      [2, '合肥市总工会', 'Hefei'],
      [3, '合肥总工会', 'Hefei'],
    ]);
  });

  test('a body is found as papers write it, the closest first', async () => {
    const more = {aliases: ['广西省', '广西'], nameZh: '广西壮族自治区总工会'};
    await slices().importing.import(system, [rowOf('gx', null, more), rowOf('gx.gui', 'gx', {nameZh: '广西省直工会'})]);
    const search = async (text: string) => {
      const page = await slices().listing.page(system, {first: 10, search: text});
      return page.nodes.map((row) => row.code);
    };
    expect(await search('广西省')).toEqual(['gx', 'gx.gui']);
    expect(await search('GX.GUI')).toEqual(['gx.gui']);
    expect(await search('直工会')).toEqual(['gx.gui']);
    expect(await search("%' OR 1=1")).toEqual([]);
    expect(await search('%')).toEqual([]);
  });

  test('pages follow one another without gaps, with and without a search', async () => {
    await slices().importing.import(
      system,
      Array.from({length: 7}, (_, index) =>
        rowOf(`ah.u${index}`, 'ah', {nameZh: index % 2 ? `甲${index}` : `乙甲${index}`}),
      ),
    );
    for (const search of [undefined, '甲']) {
      const seen: string[] = [];
      for (let after: string | undefined; ;) {
        const page = await slices().listing.page(system, {first: 2, after, search});
        seen.push(...page.nodes.map((row) => row.code));
        if (!page.pageInfo.hasNextPage) break;
        after = page.pageInfo.endCursor ?? undefined;
      }
      const all = await slices().listing.page(system, {first: 200, search});
      expect(seen).toEqual(all.nodes.map((row) => row.code));
      expect(new Set(seen).size).toBe(await all.count());
    }
    const query = '{ organisations(after: "Zm9yZ2Vk") { totalCount } }';
    (await execute(scratch.service, {query, caller: system})).expectRefusal('CURSOR_INVALID');
  });

  test('filters by place, kind and level', async () => {
    await slices().importing.import(system, [rowOf('ah.wx', 'ah', {kind: 'CYBERSPACE_OFFICE', level: 'PROVINCE'})]);
    const under = await slices().listing.page(system, {first: 9, under: await scratch.id('ah.hefei')});
    expect(under.nodes.map((row) => row.code)).toEqual(['ah.hefei.shushan']);
    const offices = await slices().listing.page(system, {first: 9, kinds: ['CYBERSPACE_OFFICE'], levels: ['PROVINCE']});
    expect(offices.nodes.map((row) => row.code)).toEqual(['ah.wx']);
  });

  test('an argument that is null is one that is left out', async () => {
    const caller = await admin('ah');
    const all = '{ organisations { totalCount } organisation(code: "ah") { code } }';
    const query = `query ($no: ID, $none: String) { organisation(id: $no, code: "ah") { code }
      organisations(under: $no, search: $none, after: $none, kinds: null, levels: null) { totalCount } }`;
    const answer = await execute(scratch.service, {query, variables: {no: null, none: null}, caller});
    expect(answer.expectData()).toEqual((await execute(scratch.service, {query: all, caller})).expectData());
  });

  test('a move takes the whole subtree along and tells of each', async () => {
    const [moved, parent] = [await scratch.id('ah.hefei'), await scratch.id('ah.wuhu')];
    await slices().reshaping.move(await admin('ah'), moved, parent);
    const [under, below] = (await slices().reading.byCodes(['ah.hefei', 'ah.hefei.shushan'])) as Organisation[];
    const wuhu = await scratch.path('ah.wuhu');
    expect(under.path).toBe(`${wuhu}${under.segment}.`);
    expect(below.path).toBe(`${under.path}${below.segment}.`);
    expect([under.depth, below.depth, under.parentId, below.parentId]).toEqual([3, 4, parent, moved]);
    expect((await announced('ah.hefei.shushan')).at(-1)).toMatchObject({version: 2, path: below.path});
    expect(await slices().reading.descendantCounts([wuhu, under.path, below.path])).toEqual([2, 1, 0]);
  });

  test.each([
    ['ah.hefei', 'ah.hefei', 'ORGANISATION_INTO_ITSELF'],
    ['ah.hefei', 'ah.hefei.shushan', 'ORGANISATION_INTO_ITSELF'],
    ['ah', 'ah.wuhu', 'ORGANISATION_ROOT_STAYS'],
  ])('%s does not move under %s: %s', async (moved, parent, code) => {
    const move = slices().reshaping.move(system, await scratch.id(moved), await scratch.id(parent));
    await expect(move).rejects.toMatchObject({code});
  });

  test('two moves that would make a loop together do not both happen', async () => {
    const [hefei, wuhu] = [await scratch.id('ah.hefei'), await scratch.id('ah.wuhu')];
    const moves = [slices().reshaping.move(system, hefei, wuhu), slices().reshaping.move(system, wuhu, hefei)];
    const settled = await Promise.allSettled(moves);
    expect(settled.map(({status}) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('the database itself keeps an organisation from being its own parent', async () => {
    const change = scratch.service.database.write((manager) =>
      manager.query("UPDATE organisation SET parentId = id WHERE code = 'ah'"),
    );
    await expect(change).rejects.toThrow(/CONSTRAINT|CHECK|organisation_no_loop/i);
  });

  test('the 51st level is refused', async () => {
    const chain = Object.fromEntries(
      Array.from({length: 49}, (_, index) => [`d.${index}`, index === 0 ? 'ah' : `d.${index - 1}`]),
    );
    await scratch.plant(chain);
    const input = {...rowOf('deeper', null), parentId: await scratch.id('d.48')};
    await expect(slices().organisations.create(system, input)).rejects.toMatchObject({code: 'ORGANISATION_TOO_DEEP'});
    const move = slices().reshaping.move(system, await scratch.id('ah.hefei'), await scratch.id('d.47'));
    await expect(move).rejects.toMatchObject({code: 'ORGANISATION_TOO_DEEP'});
  });

  test('an administrator works below their place, and anything else answers as if it were not there', async () => {
    const hefei = await admin('ah.hefei');
    const id = await scratch.id('ah.hefei');
    await slices().organisations.create(hefei, {...rowOf('ah.hefei.luyang', null), parentId: id});
    await expect(
      slices().organisations.create(hefei, {...rowOf('x', null), parentId: await scratch.id('ah.wuhu')}),
    ).rejects.toMatchObject({code: 'NOT_PERMITTED'});
    await expect(slices().organisations.create(hefei, {...rowOf('x', null), parentId: 'nobody'})).rejects.toMatchObject(
      {code: 'NOT_PERMITTED'},
    );
    await expect(slices().organisations.create(hefei, rowOf('x', null))).rejects.toMatchObject({code: 'NOT_PERMITTED'});
    await expect(slices().organisations.rename(hefei, await scratch.id('ah'), {nameZh: 'x'})).rejects.toMatchObject({
      code: 'NOT_PERMITTED',
    });
    await expect(slices().reshaping.move(hefei, id, await scratch.id('ah.wuhu'))).rejects.toMatchObject({
      code: 'NOT_PERMITTED',
    });
    const taken = slices().organisations.create(hefei, {...rowOf('ah.wuhu', null), parentId: id});
    await expect(taken).rejects.toMatchObject({code: 'ORGANISATION_CODE_TAKEN'});
  });

  test('2,000 organisations come in at once, and once more change nothing', async () => {
    const rows = Array.from({length: 2_000}, (_, index) =>
      rowOf(`u.${index}`, index < 20 ? 'ah' : `u.${index % 20}`, {aliases: [`别名${index}`]}),
    );
    const mutation = `mutation ($rows: [OrganisationImportRow!]!) { importOrganisations(rows: $rows) {
      created unchanged refused { row code message(language: EN) } } }`;
    const first = await execute(scratch.service, {query: mutation, variables: {rows}, caller: await admin('ah')});
    expect(first.expectData().importOrganisations).toEqual({created: 2_000, unchanged: 0, refused: []});
    const again = [...rows, rowOf('v', 'nobody')];
    const second = await execute(scratch.service, {
      query: mutation,
      variables: {rows: again},
      caller: await admin('ah'),
    });
    expect(second.expectData().importOrganisations).toMatchObject({
      ...{created: 0, unchanged: 2_000},
      refused: [{row: 2_001, code: 'ORGANISATION_PARENT_UNKNOWN'}],
    });
    let replayed = 0;
    for await (const event of scratch.service.replay!.OrganisationChanged()) replayed += event.version;
    expect(replayed).toBe(2_004);
  });

  test('an import over the cap is refused whole', async () => {
    const rows = Array.from({length: 5_001}, (_, index) => rowOf(`u.${index}`, 'ah'));
    expect(() => slices().importing.import(system, rows)).toThrow(
      expect.objectContaining({code: 'ORGANISATION_IMPORT_TOO_LARGE'}),
    );
  });
});
