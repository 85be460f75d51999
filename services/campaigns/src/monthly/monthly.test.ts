import {grantOf} from '@concours/kernel/testing/callers';
import {execute} from '@concours/kernel/testing/execute';
import {ENVELOPE_HEADER, signEnvelope, systemCaller} from '@concours/kernel/identity';
import {serve} from '@concours/kernel/serve';
import {heldBytes} from '@concours/kernel/tables/file-bytes';
import {tableOf} from '@concours/kernel/tables/table-file';
import {ZipFile} from '@concours/kernel/tables/zip-file';
import {engines} from '@concours/kernel/testing/scratch-database';
import {planSource, type World, world} from '../../testing/world.js';
import {compose} from '../compose.js';

const source = planSource.replace(/\n {2}reports:[^\n]*\n/, (line) => `${line.trimEnd()}\n    monthly: {day: 5}\n`);

describe.each(engines)('the figures of a month on %s', (engine) => {
  let w: World;
  let campaignId: string;
  beforeEach(async () => {
    w = await world(engine);
    await w.growFor(planSource);
    await w.grow('ah.hefei.plant', 'ah.hefei', {kind: 'GRASSROOTS_UNION', level: 'UNIT'});
    campaignId = (await w.slices.definitions.apply(w.caller('CAMPAIGN_OWNER', 'ah'), source, null)).id;
  });
  afterEach(() => w.close());

  const approved = async (heldOn: string, more: object = {}): Promise<string> => {
    const fields = {
      ...{organisationId: w.of('ah.hefei.plant').id, title: `竞赛 ${heldOn}`, heldOn, form: 'quiz', place: '礼堂'},
      ...{content: '竞赛', participants: 200, workersReached: 100, publicists: 10, audience: 1000},
      ...{enterprise: null, links: []},
    };
    const {id} = await w.slices.reports.draft(systemCaller(), campaignId, {...fields, ...more});
    await w.slices.reports.submit(systemCaller(), id);
    await w.slices.reports.approve(systemCaller(), id);
    return id;
  };
  const monthly = () => w.slices.reporting.monthly;
  const query = `query ($c: ID!) { monthlyReports(campaignId: $c) { nodes { id month byHand events columns { key name }
    totals { metric target month lastMonth late before total } rows { organisation { id } cells { total } } rest { total }
    lines { kind title reason changes organisation { id } } } } }`;
  const list = async (caller = w.caller('REVIEWER', 'ah.hefei')) =>
    (await execute(w.service, {query, variables: {c: campaignId}, caller})).expectData().monthlyReports.nodes;
  const workers = (report: {totals: {metric: string}[]}) => {
    const {month, late, before, total, lastMonth} = report.totals.find(({metric}) => metric === 'workers') as never;
    return {month, late, before, total, lastMonth};
  };

  it('are fixed when the whole of their day is over, once, by however many instances', async () => {
    await approved('2022-06-02');
    w.clock.set('2022-07-05T23:59:59.999+08:00');
    expect(await monthly().fixDue()).toBe(0);
    w.clock.set('2022-07-06T00:00:00+08:00');
    const other = await compose({
      ...{databaseUrl: w.url, bus: w.bus, clock: w.clock, log: w.log, settings: w.settings},
    });
    try {
      const counts = await Promise.all([monthly().fixDue(), other.slices.reporting.monthly.fixDue()]);
      expect(counts[0] + counts[1]).toBe(1);
      expect(await list()).toMatchObject([{month: '2022-06', byHand: false, events: 1}]);
    } finally {
      await other.database.close();
    }
  });

  it('never change: what comes late or is corrected stands in the next one, in lines of its own', async () => {
    const first = await approved('2022-06-02');
    w.clock.set('2022-07-03T10:00:00+08:00');
    // of July already, and so not June's, although it is approved before the fifth
    await approved('2022-07-02');
    w.clock.set('2022-07-06T00:00:00+08:00');
    await monthly().fixDue();
    const [june] = await list();
    expect(workers(june)).toEqual({month: 100, late: 0, before: 0, total: 100, lastMonth: null});

    await approved('2022-06-20', {workersReached: 7});
    await w.slices.reporting.correcting.correct(systemCaller(), {
      ...{id: first, version: 3, reason: '重复统计'},
      counted: {
        heldOn: '2022-06-02',
        participants: 200,
        workersReached: 90,
        publicists: 10,
        audience: 1000,
        enterprise: null,
      },
    });
    expect((await list())[0]).toEqual(june);
    w.clock.set('2022-08-06T00:00:00+08:00');
    await monthly().fixDue();
    const [july, again] = await list();
    expect(again).toEqual(june);
    expect(workers(july)).toEqual({month: 100, late: -3, before: 100, total: 197, lastMonth: 100});
    expect(july.lines).toMatchObject([
      {kind: 'CHANGED', reason: '重复统计', changes: [0, 0, -10, 0, 0]},
      {kind: 'LATE', title: '竞赛 2022-06-20', reason: null, changes: [1, 200, 7, 10, 1000]},
    ]);
    for (const {totals} of [june, july])
      for (const {month, late, before, total} of totals) expect(before + late + month).toBe(total);
    // the city's row is the whole here, and nothing is left for others
    expect(
      july.rows.find((row: {organisation: {id: string}}) => row.organisation.id === w.of('ah.hefei').id).cells,
    ).toEqual(july.totals.map(({total}: {total: number}) => ({total})));
    expect(july.rest.every(({total}: {total: number}) => total === 0)).toBe(true);
  });

  it('come out the same when the clock was away for months, corrections in between included', async () => {
    const first = await approved('2022-06-02');
    w.clock.set('2022-07-20T10:00:00+08:00');
    await w.slices.reporting.correcting.correct(systemCaller(), {
      ...{id: first, version: 3, reason: '撤销'},
      counted: null,
    });
    w.clock.set('2022-09-06T00:00:00+08:00');
    expect(await monthly().fixDue()).toBe(3);
    const [august, july, june] = await list();
    expect([june, july, august].map(workers)).toMatchObject([
      {month: 100, total: 100},
      {month: 0, late: -100, total: 0},
      {month: 0, late: 0, total: 0},
    ]);
    expect(july.lines).toMatchObject([{kind: 'STRUCK', reason: '撤销', changes: [-1, -200, -100, -10, -1000]}]);
  });

  it('are fixed by hand by whoever steers the campaign, in their order, and shown to who reads reports of it', async () => {
    await approved('2022-05-20');
    const owner = w.caller('CAMPAIGN_OWNER', 'ah');
    const fix = (month: string, caller = owner) =>
      execute(w.service, {
        ...{query: 'mutation ($c: ID!, $m: String!) { fixMonth(campaignId: $c, month: $m) { month byHand } }', caller},
        variables: {c: campaignId, m: month},
      });
    (await fix('2022-05', w.caller('REVIEWER', 'ah.hefei'))).expectRefusal('NOT_PERMITTED');
    (await fix('2022-06')).expectRefusal('MONTH_INVALID');
    (await fix('nonsense')).expectRefusal('MONTH_INVALID');
    expect((await fix('2022-05')).expectData().fixMonth).toEqual({month: '2022-05', byHand: true});
    (await fix('2022-05')).expectRefusal('MONTH_FIXED');
    w.clock.set('2022-08-02T10:00:00+08:00');
    expect((await fix('2022-07')).expectRefusal('MONTH_OUT_OF_ORDER')).toEqual({next: '2022-06'});
    await w.grow('js', null, {level: 'PROVINCE'});
    for (const stranger of [w.caller('REVIEWER', 'js'), w.caller('JUDGE', 'ah')])
      expect(await list(stranger)).toEqual([]);
    expect(await list({...owner, grants: [grantOf('UNIT_REPORTER', w.of('ah.hefei.plant').path)]})).toHaveLength(1);
  });

  it('are given as a document and as a workbook, and to nobody else', async () => {
    w.clock.set('2022-06-03T10:00:00+08:00');
    await approved('2022-05-20', {title: '=cmd|calc'});
    const {id} = await monthly().fix(w.caller('CAMPAIGN_OWNER', 'ah'), campaignId, '2022-05');
    const key = {id: 'test', secret: 'k'.repeat(40)};
    const running = await serve(w.service, {keys: [key]});
    const get = (path: string, caller = w.caller('AUDITOR', 'ah')) =>
      fetch(running.url + path, {
        headers: {[ENVELOPE_HEADER]: signEnvelope({caller, key, request: {method: 'GET', path}})},
      });
    const bytes = async (path: string) => Buffer.from(await (await get(path)).arrayBuffer());
    try {
      const place = `/exports/campaigns/monthly/${id}`;
      const docx = await ZipFile.open(heldBytes(await bytes(`${place}?format=docx`)));
      expect(docx.names).toContain('word/document.xml');
      const sheet = await tableOf(await bytes(`${place}?format=xlsx&language=en`), 100);
      const cells = sheet.map((row) => row.cells);
      expect(cells.find(([name]) => name?.startsWith('Workers met'))?.slice(2, 3)).toEqual(['100']);
      expect((await get(place, w.caller('JUDGE', 'ah'))).status).toBe(404);
      expect((await get(`${place}?format=exe`)).status).toBe(400);

      const table = await tableOf(
        await bytes(`/exports/campaigns/reports/${campaignId}?format=csv&states=APPROVED`),
        10,
      );
      expect(table.map((row) => row.cells.slice(0, 4))).toEqual([
        ['单位代码', '单位', '活动名称', '活动日期'],
        ['ah.hefei.plant', 'ah.hefei.plant', "'=cmd|calc", '2022-05-20'],
      ]);
      expect(await tableOf(await bytes(`/exports/campaigns/reports/${campaignId}/template`), 10)).toHaveLength(1);
    } finally {
      await running.close();
    }
  });
});
