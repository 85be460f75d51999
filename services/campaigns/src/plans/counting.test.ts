import {systemCaller} from '@concours/kernel/identity';
import {engines} from '@concours/kernel/testing/scratch-database';
import {planOnly} from '../../testing/plan-source.js';
import {random} from '../../testing/random.js';
import {type World, world} from '../../testing/world.js';
import type {Campaign} from '../campaigns/campaign.js';
import {ActivityReport} from '../reports/activity-report.js';
import {ReportState} from '../reports/report.kinds.js';
import {enterpriseKey} from './counting.rules.js';
import {Plan} from './plan.js';
import {PlanCheck} from './plan-check.js';
import {PlanEnterprise} from './plan-enterprise.js';
import {PlanProgress} from './plan-progress.js';
import {PlanUnit} from './plan-unit.js';
import {countAll, differing} from './recount.js';
import {noRegister} from './register-source.js';

const text = (word: string) => `{zh: ${word}, en: ${word}}`;
const metric = (key: string, count: string) =>
  `{key: ${key}, name: ${text(key)}, unit: ${text('u')}, target: 100, count: ${count}}`;
const either = (rule: string) =>
  `{either: [{key: visits, name: ${text('v')}, count: {distinct: enterprise}}, {key: events, name: ${text('e')}, count: {each: report}}], rule: ${rule}}`;

const province = (rule = 'SUM', more: readonly string[] = []) =>
  planOnly({
    key: 'province',
    owner: 'ah',
    root: 'ah',
    metrics: [metric('either', either(rule)), metric('workers', '{sum: workersReached}'), ...more],
  });
const city = (lines = '[{metric: all, to: either}]') =>
  planOnly({
    key: 'city',
    owner: 'ah.hefei',
    root: 'ah.hefei',
    metrics: [metric('all', '{each: report}'), metric('workers', '{sum: workersReached}')],
    parents: `  parents: [{campaign: province, metrics: ${lines}}]`,
  });

