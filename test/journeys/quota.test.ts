import {readFileSync} from 'node:fs';
import path from 'node:path';
import type {GraphClient, GraphError} from '../support/graphql.js';
import {openHouse, type House, type OrganisationRow, type Person} from './house.js';

const definitionOf = (key: string): string =>
  readFileSync(path.resolve(__dirname, `../../services/campaigns/definitions/${key}.yaml`), 'utf8');
const definition = definitionOf('anhui-2022');

/** Grassroots unions mobilised, publicists, events: the annex of 皖工发〔2022〕16号 in its order. */
const annex: [code: string, shortName: string, ...quotas: number[]][] = [
  ['hefei', '合肥', 7, 140, 20],
  ['huaibei', '淮北', 5, 120, 18],
  ['bozhou', '亳州', 6, 120, 18],
  ['suzhou', '宿州', 6, 120, 20],
  ['bengbu', '蚌埠', 7, 130, 20],
  ['fuyang', '阜阳', 7, 130, 20],
  ['huainan', '淮南', 7, 130, 18],
  ['chuzhou', '滁州', 7, 130, 20],
  ['luan', '六安', 6, 120, 18],
  ['maanshan', '马鞍山', 6, 120, 18],
  ['wuhu', '芜湖', 6, 120, 18],
  ['xuancheng', '宣城', 5, 120, 18],
  ['tongling', '铜陵', 6, 120, 18],
  ['chizhou', '池州', 6, 130, 18],
  ['anqing', '安庆', 7, 130, 20],
  ['huangshan', '黄山', 6, 120, 18],
];
const unit = (code: string, kind: string, level: string, parentCode: string, shortNameZh: string): OrganisationRow => ({
  ...{code, kind, level, parentCode, shortNameZh},
  nameZh: `${shortNameZh}总工会`,
});
const offices = 'fuyang luan huaibei bengbu wuhu hefei huainan chuzhou bozhou suzhou'.split(' ');

interface Cell {
  metric: {key: string};
  target: number | null;
  done: number;
}
interface Row {
  organisation: {code: string; shortName: string};
  cells: Cell[];
}
interface Report {
  id: string;
  state: string;
  version: number;
  returnReason: string | null;
}
interface ProgressEvent {
  planProgress: {kind: string; epoch: string; revision: number; entries: Row[]; totals: Cell[]};
}

const CELLS = 'cells {metric {key} target done}';
const figures = (cells: Cell[]) => Object.fromEntries(cells.map(({metric, done}) => [metric.key, done]));
const targets = (cells: Cell[]) => Object.fromEntries(cells.map(({metric, target}) => [metric.key, target]));
const nothing = {unions: 0, publicists: 0, events: 0, workers: 0, netizens: 0};

