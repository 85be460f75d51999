import {createHash} from 'node:crypto';
import {anonymous} from '@concours/kernel/identity';
import {execute} from '@concours/kernel/testing/execute';
import {engines} from '@concours/kernel/testing/scratch-database';
import {as, campaignId, codeOf, fixture, type Fixture, org, screening, system} from '../../testing/fixture.js';
import {ShortlistPlace} from './shortlist-place.js';

const committee = as('SCREENER', 'ah', campaignId);
const owner = as('CAMPAIGN_OWNER', 'ah', campaignId);

describe.each(engines)('screening on %s', (engine) => {
  let f: Fixture;
  let works: string[];
  beforeEach(async () => {
    f = await fixture(engine);
    works = await f.poems('mill', 6);
    await f.service.slices.recommendations.recommend(as('UNIT_ADMIN', 'hf'), works.slice(0, 5), org('hf').id);
    f.clock.set(screening.opensAt);
  });
  afterEach(() => f.close());
  const screen = (ids: string[], shortlist = true, caller = committee) =>
    f.service.slices.screenings.screen(caller, ids, shortlist);
  const close = (caller = owner) => f.service.slices.screenings.close(caller, campaignId, 'poem');
  const stateOf = async (id: string) => (await f.service.slices.access.one(system, id)).state;

  it('chooses recommended works up to the number in the definition, and undoes it', async () => {
    const result = await screen(works.slice(0, 4));
    expect(result).toMatchObject({done: 3, refused: [{id: works[3], code: 'SCREENING_FULL'}]});
    expect(await screen([works[0]], false)).toMatchObject({done: 1});
    expect(await stateOf(works[0])).toBe('RECOMMENDED');
    expect(await screen([works[3], works[3]])).toMatchObject({done: 2, refused: []});
    expect(await screen([works[5]])).toMatchObject({done: 0, refused: [{code: 'SUBMISSION_STATE_WRONG'}]});
  });

  it('never grows past its number when all are chosen at once', async () => {
    const results = await Promise.all(works.slice(0, 5).map((id) => screen([id])));
    expect(results.reduce((sum, {done}) => sum + done, 0)).toBe(3);
    expect(await f.service.database.read.countBy(ShortlistPlace, {campaignId})).toBe(3);
  });

  it.each([
    ['a recommending unit', as('UNIT_ADMIN', 'hf'), 'NOT_PERMITTED'],
    ['the screening of another campaign', as('SCREENER', 'ah', 'other'), 'NOT_FOUND'],
    ['the screening of another track', as('SCREENER', 'ah', `${campaignId}/song`), 'NOT_FOUND'],
    ['an auditor, who only reads', as('AUDITOR', 'ah'), 'NOT_PERMITTED'],
    ['nobody', anonymous('r'), 'NOT_FOUND'],
  ])('is refused to %s', async (_who, caller, code) => {
    expect((await screen([works[0]], true, caller)).refused).toMatchObject([{code}]);
  });

  it('keeps to its stage', async () => {
    f.clock.advance(-1);
    expect((await screen([works[0]])).refused).toMatchObject([{code: 'SCREENING_NOT_OPEN'}]);
    expect(await codeOf(close())).toBe('SCREENING_NOT_OPEN');
    f.clock.set(screening.closesAt);
    expect((await screen([works[0]])).done).toBe(1);
    f.clock.advance(1);
    expect((await screen([works[1]])).refused).toMatchObject([{code: 'SCREENING_OVER'}]);
    expect(await codeOf(close())).toBe('DONE');
  });

  it('ends with a closing that says what is on it, once, and lets nothing change afterwards', async () => {
    expect(await codeOf(close())).toBe('SHORTLIST_EMPTY');
    await screen(works.slice(0, 2));
    expect(await codeOf(close(committee))).toBe('NOT_PERMITTED');
    const [first, second] = await Promise.all([close(), close()]);
    const digest = createHash('sha256').update(works.slice(0, 2).sort().join('\n')).digest('hex');
    expect(first).toMatchObject({chosen: 2, atMost: 3, digest});
    expect(second.closedAt).toEqual(first.closedAt);
    f.clock.advance(1000);
    expect((await close()).closedAt).toEqual(first.closedAt);
    const told = await f.events('ShortlistClosed');
    expect(told).toMatchObject([{subject: `${campaignId}:poem`, payload: {count: 2, digest, trackKey: 'poem'}}]);
    expect(await Promise.all(works.map(stateOf))).toEqual([
      'SHORTLISTED',
      'SHORTLISTED',
      'NOT_SHORTLISTED',
      'NOT_SHORTLISTED',
      'NOT_SHORTLISTED',
      'HANDED_IN',
    ]);
    expect((await screen([works[2]])).refused).toMatchObject([{code: 'SCREENING_CLOSED'}]);
    expect((await screen([works[0]], false)).refused).toMatchObject([{code: 'SCREENING_CLOSED'}]);
    const {submissions} = f.service.slices;
    expect(await codeOf(submissions.withdraw(as('UNIT_ADMIN', 'mill'), works[0], '不参加了'))).toBe('SCREENING_CLOSED');
    expect(await codeOf(submissions.returnIt(as('UNIT_ADMIN', 'hf'), works[5], '补充'))).toBe('SCREENING_CLOSED');
    expect(await codeOf(submissions.withdraw(owner, works[0], '违规'))).toBe('DONE');
  });

  it('takes works as they are handed in where a track knows no recommendation', async () => {
    const input = {
      campaignId,
      trackKey: 'poster',
      organisationId: org('tea').id,
      title: '海报',
      author: '甲',
      performers: 1,
      fields: [],
    };
    const {id} = await f.service.slices.submissions.create(system, {...input, check: () => undefined});
    await f.service.slices.submissions.handIn(system, id);
    expect(await screen([id])).toMatchObject({done: 1});
    expect(await screen([id], false)).toMatchObject({done: 1});
    expect(await stateOf(id)).toBe('HANDED_IN');
  });

  it('shows a shortlist to the screening at once and to everybody when it is closed', async () => {
    await screen(works.slice(0, 2));
    const ask = async (caller: object) => {
      const query =
        'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Track { submissionCount shortlist { chosen atMost closedAt track { id } } } } }';
      const variables = {r: [{__typename: 'Track', id: `${campaignId}:poem`}]};
      return (await execute(f.service, {query, variables, caller})).expectData()._entities[0];
    };
    expect(await ask(committee)).toMatchObject({submissionCount: 6, shortlist: {chosen: 2, atMost: 3, closedAt: null}});
    expect(await ask(anonymous('r'))).toEqual({submissionCount: 0, shortlist: null});
    await close();
    expect(await ask(anonymous('r'))).toMatchObject({
      submissionCount: 2,
      shortlist: {chosen: 2, track: {id: `${campaignId}:poem`}},
    });
  });
});
