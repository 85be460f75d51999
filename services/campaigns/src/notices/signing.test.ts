import {OutboxRow} from '@concours/kernel/events/outbox';
import {systemCaller, type Caller} from '@concours/kernel/identity';
import {accountWith} from '@concours/kernel/testing/callers';
import {execute} from '@concours/kernel/testing/execute';
import {engines} from '@concours/kernel/testing/scratch-database';
import {subscribe} from '@concours/kernel/testing/subscribe';
import type {DefinitionApplied} from '@concours/schema/events';
import {planSource, type World, world} from '../../testing/world.js';
import type {Campaign} from '../campaigns/campaign.js';

const countersigned = planSource.replace('notice:\n', 'notice:\n  countersign: true\n');
const anybody: Caller = accountWith();
const SIGN =
  'mutation ($id: ID!, $body: ID!, $version: Int!) {signNotice(campaignId: $id, organisationId: $body, version: $version) {publishedAt}}';
const SEEN = `query ($id: ID!, $key: String!, $references: [_Any!]!) {
  campaigns {id}
  byId: campaign(id: $id) {id}
  byKey: campaign(key: $key) {id}
  _entities(representations: $references) {
    ... on Campaign {id key}
    ... on Plan {id name}
    ... on Stage {id key}
    ... on Track {id key}
    ... on Metric {id key}
    ... on Organisation {campaigns {campaign {id}}}
  }
}`;

