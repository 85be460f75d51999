import {anonymous, type Caller} from '@concours/kernel/identity';
import {execute} from '@concours/kernel/testing/execute';
import {engines} from '@concours/kernel/testing/scratch-database';
import {as, campaignId, fixture, type Fixture, org, screening, system} from '../../testing/fixture.js';
import {png, video} from '@concours/kernel/testing/sample-media';
import {attach} from '../../testing/uploads.js';

const full = `query ($id: ID!) { submission(id: $id) {
  id number title author state performers version organisation { id } campaign { id } track { id } recommendedBy { id }
  fields { key value masked } assets { id rule role findings { code } url } cover { id rule } findings { code } history { kind } consent { givenBy }
  returnReason handedInAt can { edit handIn returnIt recommend withdrawRecommendation withdraw screen reveal revealForReason } } }`;
const list = `query ($c: ID!, $f: SubmissionFilter, $n: Int, $a: String) { submissions(campaignId: $c, filter: $f, first: $n, after: $a) {
  totalCount nodes { title } pageInfo { endCursor hasNextPage } } }`;

describe.each(engines)('who sees which works on %s', (engine) => {
  let f: Fixture;
  let chosen: string;
  let other: string;
  beforeAll(async () => {
    f = await fixture(engine);
    const reporter = as('UNIT_REPORTER', 'mill');
    const make = async (author: string): Promise<string> => {
      const fields = [{key: 'phone', value: '000-1'}];
      const input = {
        campaignId,
        trackKey: 'song',
        organisationId: org('mill').id,
        title: `歌 ${author}`,
        author,
        performers: 1,
        fields,
      };
      const {id} = await f.service.slices.submissions.create(reporter, {...input, check: () => undefined});
      await attach(f, reporter, id, 'video', await video(), 'v.mp4');
      await attach(f, reporter, id, 'cover', png(), 'c.png');
      await attach(f, reporter, id, 'score', png(20, 20), 's.png');
      await f.service.slices.consents.give(reporter, id, '2024-1', author);
      await f.service.slices.submissions.handIn(reporter, id);
      return id;
    };
    [chosen, other] = [await make('甲'), await make('乙')];
    await f.service.slices.recommendations.recommend(as('UNIT_ADMIN', 'hf'), [chosen, other], org('hf').id);
    f.clock.set(screening.opensAt);
    await f.service.slices.screenings.screen(system, [chosen], true);
    await f.service.slices.screenings.close(system, campaignId, 'song');
  });
  afterAll(() => f.close());
  const ask = async (caller: Caller, id: string) =>
    (await execute(f.service, {query: full, variables: {id}, caller})).expectData().submission;

  it.each<[string, Caller, boolean, 'BY_ROLE' | 'FOR_REASON' | 'NEVER']>([
    ['its reporter', as('UNIT_REPORTER', 'mill'), true, 'BY_ROLE'],
    ['the admin of its city', as('UNIT_ADMIN', 'hf'), true, 'BY_ROLE'],
    ['the reviewer of its city, without personal data', as('REVIEWER', 'hf'), true, 'NEVER'],
    ['an auditor, for a reason', as('AUDITOR', 'ah'), true, 'FOR_REASON'],
    ['an auditor of the campaign, for a reason', as('AUDITOR', 'ah', campaignId), true, 'FOR_REASON'],
    ['the platform, for a reason', as('PLATFORM_ADMIN', 'ah'), true, 'FOR_REASON'],
    ['the province', as('UNIT_ADMIN', 'ah'), true, 'BY_ROLE'],
    ['the screening of the campaign', as('SCREENER', 'ah', campaignId), true, 'BY_ROLE'],
    ['the host of the track', as('TRACK_HOST', 'ah', `${campaignId}/song`), true, 'BY_ROLE'],
    ['its sibling', as('UNIT_ADMIN', 'rail'), false, 'NEVER'],
    ['another city', as('UNIT_ADMIN', 'wh'), false, 'NEVER'],
    ['the host of another track', as('TRACK_HOST', 'ah', `${campaignId}/poem`), false, 'NEVER'],
    ['a screener whose grant lies below the owner', as('SCREENER', 'hf'), false, 'NEVER'],
    ['a judge', as('JUDGE', 'ah', campaignId), false, 'NEVER'],
    ['a display', {...as('DISPLAY', 'ah'), kind: 'display'}, false, 'NEVER'],
    ['a voter', {...anonymous('r'), kind: 'voter', voter: {app: 'a', id: 'v'}}, false, 'NEVER'],
    ['nobody', anonymous('r'), false, 'NEVER'],
  ])('%s', async (_who, caller, seesAll, reveals) => {
    const work = await ask(caller, chosen);
    const hidden = await ask(caller, other);
    expect(work).toMatchObject({
      title: '歌 甲',
      author: '甲',
      number: 'song-0001',
      organisation: {id: org('mill').id},
      cover: {rule: 'cover'},
    });
    if (seesAll) {
      expect(hidden).not.toBeNull();
      expect(work.recommendedBy).toEqual({id: org('hf').id});
      expect(work.fields[0]).toEqual({key: 'phone', value: '****', masked: true});
      expect(work.can).toMatchObject({reveal: reveals !== 'NEVER', revealForReason: reveals === 'FOR_REASON'});
      expect(work.assets).toHaveLength(3);
      expect(work.history.length).toBeGreaterThan(5);
      expect(work.consent).toEqual({givenBy: '甲'});
    } else {
      expect(hidden).toBeNull();
      expect(work).toMatchObject({
        recommendedBy: null,
        fields: [],
        findings: [],
        history: [],
        consent: null,
        returnReason: null,
        handedInAt: null,
      });
      expect(work.assets.map(({rule}: {rule: string}) => rule).sort()).toEqual(['cover', 'video']);
      expect(Object.values(work.can)).not.toContain(true);
    }
    const {submissions} = (await execute(f.service, {query: list, variables: {c: campaignId}, caller})).expectData();
    expect(submissions.totalCount).toBe(seesAll ? 2 : 1);
  });

  it('and which files, by reference: nothing of a work that is hidden, and no document of one that is public', async () => {
    const asked = async (caller: Caller) => {
      const everything = await Promise.all([chosen, other].map((id) => ask(system, id)));
      const assets = everything.flatMap((work) => work.assets) as {id: string}[];
      const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Asset { rule url } } }';
      const variables = {r: assets.map(({id}) => ({__typename: 'Asset', id}))};
      const {_entities} = (await execute(f.service, {query, variables, caller})).expectData();
      return _entities.map((asset: {rule: string} | null) => asset?.rule ?? null);
    };
    expect(await asked(anonymous('r'))).toEqual(['video', 'cover', null, null, null, null]);
    expect(await asked(as('UNIT_ADMIN', 'wh'))).toEqual(['video', 'cover', null, null, null, null]);
    expect(await asked(as('UNIT_ADMIN', 'hf'))).not.toContain(null);
  });

  it('answers a reference to a hidden work as one to none', async () => {
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Submission { title } } }';
    const variables = {r: [chosen, other, 'nothing'].map((id) => ({__typename: 'Submission', id}))};
    const {_entities} = (await execute(f.service, {query, variables, caller: anonymous('r')})).expectData();
    expect(_entities).toEqual([{title: '歌 甲'}, null, null]);
  });

  it('answers acts on a hidden work as on none, and on a public one as not permitted', async () => {
    const handIn = 'mutation ($id: ID!) { handIn(submissionId: $id) { id } }';
    const caller = as('UNIT_ADMIN', 'wh');
    for (const [id, code] of [
      [other, 'NOT_FOUND'],
      ['nothing', 'NOT_FOUND'],
      [chosen, 'NOT_PERMITTED'],
    ]) {
      (await execute(f.service, {query: handIn, variables: {id}, caller})).expectRefusal(code);
    }
  });

  it('keeps who recommended a work from the public, as a condition too', async () => {
    const variables = {c: campaignId, f: {recommendedById: org('hf').id}};
    const count = async (caller: Caller) =>
      (await execute(f.service, {query: list, variables, caller})).expectData().submissions.totalCount;
    expect([await count(anonymous('r')), await count(as('UNIT_ADMIN', 'hf'))]).toEqual([0, 2]);
  });
});

