import {createHash} from 'node:crypto';
import {newId} from '@concours/kernel/ids';
import {accountWith, grantOf} from '@concours/kernel/testing/callers';
import {execute} from '@concours/kernel/testing/execute';
import {engines} from '@concours/kernel/testing/scratch-database';
import type {Definition} from '@concours/schema/definition/definition';
import type {RoundDefinition} from '@concours/schema/definition/round';
import {closesAt, contest, type Contest, semiFinal} from '../../testing/contest.js';
import type {Bundle} from '../standings/bundle.js';
import {verify} from '../standings/bundle.rules.js';

const criteria = [{key: 'singing', name: {zh: '演唱', en: 'Singing'}, most: '100'}];
const semi: RoundDefinition = {...semiFinal, cut: {to: 2, mode: 'EXACTLY', next: 'final'}};
const final: RoundDefinition = {
  key: 'final',
  name: {zh: '决赛', en: 'Final'},
  track: 'song',
  entries: {round: 'semi-final'},
  stage: 'final',
  components: [
    {key: 'judges', name: {zh: '评委', en: 'Judges'}, weight: '80', from: 'PANEL', criteria},
    {
      key: 'carried',
      name: {zh: '复赛投票', en: 'Vote'},
      weight: '6',
      from: 'ROUND',
      round: 'semi-final',
      carry: {component: 'vote'},
    },
    {key: 'quiz', name: {zh: '问答', en: 'Quiz'}, weight: '7', from: 'CLERK', most: '50'},
    {key: 'talent', name: {zh: '才艺', en: 'Talent'}, weight: '7', from: 'CLERK', most: '100'},
  ],
  ties: [{component: 'judges'}, 'LOT'],
};

const awards: Definition['awards'] = [
  {key: 'best', name: {zh: '最佳歌手', en: 'Best singer'}, to: 'ENTRY', count: 1, by: {round: 'final'}},
  {key: 'units', name: {zh: '优秀组织奖', en: 'Organising units'}, to: 'UNIT', count: 1},
];
const stages = [
  {key: 'online-vote', opensAt: '2024-08-06T16:00:00.000Z', closesAt},
  {key: 'final', opensAt: '2024-09-01T16:00:00.000Z', closesAt: '2024-09-02T15:59:59.999Z'},
];