describe.each(engines)('a notice that joint organisers sign, on %s', (engine) => {
  let w: World;
  let campaign: Campaign;
  beforeEach(async () => {
    w = await world(engine);
    await w.grow('acftu', null, {level: 'NATIONAL'});
    await w.grow('ah', 'acftu', {level: 'PROVINCE'});
    await w.growFor(countersigned);
    campaign = await w.slices.definitions.apply(systemCaller(), countersigned, null);
  });
  afterEach(() => w.close());

  const id = (code: string) => w.of(code).id;
  const sign = (caller: Caller, body: string, version = 1) =>
    execute(w.service, {query: SIGN, variables: {id: campaign.id, body: id(body), version}, caller});
  const told = async (): Promise<DefinitionApplied[]> =>
    (await w.database.read.findBy(OutboxRow, {type: 'DefinitionApplied'})).map(
      ({payload}) => payload as DefinitionApplied,
    );
  const seenBy = async (caller: Caller): Promise<string[]> => {
    const references = [
      {__typename: 'Campaign', id: campaign.id},
      {__typename: 'Plan', id: campaign.id},
      {__typename: 'Stage', id: `${campaign.id}:offline-events`},
      {__typename: 'Track', id: `${campaign.id}:song`},
      {__typename: 'Metric', id: `${campaign.id}:publicists`},
      {__typename: 'Organisation', id: id('ah')},
    ];
    const variables = {id: campaign.id, key: campaign.key, references};
    const {data, errors} = await execute(w.service, {query: SEEN, variables, caller});
    expect(errors ?? []).toEqual([]);
    const {
      campaigns,
      byId,
      byKey,
      _entities: found,
    } = data as {
      campaigns: unknown[];
      byId: unknown;
      byKey: unknown;
      _entities: ({campaigns?: unknown[]} | null)[];
    };
    const there = [byId && 'id', byKey && 'key', ...found.map((one, n) => one && references[n].__typename)];
    const parts = found.at(-1)?.campaigns ?? [];
    return [...there, campaigns.length > 0 && 'list', parts.length > 0 && 'part'].filter(
      (each): each is string => Boolean(each) && each !== 'Organisation',
    );
  };
  const everywhere = ['id', 'key', 'Campaign', 'Plan', 'Stage', 'Track', 'Metric', 'list', 'part'];

  it('is there for who runs or signs it and for nobody else, in any answer', async () => {
    const {caller} = w;
    for (const one of [
      ...[caller('CAMPAIGN_OWNER', 'ah'), caller('AUDITOR', 'ah'), caller('PLATFORM_ADMIN', 'acftu')],
      ...[caller('CAMPAIGN_OWNER', 'ah', campaign.id), caller('UNIT_ADMIN', 'ah'), caller('UNIT_ADMIN', 'ah.cac')],
    ])
      expect(await seenBy(one)).toEqual(everywhere);
    for (const one of [
      ...[anybody, caller('UNIT_ADMIN', 'acftu'), caller('UNIT_ADMIN', 'ah.hefei'), caller('TRACK_HOST', 'ah')],
      ...[caller('CAMPAIGN_OWNER', 'ah.hefei'), caller('UNIT_REPORTER', 'ah.cac'), caller('REVIEWER', 'ah')],
      caller('CAMPAIGN_OWNER', 'ah', 'another-campaign'),
    ])
      expect(await seenBy(one)).toEqual([]);
  });

  it('answers to acts, checks and live feeds as one that is not there', async () => {
    const stranger = w.caller('CAMPAIGN_OWNER', 'ah.hefei');
    const ask = (query: string, variables: object, caller: Caller) =>
      execute(w.service, {query, variables: variables as Record<string, unknown>, caller});
    const open = 'mutation ($id: ID!) {openStage(campaignId: $id, stageKey: "summary-material", reason: "r") {id}}';
    for (const each of [campaign.id, '01J0000000000000000000ZZZZ'])
      (await ask(open, {id: each}, stranger)).expectRefusal('NOT_FOUND');
    const check = 'query ($source: String!) {checkDefinition(source: $source) {campaignId changes {path kind}}}';
    const {checkDefinition} = (await ask(check, {source: countersigned}, stranger)).expectData() as {
      checkDefinition: {campaignId: string | null; changes: {kind: string}[]};
    };
    expect(checkDefinition.campaignId).toBeNull();
    expect(checkDefinition.changes.every(({kind}) => kind === 'ADDED')).toBe(true);
    const feed = subscribe(w.service, {
      query: 'subscription ($id: ID!) {planProgress(planId: $id) {kind}}',
      variables: {id: campaign.id},
      caller: w.caller('CAMPAIGN_OWNER', 'ah'),
    });
    await expect(feed).rejects.toThrow('NOT_FOUND');
    await expect(w.slices.reports.draft(systemCaller(), campaign.id, {} as never)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('is unknown to every other service, replayed or not, until the last has signed; then it is public and opens', async () => {
    const replayed = async () => {
      const states: string[] = [];
      for await (const {subject} of w.slices.campaigns.states()) states.push(subject);
      return states;
    };
    expect(Object.keys(campaign.held.stages)).toHaveLength(campaign.document.stages.length);
    (await sign(w.caller('CAMPAIGN_OWNER', 'ah'), 'ah')).expectData();
    expect([await told(), await replayed(), await seenBy(anybody)]).toEqual([[], [], []]);

    const {signNotice} = (await sign(w.caller('UNIT_ADMIN', 'ah.cac'), 'ah.cac')).expectData() as {
      signNotice: {publishedAt: string};
    };
    expect(signNotice.publishedAt).toBe(w.clock.now().toISOString());
    expect(await replayed()).toEqual([campaign.id]);
    expect(await seenBy(anybody)).toEqual(everywhere);
    const [event] = await told();
    expect(event.stages.find(({key}) => key === 'offline-events')?.opensAt).not.toBeNull();
  });

  it('is signed by each body itself, and by none that does not issue it', async () => {
    (await sign(w.caller('UNIT_ADMIN', 'ah'), 'ah.cac')).expectRefusal('NOT_PERMITTED');
    (await sign(w.caller('UNIT_ADMIN', 'ah.hefei'), 'ah.hefei')).expectRefusal('NOT_FOUND');
    (
      await sign(accountWith(w.grant('UNIT_ADMIN', 'ah.hefei'), w.grant('CAMPAIGN_OWNER', 'ah')), 'ah.hefei')
    ).expectRefusal('NOTICE_NOT_TO_SIGN');
    const signer = w.caller('UNIT_ADMIN', 'ah.cac');
    (await sign(signer, 'ah.cac')).expectData();
    (await sign(signer, 'ah.cac')).expectData();
    const body = 'query ($id: ID!) {campaign(id: $id) {notice {countersigned version bodies {signedAt signedBy}}}}';
    const {data} = await execute(w.service, {query: body, variables: {id: campaign.id}, caller: signer});
    expect(data).toMatchObject({
      campaign: {notice: {countersigned: true, version: 1, bodies: [{signedAt: null}, {signedBy: 'Somebody'}]}},
    });
  });

  it('is signed anew when its definition has changed before it is public', async () => {
    (await sign(w.caller('UNIT_ADMIN', 'ah'), 'ah')).expectData();
    await w.slices.definitions.apply(systemCaller(), `${countersigned}\n# other`, 'other');
    (await sign(w.caller('UNIT_ADMIN', 'ah.cac'), 'ah.cac')).expectRefusal('VERSION_CONFLICT');
    (await sign(w.caller('UNIT_ADMIN', 'ah.cac'), 'ah.cac', 2)).expectData();
    expect(await seenBy(anybody)).toEqual([]);
    (await sign(w.caller('UNIT_ADMIN', 'ah'), 'ah', 2)).expectData();
    expect(await seenBy(anybody)).toEqual(everywhere);
  });

  it('two who sign at the same moment publish it together, once', async () => {
    const system = systemCaller();
    const both = ['ah', 'ah.cac'].map((code) => w.slices.signing.sign(system, campaign.id, id(code), 1));
    await Promise.all(both);
    expect((await w.slices.campaigns.published(campaign.id)).publishedAt).toEqual(w.clock.now());
    expect(await told()).toHaveLength(1);
  });

  it('stays public when a later definition names another body: who has not signed is an open point that holds nothing', async () => {
    const system = systemCaller();
    for (const code of ['ah', 'ah.cac']) await w.slices.signing.sign(system, campaign.id, id(code), 1);
    const wider = countersigned.replace(
      'organisations: [ah, ah.cac]}',
      'organisations: [ah, ah.cac, ah.workers-daily]}',
    );
    const next = await w.change(wider, 'another body');
    expect(await seenBy(anybody)).toEqual(everywhere);
    const points = await w.slices.points.all(w.database.read, next);
    expect(points.filter(({code}) => code === 'SIGNATURE_MISSING')).toMatchObject([
      {id: 'SIGNATURE_MISSING:ah.workers-daily', holds: {stages: [], tracks: [], plan: false}},
    ]);
  });

  it('a campaign that is not countersigned is public at once', async () => {
    const plain = planSource.replace('key: anhui-2022', 'key: plain');
    const {publishedAt} = await w.slices.definitions.apply(systemCaller(), plain, null);
    expect(publishedAt).toEqual(w.clock.now());
  });
});
