import {type Caller, systemCaller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {execute} from '@concours/kernel/testing/execute';
import {engines} from '@concours/kernel/testing/scratch-database';
import {singerSource, world, type World} from '../../testing/world.js';

const PROPOSE =
  'mutation ($source: String!, $reason: String!) { proposeDefinition(source: $source, reason: $reason) { id state baseVersion mayApprove changed { path words(language: EN) where(language: EN) } } }';
const APPROVE = 'mutation ($id: ID!) { approveDefinition(proposalId: $id) { definitionVersion } }';
const REFUSE =
  'mutation ($id: ID!, $reason: String!) { refuseDefinition(proposalId: $id, reason: $reason) { state answer } }';
const changed = singerSource.replace('workingDays: 5', 'workingDays: 7');

describe.each(engines)('a change after a stage has opened, on %s', (engine) => {
  let w: World;
  let first: Caller;
  let second: Caller;
  let campaignId: string;
  const ask = async (caller: Caller | undefined, query: string, variables = {}) =>
    execute(w.service, {query, variables, caller});
  const propose = async (source = changed, caller = first, reason = 'a holiday') =>
    (await ask(caller, PROPOSE, {source, reason})).expectData().proposeDefinition as {id: string};
  const changes = async (caller?: Caller) =>
    (
      await ask(
        caller,
        '{ campaign(key: "anhui-singer-2024") { ruleChanges(first: 5) { totalCount nodes { version reason appliedBy proposedBy waiver changed { words } } } } }',
      )
    ).expectData().campaign.ruleChanges;

  beforeEach(async () => {
    w = await world(engine, '2024-06-20T10:00:00+08:00');
    await w.growFor(singerSource);
    first = {...w.caller('CAMPAIGN_OWNER', 'ah.sports-association'), name: 'First'};
    second = {...w.caller('CAMPAIGN_OWNER', 'ah'), name: 'Second'};
    campaignId = (await w.slices.definitions.apply(first, singerSource, null)).id;
    w.clock.set('2024-06-26T10:00:00+08:00');
  });
  afterEach(() => w.close());

  it('is proposed by one and applied when another approves; participants read what changed and why', async () => {
    const proposal = await propose();
    expect(proposal).toMatchObject({
      ...{state: 'OPEN', baseVersion: 1, mayApprove: false},
      changed: [
        {
          path: 'policies.publicNotice.workingDays',
          words: 'Policies, public notice, working days: from 5 to 7',
          where: ['policies', 'public notice', 'working days'],
        },
      ],
    });
    (await ask(first, APPROVE, {id: proposal.id})).expectRefusal('SECOND_PERSON_NEEDED');
    expect((await ask(second, APPROVE, {id: proposal.id})).expectData()).toEqual({
      approveDefinition: {definitionVersion: 2},
    });
    (await ask(second, APPROVE, {id: proposal.id})).expectRefusal('PROPOSAL_DECIDED');
    const told = {version: 2, reason: 'a holiday', waiver: null};
    expect(await changes()).toEqual({
      totalCount: 1,
      nodes: [
        {...told, appliedBy: null, proposedBy: null, changed: [{words: '减负与公开规则，公示，工作日：由 5 改为 7'}]},
      ],
    });
    expect(await changes(first)).toMatchObject({nodes: [{...told, appliedBy: 'Second', proposedBy: 'First'}]});
  });

  it('is about the version that it was proposed against', async () => {
    const [one, two] = [await propose(), await propose(singerSource.replace('workingDays: 5', 'workingDays: 6'))];
    (await ask(second, APPROVE, {id: one.id})).expectData();
    expect((await ask(second, APPROVE, {id: two.id})).expectRefusal('PROPOSAL_OUTDATED')).toEqual({version: 2});
  });

  it('is applied once when two approve it at once', async () => {
    const {id} = await propose();
    const third = w.caller('PLATFORM_ADMIN', 'ah');
    const answers = await Promise.all([ask(second, APPROVE, {id}), ask(third, APPROVE, {id})]);
    const codes = answers.map(({errors}) => errors?.[0]?.extensions?.code ?? 'applied').sort();
    expect(codes.filter((code) => code === 'applied')).toHaveLength(1);
    expect(['PROPOSAL_DECIDED', 'VERSION_CONFLICT', 'PROPOSAL_OUTDATED']).toContain(codes[0]);
    expect((await w.slices.campaigns.one(systemCaller(), campaignId)).definitionVersion).toBe(2);
  });

  it.each([
    ['refused by another', () => second, 'REFUSED'],
    ['taken back by who proposed it', () => first, 'WITHDRAWN'],
  ])('can be %s', async (_, by, state) => {
    const {id} = await propose();
    (await ask(by(), REFUSE, {id, reason: ' '})).expectRefusal('INPUT_INVALID');
    expect((await ask(by(), REFUSE, {id, reason: 'no'})).expectData().refuseDefinition).toEqual({state, answer: 'no'});
    (await ask(second, APPROVE, {id})).expectRefusal('PROPOSAL_DECIDED');
    expect((await changes()).totalCount).toBe(0);
  });

  it('needs a reason, a change, and a campaign that has begun', async () => {
    const proposed = (source: string, reason = 'x') => ask(first, PROPOSE, {source, reason});
    (await proposed(changed, ' ')).expectRefusal('INPUT_INVALID');
    (await proposed(changed, 'x'.repeat(501))).expectRefusal('INPUT_INVALID');
    (await proposed(`${singerSource}# a comment\n`)).expectRefusal('PROPOSAL_WITHOUT_CHANGE');
    (await proposed(changed.replace('weight: 40', 'weight: 41'))).expectRefusal('DEFINITION_INVALID');
    w.clock.set('2024-06-20T10:00:00+08:00');
    (await proposed(changed)).expectRefusal('PROPOSAL_NOT_NEEDED');
    (await proposed(changed.replaceAll('anhui-singer-2024', 'another'))).expectRefusal('PROPOSAL_NOT_NEEDED');
  });

  it('waits in a queue that has an end', async () => {
    for (let days = 6; days < 26; days++) await propose(singerSource.replace('workingDays: 5', `workingDays: ${days}`));
    (await ask(first, PROPOSE, {source: changed, reason: 'one more'})).expectRefusal('PROPOSALS_TOO_MANY');
    const query =
      'query ($after: String) { campaign(key: "anhui-singer-2024") { definitionProposals(first: 15, after: $after) { totalCount nodes { id } pageInfo { endCursor hasNextPage } } } }';
    const page = async (after?: string) =>
      (await ask(second, query, {after})).expectData().campaign.definitionProposals;
    const one = await page();
    const two = await page(one.pageInfo.endCursor);
    expect([one.totalCount, one.nodes.length, two.nodes.length, two.pageInfo.hasNextPage]).toEqual([20, 15, 5, false]);
  });

  it('does not exist for those who may not apply it', async () => {
    const {id} = await propose();
    const stranger = w.caller('CAMPAIGN_OWNER', 'ah.culture-company');
    (await ask(stranger, APPROVE, {id})).expectRefusal('NOT_FOUND');
    (await ask(stranger, REFUSE, {id, reason: 'x'})).expectRefusal('NOT_FOUND');
    (await ask(stranger, APPROVE, {id: newId()})).expectRefusal('NOT_FOUND');
    (await ask(w.caller('UNIT_ADMIN', 'ah'), APPROVE, {id})).expectRefusal('NOT_PERMITTED');
    const query = '{ campaign(key: "anhui-singer-2024") { definitionProposals(first: 5) { totalCount } } }';
    for (const caller of [stranger, undefined])
      expect((await ask(caller, query)).expectData().campaign.definitionProposals.totalCount).toBe(0);
  });

  describe('where nobody else could approve', () => {
    const waived = async (proposalId: string, by: string | null, organisation: string) => {
      const id = newId();
      const payload = {
        ...{id, proposalId, campaignId, by: by ?? '', reason: 'a small house'},
        organisationId: w.of(organisation).id,
      };
      await w.slices.proposals.waive({
        ...{id: newId(), type: 'SecondPersonWaived', subject: id},
        version: 1,
        at: '',
        source: 'organisations',
        payload,
      });
    };

    it('is approved by who proposed it, which is told with the change', async () => {
      const {id} = await propose();
      await waived(id, first.id, 'ah.sports-association');
      (await ask(first, APPROVE, {id})).expectData();
      expect(await changes()).toMatchObject({nodes: [{version: 2, waiver: 'a small house'}]});
    });

    it.each([
      ['of another person', () => second.id, 'ah.sports-association'],
      ['for another place', () => first.id, 'ah'],
    ])('a waiver %s changes nothing', async (_, by, organisation) => {
      const {id} = await propose();
      await waived(id, by(), organisation);
      (await ask(first, APPROVE, {id})).expectRefusal('SECOND_PERSON_NEEDED');
    });
  });
});
