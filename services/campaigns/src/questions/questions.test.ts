import {systemCaller, type Caller} from '@concours/kernel/identity';
import {accountWith} from '@concours/kernel/testing/callers';
import {execute} from '@concours/kernel/testing/execute';
import {engines} from '@concours/kernel/testing/scratch-database';
import {planSource, type World, world} from '../../testing/world.js';

const ASK = `mutation ($id: ID!, $track: String, $unit: ID!, $text: String!) {
  askQuestion(campaignId: $id, trackKey: $track, organisationId: $unit, text: $text) {id version}}`;
const ANSWER = `mutation ($of: ID!, $version: Int!, $answer: String!, $publish: Boolean!, $publicText: String) {
  answerQuestion(id: $of, version: $version, answer: $answer, publish: $publish, publicText: $publicText) {version publishedAt}}`;
const RETRACT = 'mutation ($of: ID!) {retractClarification(id: $of, reason: "r") {publishedAt}}';
const LIST =
  'query ($id: ID!, $waiting: Boolean) {questions(campaignId: $id, waiting: $waiting) {totalCount nodes {text answer}}}';
const PUBLIC = `query ($id: ID!, $track: String) {campaign(id: $id) {
  clarifications(trackKey: $track) {nodes {question answer trackKey amendedAt}}}}`;

describe.each(engines)('questions, on %s', (engine) => {
  let w: World;
  let campaignId: string;
  beforeEach(async () => {
    w = await world(engine);
    await w.growFor(planSource);
    await w.grow('hefei.mill', 'ah.hefei');
    campaignId = (await w.slices.definitions.apply(systemCaller(), planSource, null)).id;
  });
  afterEach(() => w.close());

  const run = (query: string, variables: object, caller: Caller) =>
    execute(w.service, {query, variables: {id: campaignId, ...variables}, caller});
  const owner = () => w.caller('CAMPAIGN_OWNER', 'ah');
  const asked = async (code: string, text: string, track: string | null = null) => {
    const answer = await run(ASK, {track, unit: w.of(code).id, text}, w.caller('UNIT_REPORTER', code));
    return (answer.expectData() as {askQuestion: {id: string; version: number}}).askQuestion;
  };
  const answer = (of: string, version: number, more: object = {}, caller = owner()) =>
    run(ANSWER, {of, version, answer: '可以', publish: false, ...more}, caller);
  const published = async (track: string | null = null) => {
    const {campaign} = (await run(PUBLIC, {track}, accountWith())).expectData() as {
      campaign: {clarifications: {nodes: {question: string}[]}};
    };
    return campaign.clarifications.nodes;
  };
  const seen = async (caller: Caller, waiting: boolean | null = null) => {
    const {questions} = (await run(LIST, {waiting}, caller)).expectData() as {questions: {nodes: {text: string}[]}};
    return questions.nodes.map(({text}) => text);
  };

  it('are answered, and published without the asker in other words where that is wanted', async () => {
    const {id, version} = await asked('hefei.mill', '我们厂能交两件吗', 'poster');
    expect(await seen(owner(), true)).toHaveLength(1);
    (await answer(id, version)).expectData();
    expect([await seen(owner(), true), await seen(owner(), false), await published()]).toEqual([
      [],
      ['我们厂能交两件吗'],
      [],
    ]);
    (await answer(id, 2, {publish: true, publicText: '一个单位能交几件'})).expectData();
    expect(await published()).toEqual([
      {question: '一个单位能交几件', answer: '可以', trackKey: 'poster', amendedAt: null},
    ]);
    (await answer(id, 3, {answer: '可以，最多三件', publish: true, publicText: '一个单位能交几件'})).expectData();
    expect(await published('poster')).toMatchObject([
      {answer: '可以，最多三件', amendedAt: w.clock.now().toISOString()},
    ]);
    expect(await published('song')).toEqual([]);
    (await run(RETRACT, {of: id}, owner())).expectData();
    expect(await published()).toEqual([]);
  });

  it('are read by the unit, those above it, and those who answer: a host those of its track', async () => {
    await asked('hefei.mill', '关于海报', 'poster');
    await asked('hefei.mill', '关于全部');
    const both = ['关于全部', '关于海报'];
    expect(await seen(w.caller('UNIT_REPORTER', 'hefei.mill'))).toEqual(both);
    expect(await seen(w.caller('UNIT_ADMIN', 'ah.hefei'))).toEqual(both);
    expect(await seen(w.caller('TRACK_HOST', 'ah'))).toEqual(both);
    expect(await seen(w.caller('TRACK_HOST', 'ah', `${campaignId}/poster`))).toEqual(['关于海报']);
    for (const one of [
      w.caller('UNIT_ADMIN', 'ah.huaibei'),
      w.caller('TRACK_HOST', 'ah', `${campaignId}/song`),
      accountWith(),
    ])
      expect(await seen(one)).toEqual([]);
  });

  it('are answered by who runs the campaign or hosts the track; to others they are not there', async () => {
    const {id, version} = await asked('hefei.mill', '关于海报', 'poster');
    (await answer(id, version, {}, w.caller('TRACK_HOST', 'ah', `${campaignId}/song`))).expectRefusal('NOT_FOUND');
    (await answer(id, version, {}, w.caller('UNIT_ADMIN', 'ah.hefei'))).expectRefusal('NOT_PERMITTED');
    (await answer(id, version, {}, w.caller('TRACK_HOST', 'ah', `${campaignId}/poster`))).expectData();
    (await answer(id, version)).expectRefusal('VERSION_CONFLICT');
    (await run(RETRACT, {of: id}, w.caller('TRACK_HOST', 'ah', `${campaignId}/song`))).expectRefusal('NOT_FOUND');
  });

  it('do not flood a desk: a unit that waits for ten answers asks no more', async () => {
    const open = [];
    for (let n = 0; n < 10; n++) open.push(await asked('hefei.mill', `第 ${n} 问`));
    const more = {track: null, unit: w.of('hefei.mill').id, text: '还有'};
    (await run(ASK, more, w.caller('UNIT_REPORTER', 'hefei.mill'))).expectRefusal('QUESTIONS_WAITING');
    (await answer(open[0].id, 1)).expectData();
    await asked('hefei.mill', '还有');
  });

  it('are about something that is there, in words', async () => {
    const caller = w.caller('UNIT_REPORTER', 'hefei.mill');
    const unit = w.of('hefei.mill').id;
    (await run(ASK, {track: 'none', unit, text: 'x'}, caller)).expectRefusal('NOT_FOUND');
    (await run(ASK, {track: null, unit, text: ' '}, caller)).expectRefusal('INPUT_INVALID');
    (await run(ASK, {track: null, unit, text: '字'.repeat(1_001)}, caller)).expectRefusal('INPUT_INVALID');
    (await run(ASK, {track: null, unit: w.of('ah.huaibei').id, text: 'x'}, caller)).expectRefusal('NOT_PERMITTED');
  });
});
