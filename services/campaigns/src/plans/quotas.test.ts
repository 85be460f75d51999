import {systemCaller} from '@concours/kernel/identity';
import {accountWith} from '@concours/kernel/testing/callers';
import {engines} from '@concours/kernel/testing/scratch-database';
import {planSource, type World, world} from '../../testing/world.js';
import {Plan} from './plan.js';
import {PlanQuota} from './plan-quota.js';

/** The notice's table with a row that is no unit, a floor for every unit, and an either-or metric. */
const source = planSource
  .replace(/sums: \[100, 2000, 300\]/, 'sums: [100, 2010, 300]')
  .replace(
    /( +)(- \{unit: ah\.huangshan[^\n]*\n)/,
    '$1$2$1- {bucket: others, name: {zh: 其他产业, en: Other industries}, quotas: [null, 10, null]}\n',
  )
  .replace(
    '  reports:',
    `  floors:
    - {key: three, name: {zh: 每家至少三场, en: Three each}, metric: events, atLeast: 1, units: {below: ah, depth: 1}, basis: EACH}
    - {key: five, name: {zh: 共五场, en: Five}, metric: events, atLeast: 2, units: {below: ah, depth: 2}, basis: COLLECTIVE}
  reports:`,
  );

describe.each(engines)('the numbers of a plan on %s', (engine) => {
  let w: World;
  let plan: Plan;
  const system = systemCaller();
  const given = (code: string, targets: Record<string, number | null>) => ({organisationId: w.of(code).id, targets});
  const cell = async (code: string, metric: string) => {
    const row = await w.slices.plans.row(plan, w.of(code).id);
    return row?.cells.find((each) => each.metric.key === metric);
  };
  const approved = async (code: string) => {
    const {id} = await w.slices.reports.draft(system, plan.id, {
      ...{organisationId: w.of(code).id, title: 'T', heldOn: '2022-06-10', form: 'quiz', place: 'P', content: 'C'},
      ...{enterprise: null, links: [], participants: 1, workersReached: 2, publicists: 4, audience: 3},
    });
    await w.slices.reports.submit(system, id);
    await w.slices.reports.approve(system, id);
  };

  beforeEach(async () => {
    w = await world(engine);
    await w.growFor(planSource);
    for (const unit of ['a', 'b']) await w.grow(`ah.hefei.${unit}`, 'ah.hefei', {level: 'COUNTY'});
    for (const unit of ['x', 'y']) await w.grow(`ah.${unit}`, 'ah', {kind: 'INDUSTRY_UNION'});
    plan = Plan.of(await w.slices.definitions.apply(system, source, null)) as Plan;
  });
  afterEach(() => w.close());

  it('stand in rows of their own, in printed order, buckets among them', async () => {
    const rows = await w.slices.plans.rows(plan);
    expect(rows).toHaveLength(16);
    expect(rows[0]).toMatchObject({organisation: {id: w.of('ah.hefei').id}, source: 'ROW', position: 0});
    expect(rows[0].cells.slice(0, 3).map(({target}) => target)).toEqual([7, 140, 20]);
    const [bucket] = await w.slices.plans.buckets(plan);
    expect(bucket).toMatchObject({key: 'others', position: 16, members: []});
    expect(bucket.cells.slice(0, 3).map(({target, done}) => [target, done])).toEqual([
      [null, 0],
      [10, 0],
      [null, 0],
    ]);
  });

  it('come page by page', async () => {
    const one = await w.slices.plans.rowPage(plan, {first: 10});
    const two = await w.slices.plans.rowPage(plan, {first: 10, after: one.pageInfo.endCursor!});
    expect([one.nodes.length, two.nodes.length, two.totalCount, two.pageInfo.hasNextPage]).toEqual([10, 6, 16, false]);
    const below = await w.slices.plans.below(plan, w.of('ah.hefei').id, {first: 1});
    expect(below).toMatchObject({totalCount: below.totalCount, pageInfo: {hasNextPage: true}});
  });

  it('are handed down the tree, and what is over or under is shown', async () => {
    const hefei = w.of('ah.hefei').id;
    await w.slices.quotas.allocate(system, plan.id, hefei, [given('ah.hefei.a', {events: 15, publicists: 0})]);
    expect(await cell('ah.hefei', 'events')).toMatchObject({target: 20, allocated: 15, over: -5});
    await w.slices.quotas.allocate(system, plan.id, hefei, [given('ah.hefei.b', {events: 9})]);
    expect(await cell('ah.hefei', 'events')).toMatchObject({allocated: 24, over: 4});
    expect(await cell('ah.hefei.a', 'events')).toMatchObject({target: 15});
    // 0 is a number, and no number is none
    expect(await cell('ah.hefei.a', 'publicists')).toMatchObject({target: 0, met: true});
    expect(await cell('ah.hefei.b', 'publicists')).toMatchObject({target: null, met: null});
    await w.slices.quotas.allocate(system, plan.id, hefei, [given('ah.hefei.b', {events: null})]);
    expect(await cell('ah.hefei.b', 'events')).toMatchObject({target: null});
    expect(await w.database.read.countBy(PlanQuota, {campaignId: plan.id, source: 'UNIT'})).toBe(1);
  });

  it('may be larger by own will, which the level above does not count', async () => {
    const hefei = w.of('ah.hefei').id;
    await w.slices.quotas.setOwn(system, plan.id, hefei, {events: 40});
    await w.slices.quotas.allocate(system, plan.id, hefei, [given('ah.hefei.a', {events: 30})]);
    expect(await cell('ah.hefei', 'events')).toMatchObject({target: 20, own: 40, allocated: 30, over: -10});
    expect(await cell('ah', 'events')).toMatchObject({target: 300, own: null, allocated: 300, over: 0});
  });

  it('of a bucket are split among units, which are its members from then on', async () => {
    await w.slices.quotas.splitBucket(system, plan.id, 'others', [given('ah.x', {publicists: 6})]);
    await approved('ah.x');
    await approved('ah.y');
    let [bucket] = await w.slices.plans.buckets(plan);
    expect(bucket.cells[1]).toMatchObject({target: 10, allocated: 6, over: -4, done: 4, met: false});
    await w.slices.quotas.splitBucket(system, plan.id, 'others', [given('ah.y', {publicists: 4})]);
    [bucket] = await w.slices.plans.buckets(plan);
    expect(bucket.cells[1]).toMatchObject({allocated: 10, over: 0, done: 8});
    expect(await cell('ah.y', 'publicists')).toMatchObject({target: 4, met: true});
  });

  it('survive a definition that says the same again', async () => {
    const hefei = w.of('ah.hefei').id;
    await w.slices.quotas.allocate(system, plan.id, hefei, [given('ah.hefei.a', {events: 15})]);
    await w.change(source.replace('workingDays: 5', 'workingDays: 6'), 'longer');
    expect(await cell('ah.hefei.a', 'events')).toMatchObject({target: 15});
    expect(await w.slices.plans.rows(plan)).toHaveLength(16);
  });

  it.each<[string, (q: World['slices']['quotas']) => Promise<unknown>, string]>([
    [
      'a unit that is not directly below',
      (q) => q.allocate(system, plan.id, w.of('ah').id, [given('ah.hefei.a', {events: 1})]),
      'QUOTA_UNIT_OUTSIDE',
    ],
    [
      'a unit that the notice gives a number',
      (q) => q.allocate(system, plan.id, w.of('ah').id, [given('ah.hefei', {events: 1})]),
      'QUOTA_BY_NOTICE',
    ],
    ['a metric that there is not', (q) => q.setOwn(system, plan.id, w.of('ah.hefei').id, {likes: 1}), 'INPUT_INVALID'],
    ['less than nothing', (q) => q.setOwn(system, plan.id, w.of('ah.hefei').id, {events: -1}), 'INPUT_INVALID'],
    [
      'more than a bucket has',
      (q) => q.splitBucket(system, plan.id, 'others', [given('ah.x', {publicists: 11})]),
      'QUOTA_BUCKET_EXCEEDED',
    ],
    [
      'no such bucket',
      (q) => q.splitBucket(system, plan.id, 'x', [given('ah.x', {events: 1})]),
      'QUOTA_BUCKET_UNKNOWN',
    ],
    [
      'a unit with a row of its own, as a part of a bucket',
      (q) => q.splitBucket(system, plan.id, 'others', [given('ah.hefei', {publicists: 1})]),
      'QUOTA_BY_NOTICE',
    ],
    [
      'somebody of another unit',
      (q) =>
        q.allocate(accountWith(w.grant('UNIT_ADMIN', 'ah.wuhu')), plan.id, w.of('ah.hefei').id, [
          given('ah.hefei.a', {events: 1}),
        ]),
      'NOT_PERMITTED',
    ],
  ])('are refused for %s, and nothing of them is kept', async (_, act, code) => {
    await expect(act(w.slices.quotas)).rejects.toMatchObject({code});
    expect(await w.database.read.countBy(PlanQuota, {campaignId: plan.id})).toBe(17);
  });

  it('have floors beside the sums: how many have reached it, and what all have done', async () => {
    await approved('ah.hefei.a');
    await approved('ah.hefei.a');
    await approved('ah.wuhu');
    const [three, five] = await w.slices.floors.of(plan);
    expect(three).toMatchObject({key: 'three', basis: 'EACH', met: 2, done: 3});
    expect(three.of).toBe([...w.tree.values()].filter(({parentId}) => parentId === w.of('ah').id).length);
    expect(five).toMatchObject({key: 'five', basis: 'COLLECTIVE', met: 1, of: 1, done: 3});
  });

  it('bind each unit directly below a row where the notice says so (A14)', async () => {
    const each = source.replace('    columns:', '    basis: EACH\n    columns:');
    plan = Plan.of(
      await w.change(each.replace('[7, 140, 20]', '[7, 140, 1]').replace('2010, 300]', '2010, 281]'), 'each'),
    ) as Plan;
    await approved('ah.hefei.a');
    expect(await cell('ah.hefei', 'events')).toMatchObject({target: 1, eachMet: 1, eachOf: 2});
  });
});