describe.each(engines)('from judging to the published result, on %s', (engine) => {
  let c: Contest;
  const owner = accountWith(grantOf('CAMPAIGN_OWNER', 'ah.'));
  const second = accountWith(grantOf('CAMPAIGN_OWNER', 'ah.'));
  const clerk = accountWith(grantOf('CLERK', 'ah.'));
  const judge = accountWith(grantOf('JUDGE', 'ah.'));
  const other = accountWith(grantOf('JUDGE', 'ah.'));
  const stranger = accountWith(grantOf('JUDGE', 'ah.'));
  const unit = accountWith(grantOf('UNIT_ADMIN', 'ah.b1.'));

  const run = (query: string, variables: Record<string, unknown>, caller = owner) =>
    execute(c.service, {query, variables, caller});
  const save = (
    roundId: string,
    entryId: string,
    points: string | null,
    caller = judge,
    more: Record<string, unknown> = {},
  ) =>
    run(
      'mutation ($input: ScoreInput!) {saveScore(input: $input) {version total handedIn}}',
      {input: {roundId, entryId, scores: points === null ? [] : [{criterion: 'singing', points}], ...more}},
      caller,
    );
  const freeze = (roundId: string, caller = owner) =>
    run(
      'mutation ($id: ID!) {freezeResult(roundId: $id) {id digest state rows {rank total advances}}}',
      {id: roundId},
      caller,
    );
  const seat = (roundId: string, judges: {id: string | null}[], caller = owner) =>
    run(
      'mutation ($input: PanelInput!) {assignJudges(input: $input) {judges}}',
      {input: {roundId, judges: judges.map(({id}, n) => ({accountId: id, name: `评委${n + 1}`}))}},
      caller,
    );
  const entriesOf = async (roundId: string): Promise<{id: string; number: string}[]> =>
    (await run('query ($id: ID!) {round(id: $id) {entries {nodes {id number}}}}', {id: roundId})).expectData().round
      .entries.nodes;

  const called = (zh: string, en: string) =>
    Promise.all(
      [...new Set(c.works.map(({organisationId}) => organisationId))].map((id) =>
        c.tell('OrganisationChanged', id, {
          ...{id, code: `u.${id.toLowerCase()}`, path: `ah.${id}.`, parentId: null, kind: 'FEDERATION', level: 'CITY'},
          ...{closed: false, name: {zh, en}, shortName: {zh: zh.slice(0, 2), en}},
        }),
      ),
    );

  beforeAll(async () => {
    c = await contest({engine, entries: 3, rounds: [semi, final], awards});
    await c.apply({stages});
    await called('巢湖市总工会', 'Chaohu');
    for (const work of c.works) await c.tell('SubmissionChanged', work.id, work);
    await c.closeShortlist();
  });
  afterAll(() => c.close());

  test('a panel is seated by who steers the round and by nobody else', async () => {
    (await seat(c.roundId, [judge], unit)).expectRefusal('NOT_PERMITTED');
    expect((await seat(c.roundId, [judge, other])).expectData().assignJudges.judges).toBe(2);
    expect((await seat(c.roundId, [judge])).expectData().assignJudges.judges).toBe(2);
  });

  test.each(['100.0001', '-0', '１００', '1e2', '', 'NaN'])('points of %j are refused', async (points) => {
    const [entry] = await entriesOf(c.roundId);
    (await save(c.roundId, entry!.id, points)).expectRefusal('JUDGING_POINTS_INVALID');
  });

  test('a judge without a seat, and one who is none, cannot score', async () => {
    const [entry] = await entriesOf(c.roundId);
    (await save(c.roundId, entry!.id, '90', stranger)).expectRefusal('JUDGING_NOT_SEATED');
    (await save(c.roundId, entry!.id, '90', unit)).expectRefusal('NOT_PERMITTED');
    (await save(c.roundId, newId(), '90')).expectRefusal('JUDGING_ENTRY_UNKNOWN');
  });

  test('a sheet is saved as it grows, and a second tab does not overwrite it', async () => {
    const [entry] = await entriesOf(c.roundId);
    expect((await save(c.roundId, entry!.id, null)).expectData().saveScore).toEqual({
      version: 1,
      total: null,
      handedIn: false,
    });
    expect((await save(c.roundId, entry!.id, '90.5', judge, {version: 1})).expectData().saveScore).toMatchObject({
      version: 2,
      total: '90.5000',
    });
    (await save(c.roundId, entry!.id, '10', judge, {version: 1})).expectRefusal('VERSION_CONFLICT');
  });

  test('sheets are the own ones: nobody sees another judge’s', async () => {
    const query = '{round(id: "ROUND") {judging {sheets {nodes {total}} progress {judge done total}}}}'.replace(
      'ROUND',
      c.roundId,
    );
    const own = (await run(query, {}, judge)).expectData().round.judging;
    expect(own.sheets.nodes.map((sheet: {total: string | null}) => sheet.total)).toEqual(['90.5000', null, null]);
    expect(own.progress).toEqual([{judge: '评委1', done: 1, total: 3}]);
    const its = (await run(query, {}, other)).expectData().round.judging;
    expect(its.sheets.nodes.every((sheet: {total: string | null}) => sheet.total === null)).toBe(true);
    expect((await run(query, {}, owner)).expectData().round.judging.progress).toHaveLength(2);
    expect((await run(query, {}, stranger)).expectData().round.judging).toEqual({sheets: {nodes: []}, progress: []});
  });

  test('sheets are handed in whole, an abstention included, and stay as they are', async () => {
    const [a, b, d] = await entriesOf(c.roundId);
    (await run('mutation ($id: ID!) {handInScores(roundId: $id) {done}}', {id: c.roundId}, judge)).expectRefusal(
      'JUDGING_INCOMPLETE',
    );
    for (const [entry, mine, theirs] of [
      [a, '90.5', '89.5'],
      [b, '80', '82'],
      [d, '81', '81'],
    ] as const) {
      (await save(c.roundId, entry!.id, mine)).expectData();
      (await save(c.roundId, entry!.id, theirs, other, entry === b ? {conflict: true} : {})).expectData();
    }
    for (const caller of [judge, other]) {
      const {handInScores} = (
        await run('mutation ($id: ID!) {handInScores(roundId: $id) {done total handedIn}}', {id: c.roundId}, caller)
      ).expectData();
      expect(handInScores).toEqual({done: 3, total: 3, handedIn: true});
    }
    (await save(c.roundId, a!.id, '1')).expectRefusal('JUDGING_HANDED_IN');
  });

  test('the live standing is for who may read the round, and explains every number', async () => {
    const query =
      'query ($id: ID!) {round(id: $id) {standing {provisional rows {rank total entry {number explanation {steps {component raw score weighted formula}}} scores {component raw score}}}}}';
    (await run(query, {id: c.roundId}, unit)).expectRefusal('NOT_PERMITTED');
    const {standing} = (await run(query, {id: c.roundId})).expectData().round;
    expect(standing.provisional).toBe(true);
    expect(standing.rows.map((row: {rank: number; total: string}) => [row.rank, row.total])).toEqual([
      [1, '54.0000'],
      [2, '48.6000'],
      [3, '48.0000'],
    ]);
    expect(standing.rows[0].entry.explanation.steps[1]).toMatchObject({
      component: 'judges',
      raw: '90.0000',
      score: '90.0000',
      weighted: '54.0000',
    });
  });

  test('a result is frozen once, after the end, and admits exactly those within the cut', async () => {
    (await freeze(c.roundId)).expectRefusal('RESULT_TOO_EARLY');
    c.clock.set(closesAt);
    (await freeze(c.roundId)).expectRefusal('RESULT_TOO_EARLY');
    c.clock.set('2024-08-16T16:00:00.000Z');
    (await freeze(c.roundId, unit)).expectRefusal('NOT_PERMITTED');
    const outcomes = await Promise.all([freeze(c.roundId), freeze(c.roundId, second)]);
    expect(outcomes.filter(({errors}) => !errors)).toHaveLength(1);
    outcomes.find(({errors}) => errors)!.expectRefusal('RESULT_FROZEN_ALREADY');
    const frozen = outcomes.find(({errors}) => !errors)!.expectData().freezeResult;
    expect(frozen.rows.map((row: {advances: boolean}) => row.advances)).toEqual([true, true, false]);
    expect(await entriesOf(`${c.campaignId}:final`)).toHaveLength(2);
    expect((await run('query ($id: ID!) {round(id: $id) {state}}', {id: c.roundId})).expectData().round.state).toBe(
      'FROZEN',
    );
  });

  test('the final weighs 80/6/7/7 with the vote carried over, and freezes only when every score is there', async () => {
    const roundId = `${c.campaignId}:final`;
    c.clock.set('2024-09-02T12:00:00.000Z');
    const [a, b] = await entriesOf(roundId);
    (await seat(roundId, [judge])).expectData();
    for (const [entry, points] of [
      [a, '88'],
      [b, '90'],
    ] as const)
      (await save(roundId, entry!.id, points)).expectData();
    const record = (entryId: string, component: string, points: string, caller = clerk) =>
      run(
        'mutation ($input: PointsInput!) {recordPoints(input: $input) {number}}',
        {input: {roundId, entryId, component, points}},
        caller,
      );
    (await record(a!.id, 'quiz', '50', unit)).expectRefusal('NOT_PERMITTED');
    (await record(a!.id, 'quiz', '50.1')).expectRefusal('JUDGING_POINTS_INVALID');
    for (const [entry, quiz, talent] of [
      [a, '40', '85'],
      [b, '50', '60'],
    ] as const) {
      (await record(entry!.id, 'quiz', quiz)).expectData();
      if (entry === a) (await record(entry.id, 'talent', talent)).expectData();
    }
    c.clock.set('2024-09-02T16:00:00.000Z');
    expect((await freeze(roundId)).expectRefusal('RESULT_COMPONENT_MISSING')).toMatchObject({count: 1});
    c.clock.set('2024-09-02T15:00:00.000Z');
    (await record(b!.id, 'talent', '60')).expectData();
    const recorded = async (caller: typeof owner) =>
      (
        await run(
          'query ($id: ID!) {round(id: $id) {ties scoringClosesAt judging {recorded {component points entry {id}}}}}',
          {id: roundId},
          caller,
        )
      ).expectData().round;
    const seen = await recorded(clerk);
    expect(seen.judging.recorded).toHaveLength(4);
    expect(seen.judging.recorded).toContainEqual({component: 'talent', points: '60', entry: {id: b!.id}});
    expect(await recorded(owner)).toEqual(seen);
    expect((await recorded(judge)).judging.recorded).toEqual([]);
    expect(seen).toMatchObject({ties: ['judges', 'LOT'], scoringClosesAt: '2024-09-02T15:59:59.999Z'});
    c.clock.set('2024-09-02T16:00:00.000Z');
    // 88·80 + 0·6 + 80·7 + 85·7 and 90·80 + 0·6 + 100·7 + 60·7, per cent
    expect((await freeze(roundId)).expectData().freezeResult.rows.map((row: {total: string}) => row.total)).toEqual([
      '83.2000',
      '81.9500',
    ]);
  });

  test('a result is shown for its working days, then published by a second person, with a bundle that verifies', async () => {
    const roundId = `${c.campaignId}:final`;
    const ask = 'query ($id: ID!) {round(id: $id) {result {id digest state noticeUntil bundle}}}';
    expect((await run(ask, {id: roundId}, unit)).expectData().round.result).toBeNull();
    const {id, digest} = (await run(ask, {id: roundId})).expectData().round.result;
    const act = (name: string, caller: typeof owner) =>
      run(`mutation ($id: ID!) {${name}(resultId: $id) {state noticeUntil}}`, {id}, caller);
    (await act('publishResult', second)).expectRefusal('RESULT_WRONG_STATE');
    (await act('beginPublicNotice', unit)).expectRefusal('NOT_PERMITTED');
    // Tuesday the 3rd in Shanghai; five working days end with Tuesday the 10th
    expect((await act('beginPublicNotice', owner)).expectData().beginPublicNotice).toEqual({
      state: 'ON_NOTICE',
      noticeUntil: '2024-09-10T15:59:59.999Z',
    });
    expect((await run(ask, {id: roundId}, unit)).expectData().round.result).toMatchObject({
      state: 'ON_NOTICE',
      bundle: null,
    });
    (await act('publishResult', second)).expectRefusal('RESULT_NOTICE_RUNNING');
    c.clock.set('2024-09-10T16:00:00.000Z');
    (await act('publishResult', owner)).expectRefusal('RESULT_SECOND_PERSON');
    (await act('publishResult', second)).expectData();
    const {bundle} = (await run(ask, {id: roundId}, unit)).expectData().round.result;
    const hash = (text: string) => createHash('sha256').update(text).digest('hex');
    expect(verify(bundle as Bundle, digest, hash)).toEqual({differences: [], digestMatches: true});
    expect(JSON.stringify(bundle)).not.toContain(judge.id);
    (await save(roundId, bundle.entries[0].id, '1')).expectRefusal('JUDGING_NOT_OPEN');
  });

  test('a published result names its units as they were, whatever they are called later', async () => {
    const ask = `query ($id: ID!) {round(id: $id) {
      standing {rows {unit {name}}}
      result {digest bundle rows {organisation {id} unit {id name shortName english: name(language: EN)}}}}}`;
    const before = (await run(ask, {id: `${c.campaignId}:final`})).expectData().round;
    await called('合肥市巢湖总工会', 'Hefei Chaohu');
    const {result, standing} = (await run(ask, {id: `${c.campaignId}:final`})).expectData().round;
    for (const {organisation, unit: named} of result.rows)
      expect(named).toEqual({id: organisation.id, name: '巢湖市总工会', shortName: '巢湖', english: 'Chaohu'});
    expect(standing.rows[0].unit).toEqual({name: '巢湖市总工会'});
    expect(result).toEqual(before.result);
    // the names are part of the proof
    const hash = (text: string) => createHash('sha256').update(text).digest('hex');
    const [unitId] = Object.keys(result.bundle.units as object);
    const forged = {...result.bundle, units: {[unitId!]: {name: {zh: '别人', en: ''}, shortName: {zh: '', en: ''}}}};
    expect(verify(forged as Bundle, result.digest, hash).digestMatches).toBe(false);
    expect(verify({...result.bundle, units: undefined} as Bundle, result.digest, hash).differences).toEqual([]);
  });

  test('what is decided by hand is public with the last result, not before it', async () => {
    const unitId = newId();
    await c.tell('OrganisationChanged', unitId, {
      ...{id: unitId, code: 'ah.b2', path: 'ah.b2.', parentId: null, kind: 'FEDERATION', level: 'CITY', closed: false},
      ...{name: {zh: '二市总工会', en: 'Second City'}, shortName: {zh: '二市', en: 'Second'}},
    });
    const decide = (award: string, organisationIds: string[], caller = owner) =>
      run(
        `mutation ($campaign: ID!, $award: String!, $units: [ID!]!) {
          decideAward(campaignId: $campaign, award: $award, organisationIds: $units) {provisional recipients {organisation {id}}}}`,
        {campaign: c.campaignId, award, units: organisationIds},
        caller,
      );
    (await decide('units', [unitId], unit)).expectRefusal('NOT_PERMITTED');
    (await decide('best', [unitId])).expectRefusal('AWARD_BY_STANDING');
    (await decide('units', [newId()])).expectRefusal('AWARD_RECIPIENT_UNKNOWN');
    (await decide('units', [unitId, newId()])).expectRefusal('AWARD_TOO_MANY');
    const given = {provisional: true, recipients: [{organisation: {id: unitId}}]};
    expect((await decide('units', [unitId])).expectData().decideAward).toEqual(given);

    const seen = async (caller: typeof owner) =>
      (
        await run(
          `query ($r: [_Any!]!) {_entities(representations: $r) {... on Campaign {awards {key provisional recipients {organisation {id}}}}}}`,
          {r: [{__typename: 'Campaign', id: c.campaignId}]},
          caller,
        )
      ).expectData()._entities[0].awards as {key: string; provisional: boolean; recipients: unknown[]}[];
    const publicly = await seen(unit);
    expect(publicly.map(({key, recipients}) => [key, recipients.length])).toEqual([
      ['best', 1],
      ['units', 0],
    ]);
    expect((await seen(second))[1]).toEqual({key: 'units', ...given});

    const {round} = (await run('query ($id: ID!) {round(id: $id) {result {id}}}', {id: c.roundId})).expectData();
    const act = (name: string, caller: typeof owner) =>
      run(`mutation ($id: ID!) {${name}(resultId: $id) {state}}`, {id: round.result.id}, caller);
    (await act('beginPublicNotice', owner)).expectData();
    c.clock.set('2024-09-30T16:00:00.000Z');
    // the semi-final was frozen by one of two at the same time; whichever it was, this is another
    (await act('publishResult', accountWith(grantOf('PLATFORM_ADMIN', 'ah.')))).expectData();
    expect((await seen(unit))[1]).toEqual({key: 'units', ...given, provisional: false});
  });
});
