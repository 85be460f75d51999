import {AuditRow} from '@concours/kernel/audit/audit-row';
import {systemCaller, type Caller} from '@concours/kernel/identity';
import {accountWith} from '@concours/kernel/testing/callers';
import {execute} from '@concours/kernel/testing/execute';
import {engines} from '@concours/kernel/testing/scratch-database';
import {planSource, type World, world} from '../../testing/world.js';

const pending = planSource.replace(
  /- \{key: allocation,(.*)\}\n/,
  '- {key: allocation,$1, pending: true, holds: {stages: [offline-events], tracks: [poster], plan: true}}\n',
);
const ADD =
  'mutation ($id: ID!, $key: String!, $text: String) {addAnnex(campaignId: $id, key: $key, text: $text) {revision text}}';
const READ = `query ($id: ID!) {campaign(id: $id) {notice {annexes {key pending holdsStages holdsTracks holdsPlan
  document {revision text file {fileName}} history {revision}}} stages {key state}}}`;

describe.each(engines)('an annex that is named and not there, on %s', (engine) => {
  let w: World;
  let campaignId: string;
  beforeEach(async () => {
    w = await world(engine);
    await w.growFor(pending);
    campaignId = (await w.slices.definitions.apply(systemCaller(), pending, null)).id;
  });
  afterEach(() => w.close());

  const ask = (query: string, variables: object, caller: Caller) =>
    execute(w.service, {query, variables: {id: campaignId, ...variables}, caller});
  const owner = () => w.caller('CAMPAIGN_OWNER', 'ah');
  const read = async () =>
    (
      (await ask(READ, {}, accountWith())).expectData() as {
        campaign: {notice: {annexes: object[]}; stages: {key: string; state: string}[]};
      }
    ).campaign;
  const held = async () => (await w.slices.campaigns.published(campaignId)).held;

  it('keeps closed what the notice says depends on it, until it arrives', async () => {
    const id = 'ANNEX_PENDING:allocation';
    expect(await held()).toMatchObject({stages: {'offline-events': [id]}, tracks: {poster: [id]}, plan: [id]});
    expect((await read()).stages.find(({key}) => key === 'offline-events')?.state).toBe('HELD');

    (await ask(ADD, {key: 'allocation', text: '合肥 7、140、20'}, owner())).expectData();
    const after = await held();
    expect([after.stages['offline-events'], after.tracks, after.plan]).toEqual([undefined, {}, []]);
    const campaign = await read();
    expect(campaign.stages.find(({key}) => key === 'offline-events')?.state).toBe('OPEN');
    expect(campaign.notice.annexes[0]).toEqual({
      ...{key: 'allocation', pending: false, holdsStages: ['offline-events'], holdsTracks: ['poster'], holdsPlan: true},
      ...{document: {revision: 1, text: '合肥 7、140、20', file: null}, history: [{revision: 1}]},
    });
  });

  it('a later one takes its place, and the earlier stays on record', async () => {
    for (const text of ['one', 'two']) (await ask(ADD, {key: 'allocation', text}, owner())).expectData();
    const [annex] = (await read()).notice.annexes;
    expect(annex).toMatchObject({document: {revision: 2, text: 'two'}, history: [{revision: 2}, {revision: 1}]});
    const rows = await w.database.read.findBy(AuditRow, {action: 'addAnnex'});
    expect(rows).toMatchObject([{campaignId, subjectType: 'Campaign'}, {campaignId}]);
  });

  it('is one that the notice names, handed in by who runs the campaign, and not empty', async () => {
    (await ask(ADD, {key: 'none', text: 'x'}, owner())).expectRefusal('ANNEX_UNKNOWN');
    (await ask(ADD, {key: 'hosts', text: ' '}, owner())).expectRefusal('ANNEX_EMPTY');
    (await ask(ADD, {key: 'hosts', text: 'x'.repeat(20_001)}, owner())).expectRefusal('INPUT_INVALID');
    (await ask(ADD, {key: 'hosts', text: 'x'}, w.caller('UNIT_ADMIN', 'ah'))).expectRefusal('NOT_PERMITTED');
  });
});
