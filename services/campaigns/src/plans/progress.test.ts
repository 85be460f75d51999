import {newId} from '@concours/kernel/ids';
import {engines} from '@concours/kernel/testing/scratch-database';
import {systemCaller} from '@concours/kernel/identity';
import {random} from '../../testing/random.js';
import {planSource, type World, world} from '../../testing/world.js';
import {ActivityReport} from '../reports/activity-report.js';
import type {Campaign} from '../campaigns/campaign.js';
import {PlanProgress} from './plan-progress.js';
import {PlanUnit} from './plan-unit.js';
import {countAll, differing, recount} from './recount.js';
import {noRegister} from './register-source.js';

describe.each(engines)('the progress of a plan on %s', (engine) => {
  let w: World;
  let campaign: Campaign;
  const system = systemCaller();

  const report = (code: string, publicists: number) =>
    w.slices.reports.draft(system, campaign.id, {
      ...{
        organisationId: w.of(code).id,
        title: 'T',
        heldOn: '2022-06-10',
        form: 'quiz',
        place: 'P',
        content: 'C',
        enterprise: null,
        links: [],
      },
      ...{participants: 1, workersReached: 2, publicists, audience: 3},
    });
  const submitted = async (code: string, publicists: number): Promise<string> => {
    const {id} = await report(code, publicists);
    await w.slices.reports.submit(system, id);
    return id;
  };
  const approved = async (code: string, publicists: number) =>
    w.slices.reports.approve(system, await submitted(code, publicists));

  const done = async (code: string) => {
    const rows = await w.database.read.findBy(PlanProgress, {campaignId: campaign.id, organisationId: w.of(code).id});
    return Object.fromEntries(rows.filter((row) => row.done !== 0).map(({measure, done: figure}) => [measure, figure]));
  };
  /** The invariant of everything here. */
  const expectRight = async () => {
    const now = await w.slices.campaigns.one(system, campaign.id);
    const right = await countAll(w.database.read, now, noRegister);
    const figures = (rows: {organisationId: string; measure: string; done: number}[]) =>
      rows
        .filter((row) => row.done !== 0)
        .map((row) => `${row.organisationId} ${row.measure} ${row.done}`)
        .sort();
    expect(figures(await w.database.read.findBy(PlanProgress, {campaignId: campaign.id}))).toEqual(
      figures(right.progress),
    );
    const units = (rows: PlanUnit[]) =>
      rows
        .filter((row) => row.reports !== 0 || row.amount !== 0)
        .map((row) => `${row.organisationId} ${row.measure} ${row.reports} ${row.amount}`)
        .sort();
    expect(units(await w.database.read.findBy(PlanUnit, {campaignId: campaign.id}))).toEqual(units(right.units));
  };

  beforeEach(async () => {
    w = await world(engine);
    await w.grow('acftu', null, {level: 'NATIONAL'});
    await w.grow('ah', 'acftu', {level: 'PROVINCE'});
    await w.growFor(planSource);
    await w.grow('ah.hefei.county', 'ah.hefei', {level: 'COUNTY'});
    for (const unit of ['a', 'b', 'c'])
      await w.grow(`ah.hefei.county.${unit}`, 'ah.hefei.county', {kind: 'GRASSROOTS_UNION', level: 'UNIT'});
    await w.grow('ah.wuhu.d', 'ah.wuhu', {kind: 'GRASSROOTS_UNION', level: 'UNIT'});
    await w.grow('js', 'acftu', {level: 'PROVINCE'});
    campaign = await w.slices.definitions.apply(system, planSource, null);
  });
  afterEach(() => w.close());

  it('climbs from the unit to the root of the plan, and not beyond', async () => {
    await approved('ah.hefei.county.a', 5);
    for (const code of ['ah.hefei.county.a', 'ah.hefei.county', 'ah.hefei', 'ah']) {
      expect(await done(code)).toEqual({unions: 1, publicists: 5, 'events/held': 1, workers: 2, netizens: 3});
    }
    expect(await done('acftu')).toEqual({});
    expect(await done('ah.hefei.county.b')).toEqual({});
    await expectRight();
  });

  it('loses nothing when many are approved at once, in several places', async () => {
    const units = ['ah.hefei.county.a', 'ah.hefei.county.b', 'ah.hefei.county.c', 'ah.wuhu.d'];
    const ids = await Promise.all(Array.from({length: 24}, (_, i) => submitted(units[i % 4], i)));
    await Promise.all(ids.map((id) => w.slices.reports.approve(system, id)));
    expect(await done('ah')).toEqual({unions: 4, publicists: 276, 'events/held': 24, workers: 48, netizens: 72});
    await expectRight();
  });

  it('moves with a unit, its subtree too, and out of the plan and back', async () => {
    await approved('ah.hefei.county.a', 5);
    await approved('ah.hefei.county.b', 7);
    await approved('ah.wuhu.d', 1);
    await w.move('ah.hefei.county', 'ah.wuhu');
    expect(await done('ah.hefei')).toEqual({});
    expect(await done('ah.wuhu')).toMatchObject({unions: 3, publicists: 13});
    await expectRight();
    await w.move('ah.hefei.county', 'js');
    expect(await done('ah.wuhu')).toMatchObject({unions: 1, publicists: 1});
    expect(await done('ah')).toMatchObject({unions: 1, publicists: 1});
    await expectRight();
    await w.move('ah.hefei.county', 'ah.hefei');
    expect(await done('ah.hefei')).toMatchObject({unions: 2, publicists: 12});
    await expectRight();
    await w.move('ah', 'js');
    expect(await done('ah')).toMatchObject({unions: 3, publicists: 13});
    await expectRight();
  });

  it('is not undone by an announcement that is older than a move above it', async () => {
    await approved('ah.hefei.county.a', 5);
    const old = {...w.of('ah.hefei.county.a')};
    await w.move('ah.hefei.county', 'ah.wuhu');
    await w.announce({...old, name: {zh: '新名', en: 'New name'}});
    expect(await done('ah.wuhu')).toMatchObject({publicists: 5});
    expect(await done('ah.hefei')).toEqual({});
    await expectRight();
  });

  it('catches up when a unit above is announced after those below it', async () => {
    const late = w.grown('ah.bozhou.late', 'ah.bozhou', {level: 'COUNTY'});
    await w.grow('ah.bozhou.late.x', 'ah.bozhou.late', {kind: 'GRASSROOTS_UNION', level: 'UNIT'});
    await approved('ah.bozhou.late.x', 4);
    expect(await done('ah.bozhou')).toMatchObject({publicists: 4});
    await w.announce(late);
    expect(await done('ah.bozhou.late')).toMatchObject({unions: 1, publicists: 4});
    await expectRight();
  });

  it('follows a definition with other metrics', async () => {
    await approved('ah.hefei.county.a', 5);
    const source = planSource.replace('count: {sum: publicists}', 'count: {sum: participants}');
    await w.change(source, 'people, not publicists');
    expect(await done('ah')).toMatchObject({publicists: 1, unions: 1});
    await expectRight();
  });

  it('refuses a total that neither the graph nor the column holds, and counts nothing of it', async () => {
    const source = planSource.replace('count: {sum: publicists}', 'count: {sum: audience}');
    campaign = await w.change(source, 'audience');
    const [unit] = (await w.database.read.findBy(PlanUnit, {campaignId: campaign.id})) as PlanUnit[];
    expect(unit).toBeUndefined();
    const {id} = await w.slices.reports.draft(system, campaign.id, {
      ...{
        organisationId: w.of('ah.wuhu.d').id,
        title: 'T',
        heldOn: '2022-06-10',
        form: 'quiz',
        place: 'P',
        content: 'C',
        enterprise: null,
        links: [],
      },
      ...{participants: 1, workersReached: 2, publicists: 0, audience: 100_000_000},
    });
    await w.slices.reports.submit(system, id);
    await w.database.write((manager) =>
      manager.upsert(
        PlanProgress,
        {
          campaignId: campaign.id,
          organisationId: w.of('ah').id,
          measure: 'netizens',
          done: 1_950_000_000,
          revision: 0,
        },
        ['campaignId', 'organisationId', 'measure'],
      ),
    );
    await expect(w.slices.reports.approve(system, id)).rejects.toMatchObject({code: 'PROGRESS_TOO_LARGE'});
    expect((await w.database.read.findOneByOrFail(ActivityReport, {id})).state).toBe('SUBMITTED');
  });

  it('is repaired by a recount, which finds nothing to do afterwards', async () => {
    await approved('ah.hefei.county.a', 5);
    await w.database.write((manager) =>
      manager.update(PlanProgress, {organisationId: w.of('ah.hefei').id, measure: 'publicists'}, {done: 99}),
    );
    const again = () =>
      w.database.write(async (manager) =>
        recount(manager, campaign, noRegister, await w.slices.progress.lock(manager, campaign.id)),
      );
    expect(await differing(w.database.read, campaign, noRegister)).toBe(1);
    expect(await again()).toBe(1);
    expect(await differing(w.database.read, campaign, noRegister)).toBe(0);
    expect(await again()).toBe(0);
    await expectRight();
  });

  it.each([1, 2, 3])('equals a recount after any operations, with seed %i', async (seed) => {
    const below = random(seed);
    const units = ['ah.hefei.county.a', 'ah.hefei.county.b', 'ah.hefei.county.c', 'ah.wuhu.d'];
    const parents = ['ah', 'ah.hefei', 'ah.wuhu', 'ah.bozhou', 'js'];
    for (let step = 0; step < 30; step++) {
      const pick = below(10);
      if (pick < 5) await approved(units[below(units.length)], below(20)).catch(outsideOnly);
      else if (pick < 7)
        await w.move(['ah.hefei.county', 'ah.wuhu.d', 'ah.hefei.county.b'][below(3)], parents[below(parents.length)]);
      else if (pick < 8) {
        units.push(`x.${step}`);
        await w.grow(`x.${step}`, parents[below(parents.length)], {kind: 'GRASSROOTS_UNION', level: 'UNIT'});
      } else if (pick < 9) {
        const source = planSource
          .replace('workingDays: 5', `workingDays: ${1 + below(30)}`)
          .replace('count: {sum: publicists}', below(2) ? 'count: {each: report}' : 'count: {sum: publicists}');
        await w.change(source, 'another');
      } else {
        const ids = await Promise.all([0, 1, 2].map(() => submitted(units[below(units.length)], 1).catch(outsideOnly)));
        await Promise.all([
          ...ids.flatMap((id) => (id ? [w.slices.reports.approve(system, id).catch(outsideOnly)] : [])),
          w.move('ah.hefei.county.c', parents[below(4)]),
        ]);
      }
      await expectRight();
    }
  });

  /** A unit that has moved out of the plan may not report: that is right, and everything else is not. */
  function outsideOnly(error: {code?: string}): undefined {
    if (error.code !== 'REPORT_UNIT_OUTSIDE_PLAN') throw error;
    return undefined;
  }

  it('is of one campaign', async () => {
    await w.database.write((manager) =>
      manager.insert(PlanProgress, {
        campaignId: newId(),
        organisationId: w.of('ah').id,
        measure: 'unions',
        done: 9,
        revision: 1,
      }),
    );
    await approved('ah.wuhu.d', 1);
    expect(await done('ah')).toMatchObject({unions: 1});
  });
});
