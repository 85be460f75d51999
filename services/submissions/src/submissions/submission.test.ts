import {OutboxRow} from '@concours/kernel/events/outbox';
import type {Caller} from '@concours/kernel/identity';
import {execute} from '@concours/kernel/testing/execute';
import {engines} from '@concours/kernel/testing/scratch-database';
import {as, campaignId, codeOf, definition, fixture, type Fixture, intake, org, system} from '../../testing/fixture.js';
import {attach} from '../../testing/uploads.js';
import {png, video} from '@concours/kernel/testing/sample-media';
import type {SubmissionInput} from './submission.inputs.js';

const reporter = as('UNIT_REPORTER', 'mill');
const song: Omit<SubmissionInput, 'check'> = {
  campaignId,
  trackKey: 'song',
  organisationId: org('mill').id,
  title: '江淮号子',
  author: '张三',
  performers: 1,
  fields: [{key: 'phone', value: '000-1'}],
};
const input = (change: Partial<SubmissionInput> = {}): SubmissionInput => ({
  ...song,
  ...change,
  check: () => undefined,
});

describe.each(engines)('works on %s', (engine) => {
  let f: Fixture;
  beforeEach(async () => {
    f = await fixture(engine);
  });
  afterEach(() => f.close());
  const create = (change: Partial<SubmissionInput> = {}, caller: Caller = reporter) =>
    f.service.slices.submissions.create(caller, input(change));
  const ready = async (change: Partial<SubmissionInput> = {}) => {
    const work = await create(change);
    await attach(f, reporter, work.id, 'video', await video(), 'a.mp4');
    await attach(f, reporter, work.id, 'cover', png(), 'a.png');
    await f.service.slices.consents.give(reporter, work.id, '2024-1', '张三');
    return work.id;
  };

  it('begin as drafts with numbers that no two share, however many are made at once', async () => {
    const works = await Promise.all(Array.from({length: 12}, () => create()));
    expect(works.every(({state}) => state === 'DRAFT')).toBe(true);
    expect(works.map(({number}) => number).sort()).toEqual(
      Array.from({length: 12}, (_, n) => `song-${String(n + 1).padStart(4, '0')}`),
    );
  });

  it('change on the version that was read, and on no other', async () => {
    const {id} = await create();
    const amend = (version: number, title: string) =>
      f.service.slices.submissions.amend(reporter, {id, version, title, check: () => undefined});
    const outcomes = await Promise.all([codeOf(amend(1, '甲')), codeOf(amend(1, '乙'))]);
    expect(outcomes.sort()).toEqual(['DONE', 'VERSION_CONFLICT']);
    expect((await amend(2, '丙')).version).toBe(3);
  });

  it('are handed in when everything is there, and not before', async () => {
    const {submissions, consents} = f.service.slices;
    const {id} = await create({fields: []});
    const handIn = () => submissions.handIn(reporter, id);
    await expect(handIn()).rejects.toMatchObject({
      code: 'SUBMISSION_INCOMPLETE',
      extensions: {facts: {missing: ['phone', 'video', 'cover']}},
    });
    await submissions.amend(reporter, {
      id,
      version: 1,
      fields: [{key: 'phone', value: '000-1'}],
      check: () => undefined,
    });
    await attach(f, reporter, id, 'video', await video(), 'a.mp4');
    await attach(f, reporter, id, 'cover', png(), 'a.png');
    expect(await codeOf(handIn())).toBe('SUBMISSION_CONSENT_MISSING');
    expect(await codeOf(consents.give(reporter, id, '2023-9', '张三'))).toBe('CONSENT_VERSION_WRONG');
    await consents.give(reporter, id, '2024-1', '张三');
    expect((await handIn()).state).toBe('HANDED_IN');
    expect(await codeOf(handIn())).toBe('SUBMISSION_STATE_WRONG');
  });

  it('are judged again by the definition in force', async () => {
    const id = await ready();
    const tracks = definition.tracks.map((track) => ({
      ...track,
      assets: track.assets?.map((rule) => (rule.key === 'video' ? {...rule, duration: {below: 1}} : rule)),
    }));
    await f.applied({definition: {...definition, tracks}, definitionVersion: 2}, 2);
    await expect(f.service.slices.submissions.handIn(reporter, id)).rejects.toMatchObject({
      code: 'SUBMISSION_AGAINST_RULES',
      extensions: {facts: {findings: [{rule: 'video', code: 'ASSET_TOO_LONG'}]}},
    });
  });

  it.each([
    ['a millisecond before it opens', intake.opensAt, -1, 'SUBMISSION_INTAKE_NOT_OPEN'],
    ['as it opens', intake.opensAt, 0, 'DONE'],
    ['in its last millisecond', intake.closesAt, 0, 'DONE'],
    ['a millisecond after', intake.closesAt, 1, 'SUBMISSION_INTAKE_CLOSED'],
  ])("keep to the intake by the server's clock: %s", async (_when, at, ms, code) => {
    const [id] = await f.poems('mill', 1, false);
    f.clock.set(at);
    f.clock.advance(ms);
    expect(await codeOf(f.service.slices.submissions.handIn(reporter, id))).toBe(code);
  });

  it('are not handed in to a track that something holds, and are once it is released', async () => {
    const [id] = await f.poems('mill', 1, false);
    await f.applied({heldTracks: ['poem']}, 2);
    expect(await codeOf(f.service.slices.submissions.handIn(reporter, id))).toBe('TRACK_HELD');
    await f.applied({heldTracks: ['poster']}, 3);
    expect(await codeOf(f.service.slices.submissions.handIn(reporter, id))).toBe('DONE');
  });

  it("keep to the track's own deadline, and to a stage that was closed by hand", async () => {
    const poster = await create({trackKey: 'poster', fields: []});
    f.clock.set('2024-08-02T15:59:59.999Z');
    expect((await f.service.slices.submissions.handIn(reporter, poster.id)).state).toBe('HANDED_IN');
    const late = await create({trackKey: 'poster', fields: [], title: '二'});
    const closesAt = '2024-08-02T15:00:00.000Z';
    const overrides = [{stage: 'intake', opensAt: null, closesAt, reason: '提前截止'}];
    await f.applied({overrides, stages: [{key: 'intake', opensAt: intake.opensAt, closesAt}]}, 2);
    await expect(f.service.slices.submissions.handIn(reporter, late.id)).rejects.toMatchObject({
      code: 'SUBMISSION_INTAKE_CLOSED',
      extensions: {facts: {closedAt: closesAt}},
    });
  });

  it('are one per author and unit, also when two are handed in at once under names that differ in nothing', async () => {
    const ids = await Promise.all([ready({author: 'Zhang San'}), ready({author: 'ｚｈａｎｇ　san '})]);
    const outcomes = await Promise.all(ids.map((id) => codeOf(f.service.slices.submissions.handIn(reporter, id))));
    expect(outcomes.sort()).toEqual(['DONE', 'SUBMISSION_WORKS_PER_AUTHOR']);
    const works = await f.service.slices.access.many(system, ids);
    const handedIn = ids.find((id) => works.get(id)!.state === 'HANDED_IN')!;
    await f.service.slices.submissions.withdraw(reporter, handedIn, '换一首');
    const other = ids.find((id) => id !== handedIn)!;
    expect(await codeOf(f.service.slices.submissions.handIn(reporter, other))).toBe('DONE');
  });

  it('come back with a reason and go in again, every step kept', async () => {
    const [id] = await f.poems('mill', 1);
    const {submissions} = f.service.slices;
    expect(await codeOf(submissions.returnIt(reporter, id, '看看'))).toBe('NOT_PERMITTED');
    expect(await codeOf(submissions.returnIt(as('UNIT_ADMIN', 'hf'), id, ' '))).toBe('SUBMISSION_INVALID');
    expect(await submissions.returnIt(as('UNIT_ADMIN', 'hf'), id, '请补充')).toMatchObject({
      state: 'RETURNED',
      returnReason: '请补充',
      handedInAt: null,
    });
    await submissions.handIn(reporter, id);
    const {data} = await execute(f.service, {
      query: 'query ($id: ID!) { submission(id: $id) { history { kind by note organisation { id } } version } }',
      variables: {id},
      caller: reporter,
    });
    expect(data.submission.history.map((step: {kind: string}) => step.kind)).toEqual([
      'CREATED',
      'HANDED_IN',
      'RETURNED',
      'HANDED_IN',
    ]);
    expect(data.submission.history[2]).toMatchObject({by: 'Somebody', note: '请补充'});
  });

  it('announce each change with the full state and a rising version, and again when asked', async () => {
    const [id] = await f.poems('mill', 1);
    const own = (await f.events('SubmissionChanged')).filter(({subject}: OutboxRow) => subject === id);
    expect(own.map(({version}) => version)).toEqual([1, 2]);
    expect(own[1].payload).toMatchObject({
      id,
      campaignId,
      trackKey: 'poem',
      state: 'HANDED_IN',
      number: 'poem-0001',
      handedInAt: '2024-07-01T00:00:00.000Z',
    });
    const replayed: object[] = [];
    for await (const state of f.service.replay!.SubmissionChanged()) replayed.push(state);
    expect(replayed).toMatchObject([{subject: id, version: 2, payload: own[1].payload as object}]);
  });

  it('answer a definition once per version', async () => {
    await f.applied({stages: []}, 2);
    await f.applied({definitionVersion: 2}, 3);
    const told = await f.events('DefinitionAcknowledged');
    expect(told.map(({subject, version}) => [subject, version])).toEqual([
      [`${campaignId}:submissions`, 1],
      [`${campaignId}:submissions`, 2],
    ]);
  });
});

