import {systemCaller} from '@concours/kernel/identity';
import {accountWith, grantOf} from '@concours/kernel/testing/callers';
import {eventually} from '@concours/kernel/testing/eventually';
import {execute} from '@concours/kernel/testing/execute';
import {expectNoDrift} from '@concours/kernel/testing/expect-no-drift';
import {engines} from '@concours/kernel/testing/scratch-database';
import {Readable} from 'node:stream';
import {buffer} from 'node:stream/consumers';
import {csv, xlsx} from '@concours/kernel/testing/tables';
import {HEADINGS, importing, unit} from '../../testing/imports.js';
import {rowOf, scratchOrganisations, type Scratch} from '../../testing/scratch-organisations.js';
import {OrganisationExportService} from './organisation-export.service.js';
import {csvOf, xlsxOf} from '@concours/kernel/tables/table-writer';

const system = systemCaller();

describe.each(engines)('imports of organisations from files on %s', (engine) => {
  let scratch: Scratch;
  let imports: ReturnType<typeof importing>;
  beforeEach(async () => {
    scratch = await scratchOrganisations(engine);
    await scratch.plant({ah: null, 'ah.hefei': 'ah', 'ah.wuhu': 'ah'});
    imports = importing(scratch);
    scratch.service.imports.worker.start();
  });
  afterEach(async () => {
    await scratch.service.imports.worker.stop();
    await scratch.close();
  });
  const slices = () => scratch.service.slices;
  /** Somebody with an account and a real grant: what a job goes by when it runs. */
  const admin = async (code: string) => {
    const organisationId = await scratch.id(code);
    const input = {name: `admin.${code}`, displayName: '管理员', password: 'long enough', organisationId};
    const account = await slices().accounts.create(system, input);
    const grant = await slices().grants.grant(system, {accountId: account.id, role: 'UNIT_ADMIN', organisationId});
    const caller = {...accountWith(grantOf('UNIT_ADMIN', await scratch.path(code))), id: account.id};
    caller.grants[0].organisation = organisationId;
    return {caller, grant};
  };

  test('a file is checked without changing anything, applied, and says unchanged when it comes again', async () => {
    await expectNoDrift(scratch.service.database);
    const file = csv([
      HEADINGS,
      unit('ah.hefei.a', 'ah.hefei'),
      unit('ah.hefei.a.b', 'ah.hefei.a'),
      unit('ah.x', 'no'),
    ]);
    const before = await imports.count('organisation');
    const checked = await imports.check(system, file);
    expect(checked).toMatchObject({rowCount: 3, newCount: 2, refusedCount: 1, encoding: 'utf-8', format: 'CSV'});
    expect(await imports.refusals(checked.id)).toEqual(['4: ORGANISATION_PARENT_UNKNOWN parentCode']);
    expect(await imports.count('organisation')).toBe(before);
    const done = await imports.apply(system, checked.id);
    expect(done).toMatchObject({newCount: 2, appliedCount: 2, toApplyCount: 2});
    expect(await scratch.path('ah.hefei.a.b')).toMatch(await scratch.path('ah.hefei.a'));
    const again = await imports.check(system, file);
    expect(again).toMatchObject({newCount: 0, changedCount: 0, unchangedCount: 2, refusedCount: 1});
    expect(await imports.count('organisation_import_chunk')).toBe(0);
  });

  test('rows come in any order, children before their parents', async () => {
    const file = csv([HEADINGS, unit('c', 'b'), unit('b', 'a'), unit('a', 'ah'), unit('d', 'a')]);
    const {id} = await imports.check(system, file);
    expect((await imports.rows(id)).map(({code, wave}) => `${code} ${wave}`)).toEqual(['c 2', 'b 1', 'a 0', 'd 0']);
    expect(await imports.apply(system, id)).toMatchObject({state: 'DONE', newCount: 4, refusedCount: 0});
    const children = await slices().listing.page(system, {first: 9, parentId: await scratch.id('a')});
    // in the order of the file, whatever pass they came in
    expect(children.nodes.map(({code}) => code)).toEqual(['b', 'd']);
  });

  test('every row says what is wrong with it, and where; it costs only those below it', async () => {
    const deep = Array.from({length: 50}, (_, n) => unit(`deep${n}`, n === 0 ? 'ah.hefei' : `deep${n - 1}`));
    const file = csv([
      HEADINGS,
      unit('good', 'ah'),
      unit('good', 'ah.hefei'),
      unit('', 'ah'),
      unit('long', 'ah', '名'.repeat(201)),
      unit('below.long', 'long'),
      unit('loop1', 'loop2'),
      unit('loop2', 'loop1'),
      unit('self', 'self'),
      unit('orphan', 'nobody'),
      unit('root', ''),
      unit('nul', 'ah', '某\0会'),
      unit('hidden', 'ah', '某\u200b会'),
      unit('turned', 'ah', '某\u202e会'),
      unit('formula', 'ah', '=cmd|calc!A0'),
      unit('kind', 'ah', '某会', '公会', '九级'),
      ...deep,
    ]);
    const {caller} = await admin('ah');
    const {id, newCount} = await imports.check(caller, file);
    expect(await imports.refusals(id)).toEqual([
      '3: ORGANISATION_CODE_REPEATED code',
      '4: ORGANISATION_CODE_MISSING code',
      '5: ORGANISATION_NAME_TOO_LONG nameZh',
      '6: ORGANISATION_PARENT_REFUSED parentCode',
      '7: ORGANISATION_LOOP parentCode',
      '8: ORGANISATION_LOOP parentCode',
      '9: ORGANISATION_LOOP parentCode',
      '10: ORGANISATION_PARENT_UNKNOWN parentCode',
      '11: ORGANISATION_PARENT_MISSING parentCode',
      '12: ORGANISATION_NAME_UNSEEN nameZh',
      '13: ORGANISATION_NAME_UNSEEN nameZh',
      '14: ORGANISATION_NAME_UNSEEN nameZh',
      '15: ORGANISATION_NAME_FORMULA nameZh',
      '16: ORGANISATION_KIND_UNKNOWN kind',
      '16: ORGANISATION_LEVEL_UNKNOWN level',
      // 48 levels fit below the second
      '65: ORGANISATION_TOO_DEEP parentCode',
      '66: ORGANISATION_PARENT_REFUSED parentCode',
    ]);
    expect(newCount).toBe(1 + 48);
    expect(await imports.apply(caller, id)).toMatchObject({appliedCount: 49, newCount: 49});
  });

  test('a parent is found by a name that papers use, and the match is shown (R13)', async () => {
    await slices().importing.import(system, [
      rowOf('gx', 'ah', {nameZh: '广西壮族自治区总工会', shortNameZh: '广西', aliases: ['广西省', '桂工会']}),
      rowOf('m1', 'ah', {nameZh: '甲市总工会', aliases: ['市总']}),
      rowOf('m2', 'ah', {nameZh: '乙市总工会', aliases: ['市总']}),
    ]);
    const headings = ['Code', 'Name', 'Parent', 'Kind', 'Level'];
    const en = (code: string, parent: string, name = code) => [code, name, parent, 'Grassroots union', 'unit'];
    const file = csv([
      headings,
      en('a', '广西省'),
      en('b', ' 广西 '),
      en('c', 'gx'),
      en('d', '市总'),
      en('e', 'ｃ 厂工会'),
      en('f', '没有的'),
      en('g', '乙市总工会'),
      en('h', 'ah', 'C厂工会'),
    ]);
    const {id} = await imports.check(system, file);
    const match = (await imports.rows(id)).map(({code, parentMatch}) => [code, parentMatch?.by, parentMatch?.code]);
    expect(match).toEqual([
      ['a', 'ALIAS', 'gx'],
      ['b', 'SHORT_NAME', 'gx'],
      ['c', undefined, undefined],
      ['d', undefined, undefined],
      ['e', 'NAME', 'h'],
      ['f', undefined, undefined],
      ['g', 'NAME', 'm2'],
      ['h', undefined, undefined],
    ]);
    const query = `query ($id: ID!) { organisationImportJob(id: $id) { rows(outcomes: [REFUSED]) { nodes {
      number problems { code column message(language: ZH) } } } } }`;
    const {organisationImportJob} = (
      await execute(scratch.service, {query, variables: {id}, caller: system})
    ).expectData();
    expect(organisationImportJob.rows.nodes).toEqual([
      {
        number: 5,
        problems: [
          {
            code: 'ORGANISATION_PARENT_AMBIGUOUS',
            column: 'parentName',
            message: '上级名称对应多个单位：甲市总工会（m1）、乙市总工会（m2）。请改填上级代码。',
          },
        ],
      },
      {number: 7, problems: [expect.objectContaining({code: 'ORGANISATION_PARENT_UNKNOWN'})]},
    ]);
    await imports.apply(system, id);
    expect(await scratch.path('e')).toMatch(await scratch.path('h'));
    expect(await imports.check(system, file)).toMatchObject({unchangedCount: 6, newCount: 0});
  });

  test('an import that may update says what changes, keeps former names, and does not move', async () => {
    const {caller} = await admin('ah.hefei');
    await scratch.plant({'ah.hefei.a': 'ah.hefei', 'ah.hefei.b': 'ah.hefei', 'ah.wuhu.c': 'ah.wuhu'});
    const file = csv([
      [...HEADINGS, '简称', '别名'],
      [...unit('ah.hefei.a', 'ah.hefei', '新名工会'), '新名', '又名'],
      [...unit('ah.hefei.b', 'ah', '乙'), '', ''],
      [...unit('ah.wuhu.c', 'ah.wuhu', '丙'), '', ''],
    ]);
    const added = await imports.check(caller, file);
    expect(await imports.refusals(added.id)).toEqual([
      '2: ORGANISATION_DIFFERS nameZh',
      '3: ORGANISATION_PARENT_DIFFERS parentCode',
      '4: ORGANISATION_CODE_TAKEN code',
    ]);
    const {id, changedCount, refusedCount} = await imports.check(caller, file, 'ADD_AND_UPDATE');
    expect([changedCount, refusedCount]).toEqual([1, 2]);
    expect((await imports.rows(id, 'CHANGED'))[0].changes).toEqual([
      {column: 'nameZh', before: 'ah.hefei.a总工会', after: '新名工会'},
      {column: 'shortNameZh', before: null, after: '新名'},
      {column: 'kind', before: 'FEDERATION', after: 'GRASSROOTS_UNION'},
      {column: 'level', before: 'CITY', after: 'UNIT'},
      {column: 'aliases', before: null, after: '又名'},
    ]);
    await imports.apply(caller, id);
    expect(await slices().reading.aliases([await scratch.id('ah.hefei.a')])).toEqual([['ah.hefei.a总工会', '又名']]);
    expect(await imports.check(caller, file, 'ADD_AND_UPDATE')).toMatchObject({unchangedCount: 1, changedCount: 0});
    const trail = await scratch.service.database.read.query<{action: string; beforeText: string}[]>(
      "SELECT action, beforeText FROM audit_row WHERE action = 'reviseOrganisationByImport'",
    );
    expect(trail).toHaveLength(1);
    expect(trail[0].beforeText).toContain('ah.hefei.a总工会');
  });

  test('what lies beyond the caller is refused like what does not exist', async () => {
    const {caller} = await admin('ah.hefei');
    const file = csv([HEADINGS, unit('x', 'ah.wuhu'), unit('y', 'nowhere'), unit('z', 'ah.hefei'), unit('w', 'ah')]);
    const {id} = await imports.check(caller, file);
    const refused = (await imports.rows(id, 'REFUSED')).map(({code, problems}) => [code, problems]);
    expect(new Set(refused.map(([, problems]) => JSON.stringify(problems))).size).toBe(1);
    expect(refused.map(([code]) => code)).toEqual(['x', 'y', 'w']);
  });

  test('a grant that is revoked while an import waits counts when it is applied', async () => {
    const {caller, grant} = await admin('ah.hefei');
    const {id} = await imports.check(caller, csv([HEADINGS, unit('x', 'ah.hefei'), unit('x.y', 'x')]));
    await slices().grants.revoke(system, grant.id);
    await imports.apply(caller, id);
    expect(await imports.refusals(id)).toEqual([
      '2: ORGANISATION_PARENT_UNKNOWN parentCode',
      '3: ORGANISATION_PARENT_REFUSED parentCode',
    ]);
    expect(await slices().reading.byCodes(['x', 'x.y'])).toEqual([null, null]);
  });

  test('what changed between the check and applying is judged anew', async () => {
    const file = csv([HEADINGS, unit('x', 'ah.hefei'), unit('y', 'ah.hefei'), unit('z', 'gone')]);
    await scratch.plant({gone: 'ah'});
    const {id, newCount} = await imports.check(system, file);
    expect(newCount).toBe(3);
    await slices().importing.import(system, [
      rowOf('x', 'ah.hefei', {nameZh: 'x工会', kind: 'GRASSROOTS_UNION', level: 'UNIT'}),
      rowOf('y', 'ah.wuhu'),
    ]);
    await imports.apply(system, id);
    expect(await imports.refusals(id)).toEqual(['3: ORGANISATION_PARENT_DIFFERS parentCode']);
  });

  test.each([
    ['no heading for the code', csv([['名称'], ['甲']]), 'ORGANISATION_IMPORT_COLUMNS_MISSING'],
    [
      'a heading twice',
      csv([
        ['代码', '名称', '全称'],
        ['a', 'b', 'c'],
      ]),
      'ORGANISATION_IMPORT_COLUMN_TWICE',
    ],
    ['headings alone', csv([HEADINGS]), 'ORGANISATION_IMPORT_NO_ROWS'],
    ['bytes that are no text', Buffer.from([0x61, 0xff, 0x20, 0x81, 0x0a]), 'ORGANISATION_IMPORT_ENCODING_UNKNOWN'],
    ['a spoilt workbook', Buffer.from('PK\u0003\u0004 spoilt'), 'ORGANISATION_IMPORT_FILE_BROKEN'],
    [
      'more than 100,000 rows',
      Buffer.from(`代码,名称\n${'a,b\n'.repeat(100_001)}`),
      'ORGANISATION_IMPORT_TOO_MANY_ROWS',
    ],
  ])(
    'a file with %s fails as a whole, and says why',
    async (_, file, code) => {
      const id = await imports.bring(system, file);
      const {problem} = await imports.until(system, id, 'FAILED');
      expect(problem?.code).toBe(code);
      expect(await imports.count('organisation_import_chunk')).toBe(0);
      const query = 'query ($id: ID!) { organisationImportJob(id: $id) { problem { code message(language: EN) } } }';
      const answer = await execute(scratch.service, {query, variables: {id}, caller: system});
      expect(answer.expectData().organisationImportJob.problem).toEqual({
        code,
        message: expect.stringMatching(/\w{3}/),
      });
    },
    60_000,
  );

  test('ids of other systems come along, one organisation each', async () => {
    await slices().organisations.refer(system, await scratch.id('ah.wuhu'), 'membership', '7');
    const file = csv([
      [...HEADINGS, '外部编号'],
      [...unit('x', 'ah'), 'membership:8；other:1'],
      [...unit('y', 'ah'), 'membership：8'],
      [...unit('z', 'ah'), 'membership:7'],
      [...unit('u', 'ah'), 'uscc:91340100000000000X'],
      ['ah.hefei', 'ah.hefei总工会', '', '总工会', '市级', 'membership:9'],
    ]);
    const {id} = await imports.check(system, file, 'ADD_AND_UPDATE');
    expect(await imports.refusals(id)).toEqual([
      '3: ORGANISATION_REFERENCE_TAKEN references',
      '4: ORGANISATION_REFERENCE_TAKEN references',
      '5: ORGANISATION_REFERENCE_INVALID references',
    ]);
    await imports.apply(system, id);
    const kept = await slices().reading.references([await scratch.id('x'), await scratch.id('ah.hefei')]);
    expect(kept.map((each) => each.map(({system: of, value}) => `${of}:${value}`))).toEqual([
      ['membership:8', 'other:1'],
      ['membership:9'],
    ]);
    expect(await imports.check(system, file, 'ADD_AND_UPDATE')).toMatchObject({unchangedCount: 2, refusedCount: 3});
  });

  test('a workbook is taken like a file of separated values; its formulas are not', async () => {
    const file = await xlsx([
      [...HEADINGS, '行政区划代码'],
      ['x', 'X工会', 'ah', '企业', '市级', 340200],
      ['y', {formula: 'B2&"1"', result: 'Y'}, 'ah', '企业', '市级', null],
    ]);
    const {id} = await imports.check(system, file);
    expect(await imports.refusals(id)).toEqual(['3: ORGANISATION_IMPORT_CELL_FORMULA nameZh']);
    await imports.apply(system, id);
    const [made] = await slices().reading.byCodes(['x']);
    expect(made).toMatchObject({nameZh: 'X工会', kind: 'COMPANY', level: 'CITY', regionCode: '340200'});
  });

  test.each(['CSV', 'XLSX'] as const)('an export as %s says unchanged when it is imported', async (format) => {
    await slices().importing.import(system, [
      rowOf('odd', 'ah', {nameZh: '=cmd', aliases: ['+1；甲', "'=x"], regionCode: '340100'}),
      rowOf('odd.b', 'odd', {nameZh: '某"某,某', nameEn: '<b>&', shortNameZh: '某', shortNameEn: '@x'}),
    ]);
    await slices().organisations.rename(system, await scratch.id('ah.wuhu'), {nameZh: '芜湖'});
    await slices().organisations.refer(system, await scratch.id('odd'), 'membership', 'M-1');
    const exporting = new OrganisationExportService(scratch.service.database);
    for (const [language, mode] of [
      ['zh', 'ADD'],
      ['en', 'ADD_AND_UPDATE'],
    ] as const) {
      const {caller} = language === 'zh' ? await admin('ah') : {caller: system};
      const under = await scratch.id('ah');
      const {batches, rowCount} = await exporting.of(caller, {under, format, language});
      const file = await buffer(Readable.from(format === 'CSV' ? csvOf(batches) : xlsxOf(batches, 'x')));
      const checked = await imports.check(caller, file, mode);
      expect(await imports.refusals(checked.id)).toEqual([]);
      expect(checked).toMatchObject({unchangedCount: rowCount, newCount: 0, changedCount: 0, rowCount: 5});
    }
  });

  test('an import whose instance was killed goes on elsewhere, and nothing is done twice', async () => {
    const units = Array.from({length: 1_500}, (_, n) => unit(`u${n}`, n === 0 ? 'ah' : 'u0'));
    const {id} = await imports.check(system, csv([HEADINGS, ...units]));
    await scratch.service.imports.worker.stop();
    // as if killed after two batches: it holds its lease, and never comes back to it
    const {database} = scratch.service;
    let writes = 0;
    const killed = scratch.anotherWorker({
      ...database,
      write: (work) => (writes++ < 3 ? database.write(work) : new Promise(() => undefined)),
    });
    await slices().importJobs.apply(system, id);
    killed.start();
    await eventually(async () => (writes > 3 ? true : undefined), {within: 30_000});
    const other = scratch.anotherWorker();
    other.start();
    try {
      expect(await slices().importJobs.one(system, id)).toMatchObject({state: 'APPLYING', appliedCount: 800});
      scratch.realTime.advance(21_000);
      other.wake();
      expect(await imports.until(system, id, 'DONE')).toMatchObject({appliedCount: 1_500, newCount: 1_500});
    } finally {
      await other.stop();
    }
    expect(await imports.count("outbox WHERE subject IN (SELECT id FROM organisation WHERE code LIKE 'u%')")).toBe(
      1_500,
    );
  }, 60_000);

  test('an import that is cancelled changes nothing more, and cannot be applied', async () => {
    const {id} = await imports.check(system, csv([HEADINGS, unit('x', 'ah')]));
    await slices().importJobs.cancel(system, id);
    for (const again of [slices().importJobs.apply(system, id), slices().importJobs.cancel(system, id)])
      await expect(again).rejects.toMatchObject({code: 'ORGANISATION_IMPORT_NOT_READY'});
    expect(await slices().reading.byCodes(['x'])).toEqual([null]);
  });

  test('imports are seen and steered at their place and above, and by nobody else', async () => {
    const {caller} = await admin('ah.hefei');
    const {id} = await imports.check(caller, csv([HEADINGS, unit('x', 'ah.hefei')]));
    const at = async (role: string, code: string) => accountWith(grantOf(role, await scratch.path(code)));
    const seen = 'query ($id: ID!) { organisationImportJob(id: $id) { id } organisationImportJobs { totalCount } }';
    const look = async (who: Awaited<ReturnType<typeof at>>) =>
      (await execute(scratch.service, {query: seen, variables: {id}, caller: who})).expectData();
    const mutation = 'mutation ($id: ID!) { applyOrganisationImport(id: $id) { state } }';
    const apply = async (who: Awaited<ReturnType<typeof at>>, which = id) =>
      execute(scratch.service, {query: mutation, variables: {id: which}, caller: who});
    for (const [role, code, sees] of [
      ['UNIT_ADMIN', 'ah', true],
      ['AUDITOR', 'ah', true],
      ['UNIT_ADMIN', 'ah.wuhu', false],
      ['UNIT_REPORTER', 'ah.hefei', false],
    ] as const) {
      const answer = await look(await at(role, code));
      expect([role, code, answer.organisationImportJob !== null]).toEqual([role, code, sees]);
      expect(answer.organisationImportJobs.totalCount).toBe(sees ? 1 : 0);
    }
    const stranger = await at('UNIT_ADMIN', 'ah.wuhu');
    for (const who of [await at('AUDITOR', 'ah'), stranger]) (await apply(who)).expectRefusal('NOT_PERMITTED');
    (await apply(stranger, '01ARZ3NDEKTSV4RRFFQ69G5FAV')).expectRefusal('NOT_PERMITTED');
    expect((await apply(caller)).expectData().applyOrganisationImport.state).toBe('APPLYING');
  });
});
