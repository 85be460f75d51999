import type {Caller} from '@concours/kernel/identity';
import {systemCaller} from '@concours/kernel/identity';
import {accountWith, grantOf} from '@concours/kernel/testing/callers';
import {OutboxRow} from '@concours/kernel/events/outbox';
import {engines} from '@concours/kernel/testing/scratch-database';
import type {Role} from '@concours/schema/access';
import {scratchOrganisations, type Scratch} from '../../testing/scratch-organisations.js';

const system = systemCaller();
const CAMPAIGN = '01HCAMPAIGN000000000000000';
const OTHER = '01HCAMPAIGN111111111111111';

describe.each(engines)('the second person on %s', (engine) => {
  let scratch: Scratch;
  let owner: Caller;
  beforeEach(async () => {
    scratch = await scratchOrganisations(engine);
    await scratch.plant({ah: null, 'ah.hefei': 'ah', 'ah.wuhu': 'ah'});
    const id = await account('owner');
    await give(id, 'CAMPAIGN_OWNER', 'ah.hefei');
    owner = {...accountWith(grantOf('CAMPAIGN_OWNER', await scratch.path('ah.hefei'))), id};
  });
  afterEach(() => scratch.close());

  const slices = () => scratch.service.slices;
  const account = async (name: string) => {
    const input = {name, displayName: name, password: 'a long password', organisationId: await scratch.id('ah')};
    return (await slices().accounts.create(system, input)).id;
  };
  const give = async (
    accountId: string,
    role: Role,
    at: string,
    campaignId: string | null = null,
    until: Date | null = null,
  ) => slices().grants.grant(system, {accountId, role, organisationId: await scratch.id(at), campaignId, until});
  const waive = async (caller = owner, reason = 'there is nobody else yet') => {
    const organisationId = await scratch.id('ah.hefei');
    return slices().secondPersons.waive(caller, {proposalId: 'p', campaignId: CAMPAIGN, organisationId, reason});
  };

  test.each<[string, Role, string, string | null, boolean]>([
    ['a second owner of the same unit', 'CAMPAIGN_OWNER', 'ah.hefei', null, true],
    ['an administrator above', 'PLATFORM_ADMIN', 'ah', null, true],
    ['an owner of this campaign alone', 'CAMPAIGN_OWNER', 'ah.hefei', CAMPAIGN, true],
    ['an owner of another campaign', 'CAMPAIGN_OWNER', 'ah.hefei', OTHER, false],
    ['an owner beside', 'CAMPAIGN_OWNER', 'ah.wuhu', null, false],
    ['a role that applies nothing', 'TRACK_HOST', 'ah.hefei', null, false],
  ])('is waived unless there is somebody: %s', async (_, role, at, within, isThere) => {
    await give(await account('other'), role, at, within);
    if (isThere)
      await expect(waive()).rejects.toMatchObject({code: 'SECOND_PERSON_THERE', extensions: {facts: {accounts: 1}}});
    else await expect(waive()).resolves.toBe(true);
    const told = await scratch.service.database.read.findBy(OutboxRow, {type: 'SecondPersonWaived'});
    expect(told.map(({payload}) => payload)).toMatchObject(
      isThere ? [] : [{proposalId: 'p', campaignId: CAMPAIGN, by: owner.id, reason: 'there is nobody else yet'}],
    );
  });

  test('nobody is there who is suspended, or whose role has ended', async () => {
    const suspended = await account('suspended');
    await give(suspended, 'CAMPAIGN_OWNER', 'ah.hefei');
    await slices().accounts.setSuspended(system, suspended, true);
    await give(await account('gone'), 'CAMPAIGN_OWNER', 'ah.hefei', null, new Date('2000-01-01T00:00:00Z'));
    await expect(waive()).resolves.toBe(true);
  });

  test('is waived by a person who may apply, with a reason', async () => {
    await expect(waive(owner, '  ')).rejects.toMatchObject({code: 'INPUT_INVALID'});
    await expect(waive({...owner, grants: []})).rejects.toMatchObject({code: 'NOT_PERMITTED'});
  });
});
