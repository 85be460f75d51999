import {systemCaller, type Caller} from '@concours/kernel/identity';
import {accountWith, grantOf} from '@concours/kernel/testing/callers';
import {execute} from '@concours/kernel/testing/execute';
import {engines} from '@concours/kernel/testing/scratch-database';
import {permissions, type Role} from '@concours/schema/access';
import {scratchOrganisations, type Scratch} from '../../testing/scratch-organisations.js';

const system = systemCaller();
const CAMPAIGN = '01HCAMPAIGN000000000000000';
const OTHER = '01HCAMPAIGN111111111111111';

describe.each(engines)('grants on %s', (engine) => {
  let scratch: Scratch;
  let accountId: string;
  beforeEach(async () => {
    scratch = await scratchOrganisations(engine);
    await scratch.plant({ah: null, 'ah.hefei': 'ah', 'ah.hefei.shushan': 'ah.hefei', 'ah.wuhu': 'ah'});
    accountId = await account('zhang');
  });
  afterEach(() => scratch.close());

  const slices = () => scratch.service.slices;
  const account = async (name: string, at = 'ah.hefei') => {
    const input = {name, displayName: name, password: 'a long password', organisationId: await scratch.id(at)};
    return (await slices().accounts.create(system, input)).id;
  };
  const holder = async (role: Role, at: string, within?: string): Promise<Caller> =>
    accountWith(grantOf(role, await scratch.path(at), within));

  test.each<[Role, string, string | undefined, Role, string, string | null, boolean]>([
    // who, where, within → what, where, campaign: permitted?
    ['PLATFORM_ADMIN', 'ah', undefined, 'PLATFORM_ADMIN', 'ah.hefei', null, true],
    ['PLATFORM_ADMIN', 'ah', undefined, 'CAMPAIGN_OWNER', 'ah', CAMPAIGN, true],
    ['PLATFORM_ADMIN', 'ah.hefei', undefined, 'UNIT_ADMIN', 'ah', null, false],
    ['PLATFORM_ADMIN', 'ah.hefei', undefined, 'UNIT_ADMIN', 'ah.wuhu', null, false],
    ['PLATFORM_ADMIN', 'ah', CAMPAIGN, 'UNIT_ADMIN', 'ah', null, false],
    ['UNIT_ADMIN', 'ah.hefei', undefined, 'UNIT_ADMIN', 'ah.hefei.shushan', null, true],
    ['UNIT_ADMIN', 'ah.hefei', undefined, 'UNIT_REPORTER', 'ah.hefei', null, true],
    ['UNIT_ADMIN', 'ah.hefei', undefined, 'REVIEWER', 'ah.hefei', CAMPAIGN, true],
    ['UNIT_ADMIN', 'ah.hefei', undefined, 'REVIEWER', 'ah', null, false],
    ['UNIT_ADMIN', 'ah.hefei', undefined, 'PLATFORM_ADMIN', 'ah.hefei', null, false],
    ['UNIT_ADMIN', 'ah', undefined, 'JUDGE', 'ah', CAMPAIGN, false],
    ['CAMPAIGN_OWNER', 'ah', CAMPAIGN, 'JUDGE', 'ah', CAMPAIGN, true],
    ['CAMPAIGN_OWNER', 'ah', CAMPAIGN, 'SCREENER', 'ah', CAMPAIGN, true],
    ['CAMPAIGN_OWNER', 'ah', CAMPAIGN, 'JUDGE', 'ah', OTHER, false],
    ['CAMPAIGN_OWNER', 'ah', CAMPAIGN, 'JUDGE', 'ah', null, false],
    ['CAMPAIGN_OWNER', 'ah', undefined, 'JUDGE', 'ah', null, false],
    ['CAMPAIGN_OWNER', 'ah', undefined, 'JUDGE', 'ah', OTHER, true],
    ['CAMPAIGN_OWNER', 'ah', CAMPAIGN, 'CAMPAIGN_OWNER', 'ah', CAMPAIGN, false],
    ['CAMPAIGN_OWNER', 'ah', CAMPAIGN, 'UNIT_REPORTER', 'ah', CAMPAIGN, false],
    ['UNIT_REPORTER', 'ah', undefined, 'UNIT_REPORTER', 'ah', null, false],
    ['AUDITOR', 'ah', undefined, 'AUDITOR', 'ah', null, false],
  ])(
    '%s at %s within %s grants %s at %s for %s: %s',
    async (role, at, within, granted, where, campaignId, permitted) => {
      const caller = await holder(role, at, within);
      const input = {accountId, role: granted, organisationId: await scratch.id(where), campaignId};
      const outcome = slices().grants.grant(caller, input);
      if (permitted) await expect(outcome).resolves.toMatchObject({role: granted});
      else await expect(outcome).rejects.toMatchObject({code: 'NOT_PERMITTED'});
      const grant = await slices().grants.grant(system, input);
      const revoked = slices().grants.revoke(caller, grant.id);
      if (permitted) await expect(revoked).resolves.toBe(true);
      else await expect(revoked).rejects.toMatchObject({code: 'NOT_PERMITTED'});
    },
  );

  test('who steers a campaign finds its judges, and no account beside them', async () => {
    const seat = async (name: string, at: string, campaignId: string | null, until: Date | null = null) => {
      const id = await account(name);
      await slices().grants.grant(system, {
        accountId: id,
        role: 'JUDGE',
        organisationId: await scratch.id(at),
        campaignId,
        until,
      });
      return id;
    };
    await seat('above', 'ah', CAMPAIGN);
    await seat('below', 'ah.hefei.shushan', null);
    await seat('elsewhere', 'ah.wuhu', CAMPAIGN);
    await seat('of-another', 'ah.hefei', OTHER);
    await seat('past', 'ah.hefei', CAMPAIGN, new Date('2000-01-01T00:00:00Z'));
    await slices().accounts.setSuspended(system, await seat('suspended', 'ah.hefei', CAMPAIGN), true);
    const ask = async (caller: Caller, search?: string) =>
      (await slices().grants.judges(caller, CAMPAIGN, search)).map(({name}) => name);
    expect(await ask(await holder('CAMPAIGN_OWNER', 'ah.hefei', CAMPAIGN))).toEqual(['above', 'below']);
    expect(await ask(await holder('TRACK_HOST', 'ah.hefei', `${CAMPAIGN}/song`), 'ABO')).toEqual(['above']);
    await expect(ask(await holder('CAMPAIGN_OWNER', 'ah', OTHER))).rejects.toMatchObject({code: 'NOT_PERMITTED'});
    await expect(ask(await holder('JUDGE', 'ah'))).rejects.toMatchObject({code: 'NOT_PERMITTED'});
  });

  test('the same grant twice is one grant', async () => {
    const input = {accountId, role: 'REVIEWER' as const, organisationId: await scratch.id('ah')};
    const [first, second] = [await slices().grants.grant(system, input), await slices().grants.grant(system, input)];
    expect(second.id).toBe(first.id);
  });

  test('the same grant and the same account from many sides at once are one each', async () => {
    const input = {accountId, role: 'REVIEWER' as const, organisationId: await scratch.id('ah')};
    const grants = await Promise.all(Array.from({length: 8}, () => slices().grants.grant(system, input)));
    expect(new Set(grants.map(({id}) => id)).size).toBe(1);
    const accounts = await Promise.allSettled(Array.from({length: 8}, () => account('twin')));
    const refused = accounts.flatMap((each) =>
      each.status === 'rejected' ? [(each.reason as {code: string}).code] : [],
    );
    expect(refused).toEqual(Array<string>(7).fill('ACCOUNT_NAME_TAKEN'));
  });

  test('a grant ends at its instant', async () => {
    const until = new Date('2024-05-01T02:00:00Z');
    await slices().grants.grant(system, {accountId, role: 'REVIEWER', organisationId: await scratch.id('ah'), until});
    expect(await slices().grants.compact(accountId)).toHaveLength(1);
    scratch.realTime.set(until);
    expect(await slices().grants.compact(accountId)).toEqual([]);
  });

  test('a grant counts at the new place as soon as its organisation has moved', async () => {
    const organisationId = await scratch.id('ah.hefei.shushan');
    const input = {accountId, role: 'JUDGE' as const, organisationId, campaignId: CAMPAIGN, trackKey: 'song'};
    await slices().grants.grant(system, input);
    await slices().reshaping.move(system, organisationId, await scratch.id('ah.wuhu'));
    const path = await scratch.path('ah.hefei.shushan');
    expect(path).toContain(await scratch.path('ah.wuhu'));
    const within = `${CAMPAIGN}/song`;
    expect(await slices().grants.compact(accountId)).toEqual([
      {role: 'JUDGE', organisation: organisationId, path, within},
    ]);
  });

  test('a viewer sees what they may do, at a place and anywhere', async () => {
    const organisationId = await scratch.id('ah.hefei');
    const query = `query ($at: ID, $elsewhere: ID) { viewer { kind name grants { role campaignId trackKey organisation { code } }
      anywhere: can(permission: "work.recommend") here: can(permission: "work.recommend", organisationId: $at)
      there: can(permission: "work.recommend", organisationId: $elsewhere) } }`;
    await slices().grants.grant(system, {accountId, role: 'UNIT_ADMIN', organisationId});
    const found = (await slices().accounts.byId(accountId))!;
    const caller = await slices().sessions.callerFor(found, 'r');
    const variables = {at: await scratch.id('ah.hefei.shushan'), elsewhere: await scratch.id('ah.wuhu')};
    const {viewer} = (await execute(scratch.service, {query, variables, caller})).expectData();
    expect(viewer).toEqual({
      ...{kind: 'ACCOUNT', name: 'zhang', anywhere: true, here: true, there: false},
      grants: [{role: 'UNIT_ADMIN', campaignId: null, trackKey: null, organisation: {code: 'ah.hefei'}}],
    });
    const unknown = await execute(scratch.service, {query: '{ viewer { can(permission: "toString") } }', caller});
    unknown.expectRefusal('INPUT_INVALID');
    const nobody = await execute(scratch.service, {query: '{ viewer { kind account { id } grants { id } } }'});
    expect(nobody.expectData()).toEqual({viewer: {kind: 'ANONYMOUS', account: null, grants: []}});
  });

  test('a menu is told of what is held somewhere for every campaign, and of nothing else', async () => {
    const asked = async (caller: Caller) =>
      (await execute(scratch.service, {query: '{viewer {permissions}}', caller})).expectData() as {
        viewer: {permissions: string[]};
      };
    const auditor = await holder('AUDITOR', 'ah.hefei');
    expect((await asked(auditor)).viewer.permissions).toEqual(
      Object.entries(permissions).flatMap(([name, by]) => (by.some((role) => role === 'AUDITOR') ? [name] : [])),
    );
    expect((await asked(await holder('UNIT_ADMIN', 'ah', CAMPAIGN))).viewer.permissions).toEqual([]);
    const nobody = await execute(scratch.service, {query: '{viewer {permissions}}'});
    expect(nobody.expectData()).toEqual({viewer: {permissions: []}});
  });

  test('a list of accounts ends at the edge of the caller’s subtree', async () => {
    await account('li', 'ah');
    await account('wang', 'ah.wuhu');
    await account('zhao_50x', 'ah.hefei.shushan');
    const names = async (caller: Caller, search?: string) =>
      (await slices().accountList.page(caller, {first: 2, search})).nodes.map(({name}) => name);
    expect(await names(await holder('UNIT_ADMIN', 'ah.hefei'))).toEqual(['zhang', 'zhao_50x']);
    expect(await names(await holder('AUDITOR', 'ah'), 'A')).toEqual(['wang', 'zhang']);
    expect(await names(await holder('AUDITOR', 'ah'), '_')).toEqual(['zhao_50x']);
    await expect(names(await holder('JUDGE', 'ah'))).rejects.toMatchObject({code: 'NOT_PERMITTED'});
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Account { name } } }';
    const variables = {r: [{__typename: 'Account', id: accountId}]};
    for (const [caller, seen] of [
      [await holder('UNIT_ADMIN', 'ah.wuhu'), null],
      [await holder('UNIT_ADMIN', 'ah.hefei'), {name: 'zhang'}],
    ] as const) {
      expect((await execute(scratch.service, {query, variables, caller})).expectData()._entities).toEqual([seen]);
    }
  });

  test('nobody suspends themselves, or somebody who holds more', async () => {
    const unitAdmin = {...(await holder('UNIT_ADMIN', 'ah.hefei')), id: accountId};
    await expect(slices().accounts.setSuspended(unitAdmin, accountId, true)).rejects.toMatchObject({
      code: 'ACCOUNT_IS_YOURS',
    });
    const other = await account('chen');
    await slices().grants.grant(system, {
      accountId: other,
      role: 'PLATFORM_ADMIN',
      organisationId: await scratch.id('ah'),
    });
    await expect(slices().accounts.setSuspended(unitAdmin, other, true)).rejects.toMatchObject({code: 'NOT_PERMITTED'});
    await expect(slices().accounts.setSuspended(unitAdmin, 'nobody', true)).rejects.toMatchObject({
      code: 'NOT_PERMITTED',
    });
    const third = await account('sun');
    await expect(slices().accounts.setSuspended(unitAdmin, third, true)).resolves.toMatchObject({suspended: true});
  });
});