describe.each(engines)('lists of works on %s', (engine) => {
  let f: Fixture;
  const caller = as('AUDITOR', 'ah');
  beforeAll(async () => {
    f = await fixture(engine);
    for (const unit of ['mill', 'rail', 'port']) {
      await f.poems(unit, 3);
      f.clock.advance(1000);
    }
    await f.poems('tea', 2, false);
  });
  afterAll(() => f.close());
  const page = async (filter: object, n = 50, a?: string) =>
    (await execute(f.service, {query: list, variables: {c: campaignId, f: filter, n, a}, caller})).expectData()
      .submissions;

  it.each([
    ['all', {}, 11],
    ['a city with all below it', {organisationId: org('hf').id}, 6],
    ['a unit that is not there', {organisationId: 'nowhere'}, 0],
    ['drafts', {states: ['DRAFT']}, 2],
    ['no state at all', {states: []}, 0],
    ['a track without works', {trackKey: 'song'}, 0],
    ['part of a title', {search: '第3'}, 3],
    ['part of an author', {search: 'rail'}, 3],
    ['a number', {search: 'poem-0004'}, 1],
    ['signs that mean something to the database', {search: '%'}, 0],
    ['quotes', {search: "'; DROP TABLE submission; --"}, 0],
  ])('hold %s', async (_what, filter, count) => {
    const {totalCount, nodes} = await page(filter);
    expect([totalCount, nodes.length]).toEqual([count, count]);
  });

  it.each(['NUMBER', 'TITLE', 'HANDED_IN_LATEST'])(
    'in the order %s, page by page, hold everything once',
    async (sort) => {
      const whole = (await page({sort})).nodes;
      const parts: object[] = [];
      let after: string | undefined;
      for (let turn = 0; turn < 10; turn++) {
        const {nodes, pageInfo} = await page({sort}, 3, after);
        parts.push(...nodes);
        after = pageInfo.endCursor;
        if (!pageInfo.hasNextPage) break;
      }
      expect(parts).toEqual(whole);
      expect(parts).toHaveLength(11);
    },
  );

  it.each([
    '',
    'x',
    'WyJOIl0',
    Buffer.from('["N","poem",{"a":1}]').toString('base64url'),
    Buffer.from('["T","poem","x"]').toString('base64url'),
  ])('refuse the forged cursor %j', async (after) => {
    const answer = await execute(f.service, {query: list, variables: {c: campaignId, f: {}, n: 3, a: after}, caller});
    answer.expectRefusal('CURSOR_INVALID');
  });
});