/** The plan of anhui-2022 from the notice's table to the wall, through the gateway, by accounts that may do what they do. */
describe('the plan of 2022', () => {
  let house: House;
  let owner: Person, city: Person, otherCity: Person, reviewer: Person, otherReviewer: Person;
  let reporter: Person, unitAdmin: Person, auditor: Person;
  let planId: string;

  beforeAll(async () => {
    house = await openHouse('2022-05-08T09:00:00+08:00');
    await house.organise([
      unit('ah', 'FEDERATION', 'PROVINCE', 'acftu', '安徽'),
      ...annex.map(([code, shortName]) => unit(`ah.${code}`, 'FEDERATION', 'CITY', 'ah', shortName)),
      unit('ah.cac', 'CYBERSPACE_OFFICE', 'PROVINCE', 'ah', '省委网信办'),
      ...offices.map((code) => unit(`ah.${code}.cac`, 'CYBERSPACE_OFFICE', 'CITY', `ah.${code}`, `${code}网信办`)),
      unit('ah.workers-daily', 'MEDIA', 'PROVINCE', 'ah', '工人日报'),
      unit('ah.new-media', 'MEDIA', 'PROVINCE', 'ah', '新媒体'),
      unit('ah.chuzhou.network-company', 'COMPANY', 'UNIT', 'ah.chuzhou', '网络公司'),
      unit('ah.bozhou.postal-bank', 'COMPANY', 'UNIT', 'ah.bozhou', '邮储'),
      unit('ah.guangde', 'FEDERATION', 'DIRECT_COUNTY', 'ah', '广德'),
      unit('ah.hefei.yaohai', 'FEDERATION', 'COUNTY', 'ah.hefei', '瑶海'),
      unit('ah.hefei.shushan', 'FEDERATION', 'COUNTY', 'ah.hefei', '蜀山'),
      unit('ah.hefei.yaohai.g1', 'GRASSROOTS_UNION', 'UNIT', 'ah.hefei.yaohai', '基层一'),
      unit('ah.guangde.g1', 'GRASSROOTS_UNION', 'UNIT', 'ah.guangde', '广德基层'),
    ]);
    // the national campaign, under which the province's stands
    await house.admin.ask('mutation ($source: String!) {applyDefinition(source: $source) {id}}', {
      source: definitionOf('national-2022'),
    });
    owner = await house.person('owner', 'CAMPAIGN_OWNER', 'ah');
    auditor = await house.person('auditor', 'AUDITOR', 'ah');
    city = await house.person('city', 'UNIT_ADMIN', 'ah.hefei');
    otherCity = await house.person('other-city', 'UNIT_ADMIN', 'ah.bengbu');
    reviewer = await house.person('reviewer', 'REVIEWER', 'ah.hefei.yaohai');
    otherReviewer = await house.person('other-reviewer', 'REVIEWER', 'ah.hefei.shushan');
    unitAdmin = await house.person('unit-admin', 'UNIT_ADMIN', 'ah.hefei.yaohai.g1');
    reporter = await house.person('reporter', 'UNIT_REPORTER', 'ah.hefei.yaohai.g1');
  }, 60_000);
  afterAll(() => house.close());

  const APPLY = 'mutation ($source: String!) {applyDefinition(source: $source) {id definitionVersion}}';
  const changed = (from: string, to: string): {source: string; line: number} => {
    const source = definition.replace(from, to);
    return {source, line: source.split('\n').findIndex((line) => line.includes(to)) + 1};
  };

  test.each([
    ['a total that its rows do not add up to', 'sums: [100, 2000, 300]', 'sums: [100, 2001, 300]', 'sums', '2001'],
    [
      'a row that the totals do not bear',
      '{unit: ah.hefei, quotas: [7, 140, 20]}',
      '{unit: ah.hefei, quotas: [8, 140, 20]}',
      'sums',
      '101',
    ],
    ['a unit that nobody knows', '{unit: ah.huangshan,', '{unit: ah.huangsan,', 'ah.huangsan', 'ah.huangsan'],
  ])('a definition with %s is refused whole, with the line', async (_, from, to, place, says) => {
    const {source} = changed(from, to);
    const {data, errors} = await owner.send(APPLY, {source});
    expect([data, errors?.map(({extensions}) => extensions?.code)]).toEqual([null, ['DEFINITION_INVALID']]);
    const {problems} = (errors as GraphError[])[0]!.extensions!.facts as {
      problems: {line: number; text: {zh: string; en: string}}[];
    };
    expect(problems).toHaveLength(1);
    const at = source.split('\n')[problems[0]!.line - 1];
    expect([at?.includes(place), problems[0]!.text.zh.includes(says)]).toEqual([true, true]);
    expect(await owner.ask('{campaigns {key}}')).toEqual({campaigns: [{key: 'national-2022'}]});
  });

  test('it is applied by the province’s campaign owner and by nobody below', async () => {
    for (const [by, code] of [
      [reporter, 'NOT_PERMITTED'],
      [city, 'NOT_PERMITTED'],
      [auditor, 'NOT_PERMITTED'],
      [house.anybody, 'NOT_SIGNED_IN'],
    ] as const)
      expect(await by.refused(APPLY, {source: definition})).toBe(code);
    const {applyDefinition} = await owner.ask<{applyDefinition: {id: string; definitionVersion: number}}>(APPLY, {
      source: definition,
    });
    expect(applyDefinition.definitionVersion).toBe(1);
    planId = applyDefinition.id;
  });

  test('it is public when both bodies that issue it have signed', async () => {
    const office = await house.person('office', 'UNIT_ADMIN', 'ah.cac');
    const SIGN =
      'mutation ($id: ID!, $body: ID!) {signNotice(campaignId: $id, organisationId: $body, version: 1) {publishedAt}}';
    const signed = async (by: Person, code: string) =>
      (await by.ask<{signNotice: {publishedAt: string | null}}>(SIGN, {id: planId, body: house.idOf(code)})).signNotice;
    expect((await signed(owner, 'ah')).publishedAt).toBeNull();
    expect(await house.anybody.ask('query ($id: ID!) {campaign(id: $id) {key}}', {id: planId})).toEqual({
      campaign: null,
    });
    expect((await signed(office, 'ah.cac')).publishedAt).not.toBeNull();
  });

  const planOf = async <T>(fields: string, by: GraphClient = house.anybody): Promise<T> =>
    (await by.ask<{campaign: {plan: T}}>(`query ($id: ID!) {campaign(id: $id) {plan {${fields}}}}`, {id: planId}))
      .campaign.plan;
  const rowOf = async (code: string): Promise<Row> =>
    (
      await house.anybody.ask<{campaign: {plan: {row: Row}}}>(
        `query ($id: ID!, $at: ID!) {campaign(id: $id) {plan {row(organisationId: $at) {organisation {code shortName} ${CELLS}}}}}`,
        {id: planId, at: house.idOf(code)},
      )
    ).campaign.plan.row;

  test('the table of 16 cities and three metrics reads back as the annex prints it', async () => {
    const plan = await planOf<{
      name: string;
      columns: {key: string}[];
      sums: number[];
      rows: Row[];
      totals: Cell[];
      root: {code: string};
    }>(
      `name root {code} columns {key} sums rows {organisation {code shortName} ${CELLS}} totals {metric {key} target done}`,
    );
    expect([plan.name, plan.root.code, plan.columns.map(({key}) => key)]).toEqual([
      '"12351+"计划',
      'ah',
      ['unions', 'publicists', 'events'],
    ]);
    expect(plan.sums).toEqual([100, 2000, 300]);
    const printed = plan.rows.map(({organisation, cells}) => [
      organisation.code.slice(3),
      organisation.shortName,
      ...cells.slice(0, 3).map(({target}) => target),
    ]);
    expect(printed).toEqual(annex);
    plan.sums.forEach((sum, column) =>
      expect(annex.reduce((total, row) => total + (row[column + 2] as number), 0)).toBe(sum),
    );
    // what was not allocated is unknown there, which is not nought
    expect(
      new Set(plan.rows.flatMap(({cells}) => cells.slice(3).map(({metric, target}) => `${metric.key} ${target}`))),
    ).toEqual(new Set(['workers null', 'netizens null']));
    expect(targets(plan.totals)).toEqual({
      unions: 100,
      publicists: 2000,
      events: 300,
      workers: 50_000,
      netizens: 10_000_000,
    });
    expect(figures(plan.totals)).toEqual(nothing);
  });

  test('a unit without a row has no target, and its figures all the same', async () => {
    for (const code of ['ah.guangde', 'ah.hefei.yaohai', 'ah.hefei.yaohai.g1', 'ah.workers-daily']) {
      const {cells} = await rowOf(code);
      expect([code, targets(cells)]).toEqual([
        code,
        {unions: null, publicists: null, events: null, workers: null, netizens: null},
      ]);
      expect(figures(cells)).toEqual(nothing);
    }
    const {campaign} = await house.anybody.ask<{campaign: {plan: {row: null}}}>(
      'query ($id: ID!, $at: ID!) {campaign(id: $id) {plan {row(organisationId: $at) {organisation {id}}}}}',
      {id: planId, at: house.idOf('acftu')},
    );
    expect(campaign.plan.row).toBeNull();
  });

  const event = (at: string, more: object = {}) => ({
    organisationId: house.idOf(at),
    title: '网络安全进车间',
    heldOn: '2022-05-08',
    form: 'publicity',
    place: '瑶海区',
    content: '现场讲解网络安全知识，发放资料。',
    participants: 100,
    workersReached: 80,
    publicists: 6,
    audience: 3000,
    enterprise: null,
    links: ['https://example.org/news/1'],
    ...more,
  });
  const DRAFT =
    'mutation ($id: ID!, $input: ReportInput!) {draftReport(campaignId: $id, input: $input) {id state version}}';
  const AMEND =
    'mutation ($id: ID!, $version: Int!, $input: ReportInput!) {amendReport(id: $id, version: $version, input: $input) {id state version}}';
  const RETURN =
    'mutation ($id: ID!, $reason: String!) {returnReport(id: $id, reason: $reason) {state returnReason version}}';
  const SUBMIT = 'mutation ($id: ID!) {submitReport(id: $id) {state version}}';
  const APPROVE = 'mutation ($id: ID!) {approveReport(id: $id) {state version}}';
  const READ = 'query ($id: ID!) {report(id: $id) {id state version returnReason title}}';
  const LIST = 'query ($id: ID!) {reports(campaignId: $id) {totalCount nodes {id}}}';
  const draft = async (by: GraphClient, at: string, more: object = {}): Promise<string> =>
    (await by.ask<{draftReport: Report}>(DRAFT, {id: planId, input: event(at, more)})).draftReport.id;

  test('reports are taken from the first to the last millisecond of their stage', async () => {
    const early = await draft(reporter, 'ah.hefei.yaohai.g1', {title: '过早'});
    house.clock.set('2022-05-08T23:59:59.999+08:00');
    expect(await reporter.refused(SUBMIT, {id: early})).toBe('REPORT_STAGE_CLOSED');
    house.clock.set('2022-12-21T00:00:00.000+08:00');
    expect(await reporter.refused(SUBMIT, {id: early})).toBe('REPORT_STAGE_CLOSED');
    house.clock.set('2022-12-20T23:59:59.999+08:00');
    expect(await reporter.ask(SUBMIT, {id: early})).toEqual({submitReport: {state: 'SUBMITTED', version: 2}});
    house.clock.set('2022-05-09T00:00:00.000+08:00');
    const first = await draft(reporter, 'ah.hefei.yaohai.g1', {title: '首日'});
    expect(await reporter.ask(SUBMIT, {id: first})).toEqual({submitReport: {state: 'SUBMITTED', version: 2}});
    // neither counts: they wait for the level above
    expect(figures((await rowOf('ah')).cells)).toEqual(nothing);
  });

  let wall: ReturnType<ReturnType<House['live']>['subscribe']>;
  let epoch: string;

  test('a wall begins with the whole table, units by name', async () => {
    house.clock.set('2022-06-01T10:00:00+08:00');
    wall = house
      .live()
      .subscribe<ProgressEvent>(
        `subscription ($id: ID!) {planProgress(planId: $id) {kind epoch revision entries {organisation {code shortName} ${CELLS}} totals {metric {key} target done}}}`,
        {id: planId},
      );
    const {planProgress} = (await wall.until(
      'a snapshot',
      (data) => (data as ProgressEvent).planProgress.kind === 'SNAPSHOT',
    )) as ProgressEvent;
    expect(planProgress.entries.map(({organisation}) => organisation.shortName)).toEqual(
      annex.map(([, shortName]) => shortName),
    );
    expect(figures(planProgress.totals)).toEqual(nothing);
    ({epoch} = planProgress);
  });

  test('an event is reported by its unit, returned with a reason, amended, and approved a level up: county, city and province move, live', async () => {
    const at = 'ah.hefei.yaohai.g1';
    const id = await draft(reporter, at, {heldOn: '2022-05-31'});
    expect(await reporter.refused(DRAFT, {id: planId, input: event(at, {heldOn: '2022-06-02'})})).toBe('INPUT_INVALID');
    expect(await reporter.refused(DRAFT, {id: planId, input: event('ah.hefei.yaohai')})).toBe('NOT_PERMITTED');
    expect(await reviewer.refused(APPROVE, {id})).toBe('REPORT_STATE_FORBIDS');
    await reporter.ask(SUBMIT, {id});

    // who has no part in it can't tell it from a report that does not exist
    for (const stranger of [otherCity, otherReviewer, house.anybody]) {
      expect(await stranger.ask(READ, {id})).toEqual({report: null});
      expect(await stranger.ask(LIST, {id: planId})).toEqual({reports: {totalCount: 0, nodes: []}});
      for (const [document, more] of [
        [APPROVE, {}],
        [RETURN, {reason: '不清楚'}],
        [SUBMIT, {}],
      ] as const)
        expect(await stranger.refused(document, {id, ...more})).toBe(
          await stranger.refused(document, {id: planId, ...more}),
        );
    }
    expect(await auditor.ask(READ, {id})).toMatchObject({report: {state: 'SUBMITTED'}});
    for (const by of [reporter, unitAdmin, auditor]) expect(await by.refused(APPROVE, {id})).toBe('NOT_PERMITTED');

    expect(await reviewer.refused(RETURN, {id, reason: ' '})).toBe('INPUT_INVALID');
    const reason = '请补充参加人数的依据。';
    expect(await reviewer.ask(RETURN, {id, reason})).toEqual({
      returnReport: {state: 'RETURNED', returnReason: reason, version: 3},
    });
    expect(await reporter.ask(READ, {id})).toMatchObject({report: {state: 'RETURNED', returnReason: reason}});
    expect(await reviewer.refused(APPROVE, {id})).toBe('REPORT_STATE_FORBIDS');
    const input = event(at, {heldOn: '2022-05-31', workersReached: 90, publicists: 7});
    expect(await reporter.refused(AMEND, {id, version: 2, input})).toBe('VERSION_CONFLICT');
    await reporter.ask(AMEND, {id, version: 3, input});
    await reporter.ask(SUBMIT, {id});
    expect(figures((await rowOf('ah')).cells)).toEqual(nothing);

    // the county and the city at the same moment: one approves, the other finds it approved
    const answers = await Promise.all([reviewer, city].map((by) => by.send<{approveReport: Report}>(APPROVE, {id})));
    expect(answers.map(({data, errors}) => data?.approveReport.state ?? errors?.[0]?.extensions?.code).sort()).toEqual([
      'APPROVED',
      'REPORT_STATE_FORBIDS',
    ]);
    expect(await reviewer.refused(APPROVE, {id})).toBe('REPORT_STATE_FORBIDS');
    const once = {unions: 1, publicists: 7, events: 1, workers: 90, netizens: 3000};
    for (const code of [at, 'ah.hefei.yaohai', 'ah.hefei', 'ah'])
      expect([code, figures((await rowOf(code)).cells)]).toEqual([code, once]);
    for (const code of ['ah.hefei.shushan', 'ah.bengbu'])
      expect([code, figures((await rowOf(code)).cells)]).toEqual([code, nothing]);

    const {planProgress} = (await wall.until(
      'the report on the wall',
      (data) => (data as ProgressEvent).planProgress.kind !== 'HEARTBEAT',
    )) as ProgressEvent;
    expect(planProgress).toMatchObject({kind: 'DELTA', epoch, revision: 1});
    expect(planProgress.entries.map(({organisation, cells}) => [organisation.shortName, figures(cells)])).toEqual([
      ['合肥', once],
    ]);
    expect(figures(planProgress.totals)).toEqual(once);
  });

  test('a second event of the same unit mobilises no second union', async () => {
    const id = await draft(reporter, 'ah.hefei.yaohai.g1', {heldOn: '2022-05-30', title: '网络文明讲座'});
    await reporter.ask(SUBMIT, {id});
    await city.ask(APPROVE, {id});
    const twice = {unions: 1, publicists: 13, events: 2, workers: 170, netizens: 6000};
    expect(figures((await rowOf('ah')).cells)).toEqual(twice);
    const {planProgress} = (await wall.until(
      'it on the wall',
      (data) => (data as ProgressEvent).planProgress.kind === 'DELTA',
    )) as ProgressEvent;
    expect([planProgress.epoch, planProgress.revision, figures(planProgress.totals)]).toEqual([epoch, 2, twice]);
  });

  test('nobody approves what they handed in themselves, whatever else they may', async () => {
    const id = await draft(city, 'ah.hefei.yaohai.g1', {heldOn: '2022-05-29'});
    await city.ask(SUBMIT, {id});
    expect(await city.refused(APPROVE, {id})).toBe('REPORT_OWN');
    expect(await city.refused(RETURN, {id, reason: '再看'})).toBe('REPORT_OWN');
    await reviewer.ask(APPROVE, {id});
    expect(figures((await rowOf('ah.hefei')).cells)).toMatchObject({events: 3});
  });

  test('an event outside of the 16 cities counts for the province and is shown as unallocated', async () => {
    const guangde = await house.person('guangde', 'UNIT_REPORTER', 'ah.guangde.g1');
    const id = await draft(guangde, 'ah.guangde.g1', {heldOn: '2022-05-28'});
    await guangde.ask(SUBMIT, {id});
    await owner.ask(APPROVE, {id});
    expect(figures((await rowOf('ah')).cells)).toMatchObject({unions: 2, events: 4});
    const {unallocated, rows} = await planOf<{unallocated: Cell[]; rows: Row[]}>(
      `unallocated {metric {key} target done} rows {organisation {code} ${CELLS}}`,
    );
    expect(figures(unallocated)).toEqual({unions: 1, publicists: 6, events: 1, workers: 80, netizens: 3000});
    expect(rows.reduce((total, {cells}) => total + cells[2]!.done, 0)).toBe(3);
    expect(targets((await rowOf('ah.guangde')).cells)).toMatchObject({events: null});
  });
});
