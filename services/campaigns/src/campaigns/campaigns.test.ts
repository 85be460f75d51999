import {systemCaller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {expectNoDrift} from '@concours/kernel/testing/expect-no-drift';
import {execute} from '@concours/kernel/testing/execute';
import {engines} from '@concours/kernel/testing/scratch-database';
import {OutboxRow} from '@concours/kernel/events/outbox';
import type {DefinitionApplied} from '@concours/schema/events';
import {datedFile, sourceOf} from '../../testing/dated-definition.js';
import {planSource, singerSource, type World, world} from '../../testing/world.js';
import {StageIntervention} from '../stages/stage-intervention.js';
import {Campaign} from './campaign.js';

const APPLY =
  'mutation ($source: String!, $reason: String) { applyDefinition(source: $source, reason: $reason) { id key definitionVersion } }';

describe.each(engines)('campaigns on %s', (engine) => {
  let w: World;
  const owner = (code = 'ah.sports-association') => w.caller('CAMPAIGN_OWNER', code);
  const apply = (source: string, reason?: string, caller = owner()) =>
    execute(w.service, {query: APPLY, variables: {source, reason}, caller});
  const applied = async (): Promise<DefinitionApplied[]> => {
    const rows = await w.database.read.find(OutboxRow, {where: {type: 'DefinitionApplied'}, order: {version: 'ASC'}});
    return rows.map(({payload}) => payload as DefinitionApplied);
  };

  beforeEach(async () => {
    w = await world(engine, '2024-06-20T10:00:00+08:00');
    await w.growFor(singerSource);
  });
  afterEach(() => w.close());

  it('have tables that are what the entities say', () => expectNoDrift(w.database));

  it('know those right above and below them, as far as the reader sees them', async () => {
    for (const [key, parents] of [
      ['ministry'],
      ['province', ['ministry']],
      ['city', ['province', 'ministry']],
    ] as const)
      await w.slices.definitions.apply(
        systemCaller(),
        sourceOf(datedFile(key, {parents: parents && [...parents]})),
        null,
      );
    const around = async (key: string, caller = w.caller('UNIT_REPORTER', 'ah')) => {
      const query = 'query ($key: String!) {campaign(key: $key) {parents {key} children {key}}}';
      const {campaign} = (await execute(w.service, {query, variables: {key}, caller})).expectData();
      return [campaign.parents, campaign.children].map((list: {key: string}[]) => list.map((each) => each.key));
    };
    expect(await around('ministry')).toEqual([[], ['city', 'province']]);
    expect(await around('city')).toEqual([['province', 'ministry'], []]);
    await w.database.write((manager) => manager.update(Campaign, {key: 'province'}, {publishedAt: null}));
    expect(await around('ministry')).toEqual([[], ['city']]);
    expect(await around('city')).toEqual([['ministry'], []]);
    expect(await around('ministry', owner('ah'))).toEqual([[], ['city', 'province']]);
  });

  it('begin with a definition, which is announced whole with its instants', async () => {
    const {applyDefinition} = (await apply(singerSource)).expectData();
    expect(applyDefinition).toMatchObject({key: 'anhui-singer-2024', definitionVersion: 1});
    const [event] = await applied();
    expect(event).toMatchObject({
      campaignId: applyDefinition.id,
      definitionVersion: 1,
      ownerPath: w.of('ah.sports-association').path,
      overrides: [],
    });
    expect(event.organisations['ah.culture-company']).toBe(w.of('ah.culture-company').id);
    expect(event.stages.find(({key}) => key === 'semi-final-vote')).toEqual({
      key: 'semi-final-vote',
      opensAt: '2024-08-06T16:00:00.000Z',
      closesAt: '2024-08-16T15:59:59.999Z',
    });
    expect(event.definition.rounds).toHaveLength(2);
  });

  it('are not changed by the same source again', async () => {
    const first = (await apply(singerSource)).expectData();
    expect((await apply(singerSource)).expectData()).toEqual(first);
    expect(await applied()).toHaveLength(1);
  });

  it('refuse a definition whole, with every problem and its line', async () => {
    const bad = singerSource.replace('weight: 40', 'weight: 41').replace('ah.news-portal]', 'ah.nobody]');
    const {problems} = (await apply(bad)).expectRefusal('DEFINITION_INVALID') as {
      problems: {code: string; line: number}[];
    };
    expect(problems.map(({code}) => code)).toEqual(['ORGANISATION_UNKNOWN', 'WEIGHTS_NOT_100']);
    expect(bad.split('\n')[problems[0].line - 1]).toContain('ah.nobody');
    expect(await w.database.read.count(Campaign)).toBe(0);
    expect(await applied()).toEqual([]);
  });

  it('are applied by those who may at the owner, and nobody else', async () => {
    (await apply(singerSource, undefined, w.caller('CAMPAIGN_OWNER', 'ah.culture-company'))).expectRefusal(
      'NOT_PERMITTED',
    );
    (await apply(singerSource, undefined, w.caller('UNIT_ADMIN', 'ah'))).expectRefusal('NOT_PERMITTED');
    (await execute(w.service, {query: APPLY, variables: {source: singerSource}})).expectRefusal('NOT_SIGNED_IN');
    (await apply(singerSource, undefined, w.caller('CAMPAIGN_OWNER', 'ah.sports-association', newId()))).expectRefusal(
      'NOT_PERMITTED',
    );
    (await apply(singerSource, undefined, w.caller('CAMPAIGN_OWNER', 'ah'))).expectData();
  });

  it('take another definition by two persons once a stage has opened, and keep every version', async () => {
    const {applyDefinition} = (await apply(singerSource)).expectData();
    (await apply(singerSource.replace('workingDays: 5', 'workingDays: 6'))).expectData();
    w.clock.set('2024-06-26T10:00:00+08:00');
    const later = singerSource.replace('workingDays: 5', 'workingDays: 7');
    expect((await apply(later, 'a holiday')).expectRefusal('SECOND_PERSON_NEEDED')).toEqual({stage: 'intake'});
    (await apply(singerSource.replace('workingDays: 5', 'workingDays: 6'))).expectData();
    await w.change(later, 'a holiday');
    const query =
      '{ campaign(key: "anhui-singer-2024") { id definitionVersion policies { publicNoticeWorkingDays } definition { version source reason } definitionVersions { version reason appliedBy digest inForce } } }';
    const {campaign} = (await execute(w.service, {query, caller: owner()})).expectData();
    expect(campaign).toMatchObject({
      id: applyDefinition.id,
      definitionVersion: 3,
      policies: {publicNoticeWorkingDays: 7},
      definition: {version: 3, source: later},
    });
    expect(
      campaign.definitionVersions.map(
        ({version, reason, inForce}: {version: number; reason: string; inForce: boolean}) => [version, reason, inForce],
      ),
    ).toEqual([
      [3, 'a holiday', false],
      [2, null, false],
      [1, null, false],
    ]);
    expect(new Set(campaign.definitionVersions.map(({digest}: {digest: string}) => digest)).size).toBe(3);
  });

  it('are in force by the newest version that both other services have acknowledged', async () => {
    const {applyDefinition} = (await apply(singerSource)).expectData();
    (await apply(singerSource.replace('workingDays: 5', 'workingDays: 6'))).expectData();
    const acknowledge = (service: 'submissions' | 'scoring', definitionVersion: number) => {
      const payload = {campaignId: applyDefinition.id, definitionVersion, service};
      const event = {
        id: newId(),
        type: 'DefinitionAcknowledged',
        subject: `${applyDefinition.id}:${service}`,
        version: definitionVersion,
        at: '',
        source: service,
        payload,
      };
      return w.slices.definitions.acknowledge(event);
    };
    await acknowledge('submissions', 2);
    expect(await w.slices.definitions.versionInForce(applyDefinition.id)).toBe(0);
    await acknowledge('scoring', 1);
    expect(await w.slices.definitions.versionInForce(applyDefinition.id)).toBe(1);
    await acknowledge('scoring', 2);
    await acknowledge('scoring', 1);
    expect(await w.slices.definitions.versionInForce(applyDefinition.id)).toBe(2);
  });

  it('take one of several definitions that are applied at once', async () => {
    (await apply(singerSource)).expectData();
    const answers = await Promise.all(
      [6, 7, 8, 9].map((days) => apply(singerSource.replace('workingDays: 5', `workingDays: ${days}`))),
    );
    const codes = answers.map(({errors}) => errors?.[0]?.extensions?.code ?? 'applied');
    expect(codes.filter((code) => code === 'applied').length).toBeGreaterThanOrEqual(1);
    expect(codes.every((code) => code === 'applied' || code === 'VERSION_CONFLICT')).toBe(true);
    const campaign = await w.slices.campaigns.byKey(systemCaller(), 'anhui-singer-2024');
    expect(campaign?.definitionVersion).toBe(1 + codes.filter((code) => code === 'applied').length);
  });

  it('begin once when two begin them at once', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => apply(singerSource)));
    const codes = answers.map(({errors}) => errors?.[0]?.extensions?.code ?? 'applied');
    expect(codes.filter((code) => code === 'applied').length).toBeGreaterThanOrEqual(1);
    expect(codes.every((code) => code === 'applied' || code === 'VERSION_CONFLICT')).toBe(true);
    expect(await w.database.read.count(Campaign)).toBe(1);
  });

  it('say what a definition would change without changing it', async () => {
    (await apply(singerSource)).expectData();
    const query =
      'query ($source: String!) { checkDefinition(source: $source) { id applicable problems { line code message message_en: message(language: EN) } changes { kind path before after } } }';
    const check = (source: string) => execute(w.service, {query, variables: {source}, caller: owner()});
    const {checkDefinition} = (await check(singerSource.replace('{to: 30,', '{to: 40,'))).expectData();
    expect(checkDefinition).toMatchObject({
      applicable: true,
      problems: [],
      changes: [{kind: 'CHANGED', path: 'rounds[semi-final].cut.to', before: '30', after: '40'}],
    });
    const bad = (await check(singerSource.replace('weight: 6\n', 'weight: 5\n'))).expectData().checkDefinition;
    expect(bad).toMatchObject({
      applicable: false,
      changes: [],
      problems: [
        {
          code: 'WEIGHTS_NOT_100',
          message: expect.stringContaining('占比之和须为 100'),
          message_en: expect.stringContaining('80 + 5 + 7 + 7 = 99'),
        },
      ],
    });
    expect(await applied()).toHaveLength(1);
    (await execute(w.service, {query, variables: {source: 'x'}})).expectRefusal('NOT_SIGNED_IN');
  });

  it('are announced again with the new path when their owner moves', async () => {
    (await apply(singerSource)).expectData();
    await w.grow('ah.associations', 'ah');
    await w.move('ah.sports-association', 'ah.associations');
    const events = await applied();
    expect(events.map(({ownerPath, definitionVersion}) => [ownerPath, definitionVersion])).toEqual([
      [expect.any(String), 1],
      [w.of('ah.sports-association').path, 1],
    ]);
  });

  it('show their calendar, tracks, hosts and policies to everybody', async () => {
    await w.growFor(planSource);
    (await apply(planSource, undefined, w.caller('CAMPAIGN_OWNER', 'ah'))).expectData();
    const query = `{ campaigns { key title(language: EN) timezone noticeNumber issuedOn clock owner { id } hosting { role organisations { id } }
      stages { id key state opensAt stated tentative } track(key: "poster") { id kind deadline name hosting { organisations { id } } rules criteria } tracks { key } plan { sums } } }`;
    const [campaign] = (await execute(w.service, {query})).expectData().campaigns;
    expect(campaign).toMatchObject({
      key: 'anhui-2022',
      timezone: 'Asia/Shanghai',
      noticeNumber: '皖工发〔2022〕16号',
      issuedOn: '2022-05-09',
      clock: '2024-06-20T02:00:00.000Z',
      owner: {id: w.of('ah').id},
      plan: {sums: [100, 2000, 300]},
    });
    expect(campaign.hosting[0].organisations.map(({id}: {id: string}) => id)).toEqual([
      w.of('ah').id,
      w.of('ah.cac').id,
    ]);
    expect(campaign.track).toMatchObject({
      kind: 'POSTER',
      deadline: '2022-08-30T15:59:59.999Z',
      name: '网络文明公益海报',
      hosting: [{organisations: [{id: w.of('ah.new-media').id}]}],
    });
    expect(campaign.track.rules.fields[0]).toMatchObject({key: 'description', maxCharacters: 200});
    expect(campaign.tracks).toHaveLength(11);
    expect(campaign.stages[0]).toMatchObject({
      key: 'launch-and-collection',
      state: 'CLOSED',
      stated: '5月至8月中旬',
      tentative: true,
    });
  });

  it('answer references in their order, null for what does not exist', async () => {
    const {id} = (await apply(singerSource)).expectData().applyDefinition;
    const query =
      'query ($r: [_Any!]!) { _entities(representations: $r) { __typename ... on Campaign { key } ... on Stage { kind } ... on Track { key } ... on Plan { id } } }';
    const r = [
      {__typename: 'Campaign', id},
      {__typename: 'Campaign', id: newId()},
      {__typename: 'Stage', id: `${id}:intake`},
      {__typename: 'Stage', id: `${id}:nothing`},
      {__typename: 'Stage', id: `${id}:intake:more`},
      {__typename: 'Track', id: `${id}:singing`},
      {__typename: 'Plan', id},
    ];
    const {_entities} = (await execute(w.service, {query, variables: {r}})).expectData();
    expect(_entities).toEqual([
      {__typename: 'Campaign', key: 'anhui-singer-2024'},
      null,
      {__typename: 'Stage', kind: 'INTAKE'},
      null,
      null,
      {__typename: 'Track', key: 'singing'},
      null,
    ]);
  });

  it('are asked for by exactly one of id and key', async () => {
    (await execute(w.service, {query: '{ campaign { id } }'})).expectRefusal('INPUT_INVALID');
    (await execute(w.service, {query: '{ campaign(id: "x", key: "y") { id } }'})).expectRefusal('INPUT_INVALID');
    expect((await execute(w.service, {query: '{ campaign(key: "y") { id } }'})).expectData()).toEqual({campaign: null});
  });

  describe('stages', () => {
    let campaignId: string;
    const steer = (act: 'openStage' | 'closeStage', stageKey: string, reason = 'the weather', caller = owner()) =>
      execute(w.service, {
        query: `mutation ($c: ID!, $s: String!, $r: String!) { ${act}(campaignId: $c, stageKey: $s, reason: $r) { state opensAt closesAt overridden } }`,
        variables: {c: campaignId, s: stageKey, r: reason},
        caller,
      });

    beforeEach(async () => {
      campaignId = (await apply(singerSource)).expectData().applyDefinition.id;
    });

    it('are opened early by hand and still end as planned', async () => {
      const {openStage} = (await steer('openStage', 'intake')).expectData();
      expect(openStage).toEqual({
        state: 'OPEN',
        opensAt: '2024-06-20T02:00:00.000Z',
        closesAt: '2024-07-31T15:59:59.999Z',
        overridden: true,
      });
      const events = await applied();
      expect(events).toHaveLength(2);
      expect(events[1].stages[0]).toEqual({
        key: 'intake',
        opensAt: '2024-06-20T02:00:00.000Z',
        closesAt: '2024-07-31T15:59:59.999Z',
      });
      expect(events[1].overrides).toMatchObject([{stage: 'intake', reason: 'the weather'}]);
      expect(await w.database.read.find(StageIntervention)).toMatchObject([
        {act: 'OPEN', stageKey: 'intake', reason: 'the weather'},
      ]);
    });

    it('are closed by hand and opened again without an end', async () => {
      w.clock.set('2024-07-01T10:00:00+08:00');
      (await steer('closeStage', 'intake')).expectData();
      w.clock.advance(1);
      expect((await steer('closeStage', 'intake')).expectRefusal('STAGE_STATE_FORBIDS')).toMatchObject({
        state: 'CLOSED',
      });
      const {openStage} = (await steer('openStage', 'intake')).expectData();
      expect(openStage).toMatchObject({state: 'OPEN', closesAt: null});
      (await steer('openStage', 'intake')).expectRefusal('STAGE_STATE_FORBIDS');
    });

    it('follow the definition again when it gives them other dates', async () => {
      (await steer('openStage', 'intake')).expectData();
      await w.change(singerSource.replace('workingDays: 5', 'workingDays: 6'), 'other');
      expect((await applied()).at(-1)?.overrides).toHaveLength(1);
      await w.change(singerSource.replace('from: 2024-06-25', 'from: 2024-06-22'), 'other dates');
      const last = (await applied()).at(-1);
      expect(last?.overrides).toEqual([]);
      expect(last?.stages[0].opensAt).toBe('2024-06-21T16:00:00.000Z');
    });

    it('are steered with a reason by those who may', async () => {
      (await steer('openStage', 'intake', ' ')).expectRefusal('INPUT_INVALID');
      (await steer('openStage', 'nothing')).expectRefusal('NOT_FOUND');
      (await steer('openStage', 'intake', 'r', w.caller('TRACK_HOST', 'ah'))).expectRefusal('NOT_PERMITTED');
      (
        await steer('openStage', 'intake', 'r', w.caller('CAMPAIGN_OWNER', 'ah.sports-association', campaignId))
      ).expectData();
    });
  });
});
