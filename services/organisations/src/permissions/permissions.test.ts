import {systemCaller} from '@concours/kernel/identity';
import {may} from '@concours/kernel/scope';
import {accountWith, grantOf} from '@concours/kernel/testing/callers';
import {execute} from '@concours/kernel/testing/execute';
import {engines} from '@concours/kernel/testing/scratch-database';
import {permissions, type Permission, type Role} from '@concours/schema/access';
import {scratchOrganisations, type Scratch} from '../../testing/scratch-organisations.js';

const system = systemCaller();
const CAMPAIGN = '01HCAMPAIGN000000000000000';
const OTHER = '01HCAMPAIGN111111111111111';
interface Held {
  role: Role;
  at: string;
  scope?: string;
  until?: Date;
}
const NOW = new Date('2024-05-01T01:00:00Z');

describe.each(engines)('what a person can do, and why, on %s', (engine) => {
  let scratch: Scratch;
  const slices = () => scratch.service.slices;
  beforeEach(async () => {
    scratch = await scratchOrganisations(engine);
    await scratch.plant({ah: null, 'ah.hefei': 'ah', 'ah.hefei.shushan': 'ah.hefei', 'ah.wuhu': 'ah'});
  });
  afterEach(() => scratch.close());

  const account = async (name: string, at = 'ah.hefei') => {
    const input = {name, displayName: name.toUpperCase(), password: 'a long password'};
    return (await slices().accounts.create(system, {...input, organisationId: await scratch.id(at)})).id;
  };
  const grant = async (accountId: string, role: Role, at: string, more: Partial<Held> = {}) => {
    const [campaignId, trackKey] = more.scope?.split('/') ?? [];
    const organisationId = await scratch.id(at);
    return slices().grants.grant(system, {accountId, role, organisationId, campaignId, trackKey, until: more.until});
  };
  const ask = async (accountId: string, permission: Permission, at: string, scope?: string) => {
    const [campaignId, trackKey] = scope?.split('/') ?? [];
    const question = {accountId, permission, organisationId: await scratch.id(at), campaignId, trackKey};
    return slices().permissions.explain(system, question);
  };

  test.each<[verdict: string, held: Held | null, permission: Permission, at: string, scope: string | undefined]>([
    ['HELD', {role: 'REVIEWER', at: 'ah.hefei'}, 'report.review', 'ah.hefei.shushan', CAMPAIGN],
    ['HELD', {role: 'JUDGE', at: 'ah', scope: CAMPAIGN}, 'round.score', 'ah', `${CAMPAIGN}/song`],
    ['ELSEWHERE', {role: 'REVIEWER', at: 'ah.hefei'}, 'report.review', 'ah.wuhu', CAMPAIGN],
    ['ELSEWHERE', {role: 'REVIEWER', at: 'ah.hefei'}, 'report.review', 'ah', undefined],
    ['OTHER_CAMPAIGN', {role: 'REVIEWER', at: 'ah', scope: OTHER}, 'report.review', 'ah.hefei', CAMPAIGN],
    ['OTHER_CAMPAIGN', {role: 'REVIEWER', at: 'ah', scope: OTHER}, 'report.review', 'ah.hefei', undefined],
    ['OTHER_CAMPAIGN', {role: 'JUDGE', at: 'ah', scope: `${CAMPAIGN}/song`}, 'round.score', 'ah', CAMPAIGN],
    ['ENDED', {role: 'REVIEWER', at: 'ah', until: NOW}, 'report.review', 'ah.hefei', CAMPAIGN],
    ['NO_ROLE', {role: 'REVIEWER', at: 'ah.hefei', until: NOW}, 'report.review', 'ah.wuhu', CAMPAIGN],
    ['NO_ROLE', {role: 'JUDGE', at: 'ah'}, 'report.review', 'ah', CAMPAIGN],
    ['NO_ROLE', null, 'report.review', 'ah', CAMPAIGN],
  ])('%s: %j, asked for %s at %s within %s', async (verdict, held, permission, at, scope) => {
    const id = await account('zhang');
    if (held) await grant(id, held.role, held.at, held);
    const answer = await ask(id, permission, at, scope);
    expect(answer.verdict).toBe(verdict);
    expect(answer.grant?.role ?? null).toBe(verdict === 'NO_ROLE' ? null : held!.role);
    expect(answer.roles).toEqual(permissions[permission]);
  });

  test('the answers are those of the acts themselves, for every permission at every place', async () => {
    const id = await account('zhang');
    await grant(id, 'UNIT_ADMIN', 'ah.hefei', {scope: CAMPAIGN});
    await grant(id, 'REVIEWER', 'ah.wuhu');
    await grant(id, 'AUDITOR', 'ah', {until: NOW});
    await grant(id, 'TRACK_HOST', 'ah', {scope: `${CAMPAIGN}/song`});
    const caller = {...accountWith(), grants: await slices().grants.compact(id)};
    for (const permission of Object.keys(permissions) as Permission[]) {
      for (const at of ['ah', 'ah.hefei', 'ah.hefei.shushan', 'ah.wuhu']) {
        for (const scope of [undefined, CAMPAIGN, `${CAMPAIGN}/song`, OTHER]) {
          const need = {roles: permissions[permission], path: await scratch.path(at), within: scope};
          const {verdict} = await ask(id, permission, at, scope);
          expect([permission, at, scope, verdict === 'HELD']).toEqual([permission, at, scope, may(caller, need)]);
        }
      }
    }
  });

  test('the table of permissions names each with the grants that give it, and nothing of a grant that is over', async () => {
    const id = await account('zhang');
    const first = await grant(id, 'REVIEWER', 'ah.hefei');
    const second = await grant(id, 'UNIT_ADMIN', 'ah.wuhu', {scope: CAMPAIGN});
    await grant(id, 'JUDGE', 'ah', {until: NOW});
    const [found] = await slices().permissions.ofAccounts([id]);
    const byName = new Map(found.map(({permission, grants}) => [permission, grants.map((each) => each.id)]));
    expect(byName.get('report.review')).toEqual([first.id, second.id]);
    expect(byName.get('work.recommend')).toEqual([second.id]);
    expect(byName.has('round.score')).toBe(false);
  });

  test('a no names who could change it: the nearest first, and nobody who is suspended or whose role is over', async () => {
    const asked = await account('zhang');
    const near = await account('near');
    await grant(near, 'UNIT_ADMIN', 'ah.hefei');
    const above = await account('above', 'ah');
    await grant(above, 'PLATFORM_ADMIN', 'ah');
    const suspended = await account('suspended');
    await grant(suspended, 'UNIT_ADMIN', 'ah.hefei');
    await slices().accounts.setSuspended(system, suspended, true);
    await grant(await account('over'), 'UNIT_ADMIN', 'ah.hefei', {until: NOW});
    await grant(await account('confined'), 'UNIT_ADMIN', 'ah.hefei', {scope: OTHER});
    await grant(await account('beside', 'ah.wuhu'), 'UNIT_ADMIN', 'ah.wuhu');
    const {grantors} = await ask(asked, 'report.review', 'ah.hefei.shushan', CAMPAIGN);
    expect(grantors.map(({by, roles}) => [by.accountId, roles])).toEqual([
      [near, ['REVIEWER', 'UNIT_ADMIN']],
      [above, ['REVIEWER', 'UNIT_ADMIN', 'CAMPAIGN_OWNER', 'PLATFORM_ADMIN']],
    ]);
    await grant(asked, 'REVIEWER', 'ah.hefei');
    expect((await ask(asked, 'report.review', 'ah.hefei', CAMPAIGN)).grantors).toEqual([]);
  });

  test('while somebody is suspended the answer is no, whatever they hold', async () => {
    const id = await account('zhang');
    await grant(id, 'REVIEWER', 'ah.hefei');
    await slices().accounts.setSuspended(system, id, true);
    expect(await ask(id, 'report.review', 'ah.hefei')).toMatchObject({verdict: 'SUSPENDED', grantors: []});
  });

  test('whoever may not see an account is told as if there were none; one may always ask about oneself', async () => {
    const id = await account('zhang');
    const organisationId = await scratch.id('ah');
    const query = `query ($id: ID!, $at: ID!) {
      account(id: $id) {id permissions {permission}}
      explainPermission(accountId: $id, permission: "report.review", organisationId: $at) {verdict}}`;
    const asked = async (at: string, role: Role, accountId = id) => {
      const caller = accountWith(grantOf(role, await scratch.path(at)));
      return execute(scratch.service, {query, variables: {id: accountId, at: organisationId}, caller});
    };
    (await asked('ah.wuhu', 'UNIT_ADMIN')).expectRefusal('NOT_FOUND');
    (await asked('ah', 'AUDITOR', '01HNOBODY00000000000000000')).expectRefusal('NOT_FOUND');
    (await asked('ah', 'JUDGE')).expectRefusal('NOT_FOUND');
    const answer = {account: {id, permissions: []}, explainPermission: {verdict: 'NO_ROLE'}};
    expect((await asked('ah', 'AUDITOR')).expectData()).toEqual(answer);
    const caller = {...accountWith(), id};
    const own = await execute(scratch.service, {query, variables: {id, at: organisationId}, caller});
    expect(own.expectData()).toEqual(answer);
    const nobody = await execute(scratch.service, {query, variables: {id, at: organisationId}});
    nobody.expectRefusal('NOT_SIGNED_IN');
    const unknown = query.replace('report.review', 'toString');
    (await execute(scratch.service, {query: unknown, variables: {id, at: organisationId}, caller})).expectRefusal(
      'INPUT_INVALID',
    );
  });
});
