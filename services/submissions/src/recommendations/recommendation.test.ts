import {engines} from '@concours/kernel/testing/scratch-database';
import {as, campaignId, codeOf, fixture, type Fixture, intake, org, system} from '../../testing/fixture.js';
import type {BulkResult} from './bulk-result.js';
import {Recommendation} from './recommendation.js';

const codes = (result: BulkResult): string[] => result.refused.map(({code}) => code);

describe.each(engines)('recommendations on %s', (engine) => {
  let f: Fixture;
  const hefei = as('UNIT_ADMIN', 'hf');
  const used = (unit: string) =>
    f.service.database.read.countBy(Recommendation, {campaignId, trackKey: 'poem', organisationId: org(unit).id});
  beforeEach(async () => {
    f = await fixture(engine);
  });
  afterEach(() => f.close());

  it('fills the cap of 20 in the given order and refuses the 21st by name', async () => {
    const works = await f.poems('mill', 21);
    const result = await f.service.slices.recommendations.recommend(hefei, works, org('hf').id);
    expect(result.done).toBe(20);
    expect(result.refused).toMatchObject([{id: works[20], code: 'RECOMMENDATION_CAP_REACHED'}]);
    expect(result.refused[0].text.zh).toContain('20');
    expect(await f.service.slices.recommendations.allowance(hefei, campaignId, 'poem', org('hf').id)).toMatchObject({
      class: 'city',
      cap: 20,
      used: 20,
      remaining: 0,
    });
    const over = await f.service.slices.access.one(hefei, works[20]);
    expect(over).toMatchObject({state: 'HANDED_IN', recommendedById: null});
  });

  it('lets exactly one of two that race for the last place win, and refuses the other by name', async () => {
    const works = await f.poems('mill', 21);
    await f.service.slices.recommendations.recommend(hefei, works.slice(0, 19), org('hf').id);
    const racers = works.slice(19).map((id) => f.service.slices.recommendations.recommend(hefei, [id], org('hf').id));
    const results = await Promise.all(racers);
    expect(results.map(({done}) => done).sort()).toEqual([0, 1]);
    expect(results.flatMap(codes)).toEqual(['RECOMMENDATION_CAP_REACHED']);
    expect(await used('hf')).toBe(20);
  });

  it('holds a cap of 3 when twelve come at once', async () => {
    const works = await f.poems('mill', 12);
    const mill = as('UNIT_ADMIN', 'mill');
    const results = await Promise.all(
      works.map((id) => f.service.slices.recommendations.recommend(mill, [id], org('mill').id)),
    );
    expect(results.reduce((sum, {done}) => sum + done, 0)).toBe(3);
    expect(new Set(results.flatMap(codes))).toEqual(new Set(['RECOMMENDATION_CAP_REACHED']));
    const places = await f.service.database.read.findBy(Recommendation, {organisationId: org('mill').id});
    expect(places.map(({place}) => place).sort()).toEqual([1, 2, 3]);
  });

  it('counts a work once that two recommend at the same moment', async () => {
    const [work] = await f.poems('mill', 1);
    const results = await Promise.all([
      f.service.slices.recommendations.recommend(hefei, [work], org('hf').id),
      f.service.slices.recommendations.recommend(as('UNIT_ADMIN', 'mill'), [work], org('mill').id),
    ]);
    expect(results.reduce((sum, {done}) => sum + done, 0)).toBe(1);
    expect((await used('hf')) + (await used('mill'))).toBe(1);
  });

  it('gives a place back when a recommendation, or the work itself, is withdrawn, or the work is returned', async () => {
    const works = await f.poems('tea', 9);
    const county = as('UNIT_ADMIN', 'gd');
    const {recommendations, submissions} = f.service.slices;
    const recommend = (id: string) => recommendations.recommend(county, [id], org('gd').id);
    expect((await recommendations.recommend(county, works, org('gd').id)).done).toBe(8);
    await recommendations.withdraw(county, works[0]);
    expect((await recommend(works[8])).done).toBe(1);
    await submissions.withdraw(as('UNIT_ADMIN', 'tea'), works[1], '作者退出');
    expect((await recommend(works[0])).done).toBe(1);
    await submissions.returnIt(county, works[2], '请补充');
    await submissions.handIn(system, works[2]);
    expect((await recommend(works[2])).done).toBe(1);
    expect(await used('gd')).toBe(8);
  });

  it.each([
    ['a unit without the role', () => as('UNIT_REPORTER', 'hf'), 'hf', 'NOT_PERMITTED'],
    ['the neighbour, who does not even see the work', () => as('UNIT_ADMIN', 'wh'), 'wh', 'NOT_FOUND'],
    ['a unit for another one', () => as('UNIT_ADMIN', 'mill'), 'hf', 'NOT_PERMITTED'],
    ['the level above for a sibling', () => as('UNIT_ADMIN', 'ah'), 'rail', 'RECOMMENDATION_NOT_OWN_UNIT'],
    ['a unit that no class gives a place', () => as('UNIT_ADMIN', 'ah'), 'ah', 'RECOMMENDATION_NO_CAP'],
    ['a grant for another track', () => as('UNIT_ADMIN', 'hf', `${campaignId}/song`), 'hf', 'NOT_FOUND'],
  ])('is refused to %s', async (_who, caller, unit, code) => {
    const works = await f.poems('mill', 1);
    expect(codes(await f.service.slices.recommendations.recommend(caller(), works, org(unit).id))).toEqual([code]);
  });

  it('takes no draft, nothing twice and nothing unknown', async () => {
    const [draft] = await f.poems('mill', 1, false);
    const [work] = await f.poems('rail', 1);
    const result = await f.service.slices.recommendations.recommend(
      hefei,
      [draft, work, work, 'nowhere'],
      org('hf').id,
    );
    expect(result.done).toBe(1);
    expect(codes(result)).toEqual(['SUBMISSION_STATE_WRONG', 'SUBMISSION_STATE_WRONG', 'NOT_FOUND']);
  });

  it('ends with the intake, to the millisecond', async () => {
    const works = await f.poems('mill', 2);
    f.clock.set(intake.closesAt);
    expect((await f.service.slices.recommendations.recommend(hefei, [works[0]], org('hf').id)).done).toBe(1);
    f.clock.advance(1);
    expect(codes(await f.service.slices.recommendations.recommend(hefei, [works[1]], org('hf').id))).toEqual([
      'SUBMISSION_INTAKE_CLOSED',
    ]);
  });

  it('shows the caps that were used to the screening and to nobody else', async () => {
    await f.service.slices.recommendations.recommend(hefei, await f.poems('mill', 2), org('hf').id);
    const rows = await f.service.slices.recommendations.allowances(
      as('SCREENER', 'ah', campaignId),
      campaignId,
      'poem',
    );
    expect(rows).toMatchObject([{organisationId: org('hf').id, cap: 20, used: 2, remaining: 18}]);
    expect(await codeOf(f.service.slices.recommendations.allowances(hefei, campaignId, 'poem'))).toBe('NOT_PERMITTED');
    expect(await codeOf(f.service.slices.recommendations.allowance(hefei, campaignId, 'poem', org('wh').id))).toBe(
      'NOT_PERMITTED',
    );
  });
});
