import {systemCaller, type Caller} from '@concours/kernel/identity';
import {accountWith, grantOf} from '@concours/kernel/testing/callers';
import {execute} from '@concours/kernel/testing/execute';
import {engines} from '@concours/kernel/testing/scratch-database';
import type {Role} from '@concours/schema/access';
import {scratchOrganisations, type Scratch} from '../../testing/scratch-organisations.js';

const system = systemCaller();
const CAMPAIGN = '01HCAMPAIGN000000000000000';

describe.each(engines)('lists of accounts and grants on %s', (engine) => {
  let scratch: Scratch;
  const slices = () => scratch.service.slices;
  beforeEach(async () => {
    scratch = await scratchOrganisations(engine);
    await scratch.plant({ah: null, 'ah.hefei': 'ah', 'ah.hefei.shushan': 'ah.hefei', 'ah.wuhu': 'ah'});
  });
  afterEach(() => scratch.close());

  const account = async (name: string, at: string) => {
    const input = {name, displayName: name.toUpperCase(), password: 'a long password'};
    return (await slices().accounts.create(system, {...input, organisationId: await scratch.id(at)})).id;
  };
  const grant = async (accountId: string, role: Role, at: string, more: {campaignId?: string; until?: Date} = {}) =>
    slices().grants.grant(system, {accountId, role, organisationId: await scratch.id(at), ...more});
  const holder = async (role: Role, at: string, within?: string): Promise<Caller> =>
    accountWith(grantOf(role, await scratch.path(at), within));

  test('accounts are narrowed by place and role, and sorted; pages end where the next begins', async () => {
    const ids = new Map<string, string>();
    for (const [name, at] of [
      ['wei', 'ah.hefei'],
      ['bai', 'ah.hefei.shushan'],
      ['chu', 'ah.wuhu'],
      ['an', 'ah'],
    ])
      ids.set(name, await account(name, at));
    await grant(ids.get('bai')!, 'REVIEWER', 'ah.wuhu');
    await grant(ids.get('wei')!, 'REVIEWER', 'ah', {until: new Date('2024-05-01T01:00:00Z')});
    const caller = await holder('AUDITOR', 'ah');
    const list = async (args: string, fields = 'nodes {name}') =>
      (await execute(scratch.service, {query: `{accounts(${args}) {totalCount ${fields}}}`, caller})).expectData() as {
        accounts: {totalCount: number; nodes: {name: string}[]; pageInfo: {endCursor: string}};
      };
    const names = async (args: string) => (await list(args)).accounts.nodes.map(({name}) => name);
    expect(await names('first: 10')).toEqual(['an', 'bai', 'chu', 'wei']);
    expect(await names('sort: NEWEST')).toEqual(['an', 'chu', 'bai', 'wei']);
    expect(await names(`organisationId: "${await scratch.id('ah.hefei')}"`)).toEqual(['bai', 'wei']);
    expect(await names(`organisationId: "01HNOWHERE0000000000000000"`)).toEqual([]);
    expect(await names('roles: [REVIEWER, JUDGE]')).toEqual(['bai']);
    expect(await names('roles: []')).toHaveLength(4);
    await slices().accounts.setSuspended(system, ids.get('chu')!, true);
    await slices().links.invite(system, {
      displayName: 'DAI',
      name: 'dai',
      organisationId: await scratch.id('ah.wuhu'),
      grants: [],
    });
    expect(await names('states: [SUSPENDED]')).toEqual(['chu']);
    expect(await names('states: [INVITED, SUSPENDED]')).toEqual(['chu', 'dai']);
    expect(await names('states: [ACTIVE]')).toEqual(['an', 'bai', 'wei']);
    expect(await names('secondFactor: true')).toEqual([]);
    expect(await names('secondFactor: false')).toHaveLength(5);
    const here = {address: '', device: null};
    await slices().sessions.signIn({name: 'wei', password: 'a long password', ...here});
    scratch.realTime.set(new Date('2024-05-01T02:00:00Z'));
    await slices().sessions.signIn({name: 'bai', password: 'a long password', ...here});
    for (const [sort, order] of [
      ['NAME', ['an', 'bai', 'chu', 'dai', 'wei']],
      ['NEWEST', ['dai', 'an', 'chu', 'bai', 'wei']],
      ['LATEST_SIGN_IN', ['bai', 'wei', 'dai', 'an', 'chu']],
    ] as const) {
      const found: string[] = [];
      let after = 'null';
      for (let page = 0; page < 5; page++) {
        const {accounts} = await list(`first: 1, sort: ${sort}, after: ${after}`, 'nodes {name} pageInfo {endCursor}');
        expect(accounts.totalCount).toBe(5);
        found.push(...accounts.nodes.map(({name}) => name));
        after = JSON.stringify(accounts.pageInfo.endCursor);
      }
      expect(found).toEqual(order);
      const other = sort === 'NAME' ? 'NEWEST' : 'NAME';
      const query = `{accounts(sort: ${other}, after: ${after}) {totalCount}}`;
      (await execute(scratch.service, {query, caller})).expectRefusal('CURSOR_INVALID');
    }
  });

  test('who holds something at a place is listed from the top, to whoever may read its accounts', async () => {
    const [judge, clerk] = [await account('judge', 'ah.wuhu'), await account('clerk', 'ah.hefei')];
    await grant(clerk, 'CLERK', 'ah.hefei.shushan');
    await grant(judge, 'JUDGE', 'ah.hefei', {campaignId: CAMPAIGN});
    await grant(clerk, 'REVIEWER', 'ah.hefei', {until: new Date('2024-04-30T00:00:00Z')});
    await grant(clerk, 'AUDITOR', 'ah');
    const query = `query ($at: ID!, $below: Boolean!, $roles: [Role!], $after: String) {
      grants(organisationId: $at, below: $below, roles: $roles, first: 1, after: $after) {totalCount pageInfo {endCursor}
      nodes {role holder grantor createdAt revocable campaign {id} track {id} account {name administrable} organisation {code}}}}`;
    const ask = async (caller: Caller, more: object) =>
      execute(scratch.service, {query, variables: {at: await scratch.id('ah.hefei'), below: true, ...more}, caller});
    const admin = await holder('UNIT_ADMIN', 'ah.hefei');
    const {grants} = (await ask(admin, {})).expectData() as {
      grants: {totalCount: number; nodes: object[]; pageInfo: {endCursor: string}};
    };
    // of somebody administered elsewhere there is the name, and no more
    expect(grants).toMatchObject({
      totalCount: 2,
      nodes: [
        {
          ...{
            role: 'JUDGE',
            holder: 'JUDGE',
            grantor: null,
            campaign: {id: CAMPAIGN},
            track: null,
            account: null,
            revocable: false,
          },
          organisation: {code: 'ah.hefei'},
        },
      ],
    });
    const next = (await ask(admin, {after: grants.pageInfo.endCursor})).expectData();
    expect(next).toMatchObject({
      grants: {nodes: [{role: 'CLERK', holder: 'CLERK', account: {name: 'clerk', administrable: true}}]},
    });
    const platform = await ask(await holder('PLATFORM_ADMIN', 'ah'), {roles: ['CLERK']});
    expect(platform.expectData()).toMatchObject({grants: {nodes: [{revocable: true, account: {administrable: true}}]}});
    expect((await ask(admin, {below: false})).expectData()).toMatchObject({grants: {totalCount: 1}});
    expect((await ask(admin, {roles: ['CLERK']})).expectData()).toMatchObject({grants: {totalCount: 1}});
    for (const [role, at] of [
      ['UNIT_ADMIN', 'ah.wuhu'],
      ['UNIT_ADMIN', 'ah.hefei.shushan'],
      ['JUDGE', 'ah'],
    ] as const)
      (await ask(await holder(role, at), {})).expectRefusal('NOT_PERMITTED');
    (await ask(admin, {at: '01HNOWHERE0000000000000000'})).expectRefusal('NOT_PERMITTED');
  });

  test('what somebody may hand out is offered, with its places; what not, with who may', async () => {
    const query = `query ($at: ID) {viewer {grantable(organisationId: $at) {role givenBy
      places {campaignId trackKey campaignRequired until organisation {code}}}}}`;
    type Answer = {viewer: {grantable: {role: Role; givenBy: Role[]; places: object[]}[]}};
    const ask = async (caller: Caller, at?: string) => {
      const variables = {at: at && (await scratch.id(at))};
      const {viewer} = (await execute(scratch.service, {query, variables, caller})).expectData() as Answer;
      return new Map(viewer.grantable.map(({role, places}) => [role, places]));
    };
    const own = async (role: Role, at: string, within?: string) => ({
      ...grantOf(role, await scratch.path(at), within),
      organisation: await scratch.id(at),
    });
    const place = (code: string, more: object = {}) => ({
      ...{campaignId: null, trackKey: null, campaignRequired: false, until: null, organisation: {code}},
      ...more,
    });
    const city = accountWith(await own('UNIT_ADMIN', 'ah.hefei'), await own('UNIT_ADMIN', 'ah.hefei.shushan'));
    const offered = await ask(city);
    expect(offered.get('REVIEWER')).toEqual([place('ah.hefei')]);
    expect(offered.get('JUDGE')).toEqual([]);
    expect([...offered.keys()]).not.toContain('DISPLAY');
    expect((await ask(city, 'ah.wuhu')).get('REVIEWER')).toEqual([]);
    expect((await ask(city, 'ah.hefei.shushan')).get('REVIEWER')).toEqual([place('ah.hefei')]);
    const owner = accountWith(await own('CAMPAIGN_OWNER', 'ah'), await own('UNIT_ADMIN', 'ah.wuhu', CAMPAIGN));
    expect((await ask(owner)).get('JUDGE')).toEqual([place('ah', {campaignRequired: true})]);
    expect((await ask(owner)).get('REVIEWER')).toEqual([place('ah.wuhu', {campaignId: CAMPAIGN})]);
    expect((await ask(owner)).get('CAMPAIGN_OWNER')).toEqual([]);
    const end = Date.parse('2024-06-01T00:00:00Z');
    const ending = accountWith({...(await own('UNIT_ADMIN', 'ah')), until: end}, await own('UNIT_ADMIN', 'ah.hefei'));
    expect((await ask(ending)).get('REVIEWER')).toEqual([
      place('ah', {until: '2024-06-01T00:00:00.000Z'}),
      place('ah.hefei'),
    ]);
    const nobody = await execute(scratch.service, {query: '{viewer {grantable {role givenBy places {campaignId}}}}'});
    const {grantable} = (nobody.expectData() as Answer).viewer;
    expect(grantable.every(({places}) => places.length === 0)).toBe(true);
    expect(grantable.find(({role}) => role === 'JUDGE')!.givenBy).toEqual(['PLATFORM_ADMIN', 'CAMPAIGN_OWNER']);
  });
});
