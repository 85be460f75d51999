import {newId} from '@concours/kernel/ids';
import {accountWith, grantOf} from '@concours/kernel/testing/callers';
import {execute} from '@concours/kernel/testing/execute';
import {engines} from '@concours/kernel/testing/scratch-database';
import type {RoundDefinition} from '@concours/schema/definition/round';
import {closesAt, contest, type Contest} from '../../testing/contest.js';

const round: RoundDefinition = {
  key: 'semi-final',
  name: {zh: '复赛', en: 'Semi-final'},
  track: 'song',
  entries: {shortlist: true},
  stage: 'online-vote',
  components: [
    {
      key: 'judges',
      name: {zh: '评委', en: 'Judges'},
      weight: '100',
      from: 'PANEL',
      criteria: [{key: 'singing', name: {zh: '演唱', en: 'Singing'}, most: '100'}],
    },
  ],
  ties: ['LOT'],
};

/** 000 and 002(ii): a city hosts a track and recommends works to it (A29). */
describe.each(engines)('judges of a unit that takes part, on %s', (engine) => {
  let c: Contest;
  const owner = accountWith(grantOf('CAMPAIGN_OWNER', 'ah.'));
  const cityJudge = accountWith(grantOf('JUDGE', 'ah.'));
  const provincial = accountWith(grantOf('JUDGE', 'ah.'));
  const expert = accountWith(grantOf('JUDGE', 'ah.'));
  const city = newId();
  const province = newId();

  const run = (query: string, variables: Record<string, unknown>, caller = owner) =>
    execute(c.service, {query, variables, caller});
  const seat = (judges: {accountId: string; name: string; organisationId?: string}[]) =>
    run('mutation ($input: PanelInput!) {assignJudges(input: $input) {progress {judge recused organisation {id}}}}', {
      input: {roundId: c.roundId, judges},
    });
  const save = (entryId: string, points: string, caller: typeof owner) =>
    run(
      'mutation ($input: ScoreInput!) {saveScore(input: $input) {recused}}',
      {input: {roundId: c.roundId, entryId, scores: [{criterion: 'singing', points}]}},
      caller,
    );
  const sheets = async (caller: typeof owner, pendingOnly = false) =>
    (
      await run(
        'query ($id: ID!, $pendingOnly: Boolean!) {round(id: $id) {judging {mine {done total recused} sheets(pendingOnly: $pendingOnly) {nodes {recused entry {id}}}}}}',
        {id: c.roundId, pendingOnly},
        caller,
      )
    ).expectData().round.judging;

  beforeAll(async () => {
    c = await contest({engine, entries: 3, rounds: [round]});
    await c.apply({stages: [{key: 'online-vote', opensAt: '2024-08-06T16:00:00.000Z', closesAt}]});
    const place = (id: string, path: string, parentId: string | null) =>
      c.tell('OrganisationChanged', id, {
        ...{id, code: path.slice(0, -1), path, parentId, kind: 'FEDERATION', level: 'CITY', closed: false},
        ...{name: {zh: path, en: path}, shortName: {zh: path, en: path}},
      });
    await place(province, 'ah.', null);
    await place(city, 'ah.hf.', province);
    await place(c.works[0]!.organisationId, 'ah.hf.feidong.', city);
    await place(c.works[1]!.organisationId, 'ah.bz.', province);
    await place(c.works[2]!.organisationId, 'ah.lu.', province);
    for (const work of c.works) await c.tell('SubmissionChanged', work.id, work);
    await c.closeShortlist();
  });
  afterAll(() => c.close());

  it('is seated with its unit; one that nobody knows is refused whole', async () => {
    (await seat([{accountId: cityJudge.id!, name: '甲', organisationId: newId()}])).expectRefusal('INPUT_INVALID');
    const {progress} = (
      await seat([
        {accountId: cityJudge.id!, name: '甲', organisationId: city},
        {accountId: provincial.id!, name: '乙', organisationId: province},
        {accountId: expert.id!, name: '丙'},
      ])
    ).expectData().assignJudges;
    expect(progress).toEqual([
      {judge: '甲', recused: 1, organisation: {id: city}},
      // everything is below the owner: its own people would be left with nothing
      {judge: '乙', recused: 0, organisation: {id: province}},
      {judge: '丙', recused: 0, organisation: null},
    ]);
  });

  it('does not score works of its own unit or of those below it, and has them done without a sheet', async () => {
    const {sheets: all, mine} = await sheets(cityJudge);
    expect(all.nodes.map((sheet: {recused: boolean}) => sheet.recused)).toEqual([true, false, false]);
    expect(mine).toEqual({done: 1, total: 3, recused: 1});
    expect((await sheets(cityJudge, true)).sheets.nodes).toHaveLength(2);
    const [own, ...others] = all.nodes.map((sheet: {entry: {id: string}}) => sheet.entry.id);
    (await save(own, '100', cityJudge)).expectRefusal('JUDGING_OWN_UNIT');
    for (const [index, entryId] of others.entries()) (await save(entryId, `${80 + index}`, cityJudge)).expectData();
    const handIn = 'mutation ($id: ID!) {handInScores(roundId: $id) {done total handedIn}}';
    expect((await run(handIn, {id: c.roundId}, cityJudge)).expectData().handInScores).toEqual({
      ...{done: 3, total: 3, handedIn: true},
    });
  });

  it('no longer counts with works of a unit that is told later on', async () => {
    const entries = (await sheets(expert)).sheets.nodes.map((sheet: {entry: {id: string}}) => sheet.entry.id);
    for (const entryId of entries) (await save(entryId, '60', expert)).expectData();
    const raw = async () =>
      (await run('query ($id: ID!) {round(id: $id) {standing {rows {entry {number} scores {raw}}}}}', {id: c.roundId}))
        .expectData()
        .round.standing.rows.map((row: {entry: {number: string}; scores: {raw: string}[]}) => [
          row.entry.number,
          row.scores[0]?.raw,
        ])
        .sort();
    const before = await raw();
    expect(before.find(([number]: [string]) => number === '002')[1]).toBe('70.0000');
    (await seat([{accountId: expert.id!, name: '丙', organisationId: c.works[1]!.organisationId}])).expectData();
    expect((await raw()).find(([number]: [string]) => number === '002')[1]).toBe('80.0000');
    expect((await sheets(expert)).mine).toEqual({done: 3, total: 3, recused: 1});
  });
});
