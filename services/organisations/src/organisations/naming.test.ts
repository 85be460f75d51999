import {systemCaller} from '@concours/kernel/identity';
import {execute} from '@concours/kernel/testing/execute';
import {engines} from '@concours/kernel/testing/scratch-database';
import {rowOf, scratchOrganisations, type Scratch} from '../../testing/scratch-organisations.js';

const system = systemCaller();

describe.each(engines)('what an organisation is called and found by, on %s', (engine) => {
  let scratch: Scratch;
  beforeEach(async () => {
    scratch = await scratchOrganisations(engine);
    await scratch.plant({ah: null, city: 'ah', school: 'city', mill: 'city', other: 'ah', shop: 'other'});
  });
  afterEach(() => scratch.close());

  const slices = () => scratch.service.slices;
  const id = (code: string) => scratch.id(code);
  const search = async (text: string) =>
    (await slices().listing.page(system, {first: 20, search: text})).nodes.map(({code}) => code);

  test('equal names are allowed, and told of under the same parent', async () => {
    const input = {...rowOf('twin', null), nameZh: 'school总工会'};
    await slices().organisations.create(system, {...input, parentId: await id('city')});
    await slices().organisations.create(system, {...input, code: 'far', parentId: await id('other')});
    const query =
      '{ a: organisation(code: "twin") { namesakes { code } } b: organisation(code: "far") { namesakes { code } } }';
    const answer = (await execute(scratch.service, {query, caller: system})).expectData();
    expect(answer).toEqual({a: {namesakes: [{code: 'school'}]}, b: {namesakes: []}});
  });

  test('aliases come and go, and what is a name anyway is none', async () => {
    const city = await id('city');
    const change = (text: string) =>
      execute(scratch.service, {query: `mutation { ${text} { aliases } }`, caller: system});
    const add = await change(
      `addOrganisationAliases(id: "${city}", aliases: ["广西省", " 广 西 省", "city总工会", "桂"])`,
    );
    expect(add.expectData().addOrganisationAliases).toEqual({aliases: ['广西省', '桂']});
    expect(await search('gxs')).toEqual(['city']);
    await change(`removeOrganisationAlias(id: "${city}", alias: "广西 省")`);
    expect([await search('广西省'), await search('gxs'), await search('桂')]).toEqual([[], [], ['city']]);
    (await change(`addOrganisationAliases(id: "${city}", aliases: [" "])`)).expectRefusal('INPUT_INVALID');
    const many = Array.from({length: 99}, (_, index) => `别名${index}`);
    await slices().organisations.addAliases(system, city, many);
    await expect(slices().organisations.addAliases(system, city, ['一百零一'])).rejects.toMatchObject({
      code: 'ORGANISATION_ALIASES_TOO_MANY',
    });
  });

  test('an id of another system is one organisation, and finds it', async () => {
    const [city, other] = [await id('city'), await id('other')];
    const refer = slices().organisations.refer.bind(slices().organisations);
    await refer(system, city, 'uscc', '91350100m000100y43');
    await refer(system, city, 'membership', '00-17');
    await expect(refer(system, other, 'membership', '00-17')).rejects.toMatchObject({
      code: 'ORGANISATION_REFERENCE_TAKEN',
    });
    await expect(refer(system, other, 'uscc', '91350100M000100Y44')).rejects.toMatchObject({
      code: 'ORGANISATION_CREDIT_CODE_INVALID',
    });
    const query = `{ organisationByReference(system: "uscc", value: "91350100M000100Y43") {
      code externalReferences { system value } } }`;
    const found = (await execute(scratch.service, {query, caller: system})).expectData();
    expect(found.organisationByReference).toEqual({
      code: 'city',
      externalReferences: [
        {system: 'membership', value: '00-17'},
        {system: 'uscc', value: '91350100M000100Y43'},
      ],
    });
    (await execute(scratch.service, {query})).expectRefusal('NOT_SIGNED_IN');
    await refer(system, city, 'membership', null);
    await refer(system, other, 'membership', '00-17');
    expect(await slices().reading.referred(system, 'membership', '00-17')).toMatchObject({code: 'other'});
  });

  test('a region is a beginning of codes', async () => {
    await slices().importing.import(system, [
      rowOf('r1', 'ah', {regionCode: '340100'}),
      rowOf('r2', 'ah', {regionCode: '340104'}),
      rowOf('r3', 'ah', {regionCode: '340200'}),
    ]);
    const of = async (region: string) =>
      (await slices().listing.page(system, {first: 9, region})).nodes.map(({code}) => code);
    expect([await of('34'), await of('340000'), await of('340100'), await of('340104'), await of('35')]).toEqual([
      ['r1', 'r2', 'r3'],
      ['r1', 'r2', 'r3'],
      ['r1', 'r2'],
      ['r2'],
      [],
    ]);
    const wrong = `mutation { amendOrganisation(id: "${await id('city')}", regionCode: "990000") { code } }`;
    (await execute(scratch.service, {query: wrong, caller: system})).expectRefusal('INPUT_INVALID');
  });

  test('a Chinese name is found by how it sounds', async () => {
    await slices().importing.import(system, [
      rowOf('hf', 'ah', {nameZh: '合肥市总工会', shortNameZh: '合肥市'}),
      rowOf('cq', 'ah', {nameZh: '重庆市总工会'}),
      rowOf('xm', 'ah', {nameZh: '厦门市总工会', aliases: ['鹭岛']}),
    ]);
    expect(await search('hefeishi')).toEqual(['hf']);
    expect(await search('hfs')).toEqual(['hf']);
    expect(await search('He Fei')).toEqual(['hf']);
    expect(await search('cqszgh')).toEqual(['cq']);
    expect(await search('xiamen')).toEqual(['xm']);
    expect(await search('ldao')).toEqual([]);
    expect(await search('ludao')).toEqual(['xm']);
  });

  test('what stands there without keys, or with old ones, gets them when the service starts, once', async () => {
    const {source} = scratch.service.database;
    await source.query('DELETE FROM organisation_search WHERE position > 2');
    await source.query(
      'UPDATE organisation_search SET form = 0, keys = ?'.replace('keys', source.driver.escape('keys')),
      ['|old|'],
    );
    expect(await search('mill')).toEqual([]);
    await scratch.service.start?.();
    await scratch.service.start?.();
    expect([await search('mill'), await search('old')]).toEqual([['mill'], []]);
    const [{n}] = (await source.query('SELECT COUNT(*) AS n FROM organisation_search')) as [{n: number | string}];
    expect(Number(n)).toBe(6);
  });
});