describe.each(engines)('a draft on %s', (engine) => {
  let f: Fixture;
  beforeAll(async () => {
    f = await fixture(engine);
  });
  afterAll(() => f.close());

  it.each([
    ['a unit of somebody else', {organisationId: org('port').id}, 'NOT_PERMITTED'],
    ['a unit that is not there', {organisationId: 'nowhere'}, 'NOT_FOUND'],
    ['a track that is not there', {trackKey: 'dance'}, 'NOT_FOUND'],
    ['a campaign that is not there', {campaignId: 'nothing'}, 'NOT_FOUND'],
    ['no title', {title: '  '}, 'SUBMISSION_INVALID'],
    ['a title of 120 characters, each of four bytes', {title: '𠮷'.repeat(120)}, 'DONE'],
    ['a title of 121', {title: '字'.repeat(121)}, 'SUBMISSION_INVALID'],
    ['a title that turns the writing direction', {title: 'a\u202eb'}, 'SUBMISSION_INVALID'],
    ['a title with an emoji', {title: '歌🎤声'}, 'DONE'],
    ['an author of 61', {author: '名'.repeat(61)}, 'SUBMISSION_INVALID'],
    ['a duet', {performers: 2}, 'SUBMISSION_INVALID'],
    ['nobody at all', {performers: 0}, 'SUBMISSION_INVALID'],
    ['a field the track does not have', {fields: [{key: 'shoe', value: '42'}]}, 'SUBMISSION_INVALID'],
    [
      'a field twice',
      {
        fields: [
          {key: 'about', value: 'a'},
          {key: 'about', value: 'b'},
        ],
      },
      'SUBMISSION_INVALID',
    ],
    ['ten characters and spaces', {fields: [{key: 'about', value: '一 二 三 四 五 六 七 八 九 𠮷'}]}, 'DONE'],
    ['eleven characters', {fields: [{key: 'about', value: '一二三四五六七八九十一'}]}, 'SUBMISSION_INVALID'],
    ['a choice in either language', {fields: [{key: 'voice', value: 'Folk'}]}, 'DONE'],
    ['no choice of the list', {fields: [{key: 'voice', value: '美声'}]}, 'SUBMISSION_INVALID'],
  ])('answers to %s as it should', async (_what, change, code) => {
    expect(await codeOf(f.service.slices.submissions.create(reporter, input(change)))).toBe(code);
  });
});