describe.each(engines)('what reports count for on %s', (engine) => {
  let w: World;
  const campaigns: Record<string, Campaign> = {};
  const system = systemCaller();

  const approved = async (at: string, code: string, enterprise: string | null = null, workersReached = 2) => {
    const {id} = await w.slices.reports.draft(system, campaigns[at].id, {
      ...{organisationId: w.of(code).id, title: 'T', heldOn: '2022-06-10', form: 'quiz', place: 'P', content: 'C'},
      ...{enterprise, links: [], participants: 1, workersReached, publicists: 0, audience: 0},
    });
    await w.slices.reports.submit(system, id);
    return w.slices.reports.approve(system, id);
  };
  /** What whoever corrects an approved report does, in one unit of work. */
  const corrected = (report: ActivityReport, changed: Partial<ActivityReport> | null) =>
    w.database.write(async (manager) => {
      const revision = await w.slices.progress.lock(manager, report.campaignId);
      const {enterprise, workersReached} = {...report, ...changed};
      const state = changed ? report.state : ReportState.RETURNED;
      await manager.update(ActivityReport, {id: report.id}, {enterprise, workersReached, state});
      const after = changed && Object.assign(new ActivityReport(), report, changed);
      await w.slices.progress.correct(manager, revision, report, after);
      return after;
    });
  const figure = async (at: string, code: string, measure: string): Promise<number> =>
    (
      await w.database.read.findOneBy(PlanProgress, {
        campaignId: campaigns[at].id,
        organisationId: w.of(code).id,
        measure,
      })
    )?.done ?? 0;
  /** The invariant of everything here: what is stored is what a recount finds, and an enterprise is there once. */
  const expectRight = async () => {
    for (const {id} of Object.values(campaigns)) {
      const campaign = await w.slices.campaigns.one(system, id);
      expect(await differing(w.database.read, campaign, noRegister)).toBe(0);
      const right = await countAll(w.database.read, campaign, noRegister);
      const units = (rows: PlanUnit[]) =>
        rows
          .filter(({reports, amount}) => reports !== 0 || amount !== 0)
          .map((row) => `${row.organisationId} ${row.measure} ${row.reports} ${row.amount}`)
          .sort();
      expect(units(await w.database.read.findBy(PlanUnit, {campaignId: id}))).toEqual(units(right.units));
      const held = await w.database.read.findBy(PlanEnterprise, {campaignId: id});
      const line = (row: PlanEnterprise) => `${row.measure} ${row.enterprise} ${row.reportId} ${row.organisationId}`;
      expect(held.map(line).sort()).toEqual(right.enterprises.map(line).sort());
    }
  };

  beforeEach(async () => {
    w = await world(engine);
    await w.grow('acftu', null, {level: 'NATIONAL'});
    await w.grow('ah', 'acftu', {level: 'PROVINCE'});
    await w.grow('js', 'acftu', {level: 'PROVINCE'});
    for (const place of ['ah.hefei', 'ah.wuhu']) {
      await w.grow(place, 'ah');
      for (const unit of ['a', 'b']) await w.grow(`${place}.${unit}`, place, {kind: 'GRASSROOTS_UNION', level: 'UNIT'});
    }
    campaigns.province = await w.slices.definitions.apply(system, province(), null);
    campaigns.city = await w.slices.definitions.apply(system, city(), null);
  });
  afterEach(() => w.close());

  it('is one side of an either-or metric, and an enterprise once in the whole plan', async () => {
    await approved('province', 'ah.hefei.a', '甲公司');
    await approved('province', 'ah.wuhu.a', ' 甲 公司');
    await approved('province', 'ah.wuhu.b', '乙公司');
    await approved('province', 'ah.wuhu.b');
    expect(await figure('province', 'ah', 'either/visits')).toBe(2);
    expect(await figure('province', 'ah', 'either/events')).toBe(1);
    expect(await figure('province', 'ah.wuhu', 'either/visits')).toBe(1);
    const rows = await w.slices.plans.totals(Plan.of(campaigns.province)!);
    expect(rows[0]).toMatchObject({
      done: 3,
      sides: [
        {key: 'visits', done: 2},
        {key: 'events', done: 1},
      ],
    });
    campaigns.province = await w.change(province('GREATER'), 'the greater one');
    const greater = await w.slices.plans.totals(Plan.of(campaigns.province)!);
    expect(greater[0].done).toBe(2);
    await expectRight();
  });

  it('is counted once where it is handed in, and once in the plan above (R113)', async () => {
    await approved('city', 'ah.hefei.a', '甲公司', 5);
    await approved('province', 'ah.hefei.b', '甲公司', 7);
    expect(await figure('city', 'ah.hefei', 'all')).toBe(1);
    // by the rule of the plan above: the same enterprise, once
    expect(await figure('province', 'ah', 'either/visits')).toBe(1);
    expect(await figure('province', 'ah', 'workers')).toBe(12);
    await expectRight();
    campaigns.city = await w.change(city('[{metric: all, to: null}]'), 'not any more');
    expect(await figure('province', 'ah', 'either/visits')).toBe(1);
    expect(await figure('province', 'ah', 'workers')).toBe(12);
    await expectRight();
  });

  it('goes to the next report that names an enterprise when the first one is corrected', async () => {
    const first = await approved('province', 'ah.hefei.a', '甲公司');
    await approved('city', 'ah.hefei.b', '甲公司');
    await corrected(first, {enterprise: '乙公司'});
    expect(await figure('province', 'ah', 'either/visits')).toBe(2);
    expect(await figure('province', 'ah.hefei.b', 'either/visits')).toBe(1);
    await expectRight();
    await corrected({...first, enterprise: '乙公司'} as ActivityReport, null);
    expect(await figure('province', 'ah', 'either/visits')).toBe(1);
    expect(await figure('province', 'ah.hefei.a', 'workers')).toBe(0);
    await expectRight();
  });

  it('is found wrong by the standing recount, put right, and the alarm is kept', async () => {
    await approved('city', 'ah.hefei.a', '甲公司', 5);
    expect(await w.slices.reconciliation.check(campaigns.city)).toBe(0);
    await w.database.write((manager) => manager.update(PlanProgress, {measure: 'all'}, {done: 99}));
    await w.slices.reconciliation.checkAll();
    expect(await figure('city', 'ah.hefei', 'all')).toBe(1);
    const check = await w.database.read.findOneByOrFail(PlanCheck, {campaignId: campaigns.city.id});
    expect(check).toMatchObject({alarmFigures: 2, differing: 2});
    // whoever comes within the time finds that it has been done
    await w.database.write((manager) => manager.update(PlanProgress, {measure: 'all'}, {done: 98}));
    await w.slices.reconciliation.checkAll();
    expect(await figure('city', 'ah.hefei', 'all')).toBe(98);
    w.clock.advance(900_000);
    await w.slices.reconciliation.checkAll();
    await expectRight();
  });

  it.each([1, 2])(
    'equals a recount after any approvals, corrections, moves and definitions, with seed %i',
    async (seed) => {
      const below = random(seed);
      const units = ['ah.hefei.a', 'ah.hefei.b', 'ah.wuhu.a', 'ah.wuhu.b'];
      const parents = ['ah', 'ah.hefei', 'ah.wuhu', 'js'];
      const names = [null, null, '甲公司', '甲 公司', '乙公司', '丙公司'];
      const reports: ActivityReport[] = [];
      for (let step = 0; step < 30; step++) {
        const pick = below(12);
        if (pick < 6) {
          const at = below(2) ? 'province' : 'city';
          const report = await approved(at, units[below(4)], names[below(6)], below(9)).catch(outsideOnly);
          if (report) reports.push(report);
        } else if (pick < 9 && reports.length > 0) {
          const n = below(reports.length);
          const change = below(4) === 0 ? null : {enterprise: names[below(6)], workersReached: below(9)};
          const after = await corrected(reports[n], change);
          if (after) reports[n] = after;
          else reports.splice(n, 1);
        } else if (pick < 11) await w.move(units[below(4)], parents[below(4)]);
        else {
          campaigns.province = await w.change(
            province(below(2) ? 'SUM' : 'GREATER', below(2) ? [metric('visits', '{distinct: enterprise}')] : []),
            `step ${step}`,
          );
          const lines = ['[{metric: all, to: either}]', '[{metric: all, to: null}]', '[{metric: workers, to: either}]'];
          campaigns.city = await w.change(city(lines[below(3)]), `step ${step}`);
        }
        await expectRight();
      }
      const inPlan = new Set(reports.flatMap(({enterprise}) => enterpriseKey(enterprise) ?? []));
      expect(await figure('province', 'ah', 'either/visits')).toBeLessThanOrEqual(inPlan.size);
    },
  );

  /** A unit that has moved out of the plan may not report: that is right, and everything else is not. */
  function outsideOnly(error: {code?: string}): undefined {
    if (error.code !== 'REPORT_UNIT_OUTSIDE_PLAN') throw error;
    return undefined;
  }
});
