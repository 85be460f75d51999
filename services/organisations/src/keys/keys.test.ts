import {systemCaller, type Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {accountWith, grantOf} from '@concours/kernel/testing/callers';
import {execute} from '@concours/kernel/testing/execute';
import {engines} from '@concours/kernel/testing/scratch-database';
import {scratchOrganisations, type Scratch} from '../../testing/scratch-organisations.js';
import {ApiKey, ApiKeyGrant} from './api-key.js';
import type {NewKey} from './key.service.js';

const system = systemCaller();
const inDays = (days: number) => new Date(Date.parse('2024-05-01T01:00:00Z') + days * 86_400_000);

describe.each(engines)('a key, on %s', (engine) => {
  let scratch: Scratch;
  let owner: Caller;
  let reporter: string, admin: string;
  beforeEach(async () => {
    scratch = await scratchOrganisations(engine);
    await scratch.plant({ah: null, 'ah.hefei': 'ah', 'ah.wuhu': 'ah'});
    owner = await account('zhang.san', 'ah.hefei');
    reporter = await grant(owner, 'UNIT_REPORTER', 'ah.hefei');
    admin = await grant(owner, 'UNIT_ADMIN', 'ah.hefei');
  });
  afterEach(() => scratch.close());

  const keys = () => scratch.service.slices.keys;
  async function account(name: string, place: string): Promise<Caller> {
    const organisationId = await scratch.id(place);
    const input = {name, displayName: name, password: 'a long password', organisationId};
    const {id} = await scratch.service.slices.accounts.create(system, input);
    return {kind: 'account', id, name, grants: [], requestId: 'r'};
  }
  async function grant(to: Caller, role: 'UNIT_REPORTER' | 'UNIT_ADMIN', place: string, until?: Date): Promise<string> {
    const input = {accountId: to.id ?? '', role, organisationId: await scratch.id(place), until};
    return (await scratch.service.slices.grants.grant(system, input)).id;
  }
  const make = (more: Partial<NewKey> = {}, by: Caller = owner) =>
    keys().create(by, {name: '统计脚本', grantIds: [reporter], readOnly: false, expiresAt: inDays(90), ...more});
  const callerOf = (token: string) => scratch.service.slices.identity.resolve({token}, 'r2');

  test('speaks for its owner with what it was given, and with nothing else', async () => {
    const {key, token} = await make();
    expect(token).toMatch(/^ck_[\w-]{43}$/);
    expect(key.ending).toBe(token.slice(-4));
    const path = await scratch.path('ah.hefei');
    expect(await callerOf(token)).toEqual({
      kind: 'key',
      id: owner.id,
      key: key.id,
      name: '统计脚本',
      grants: [{role: 'UNIT_REPORTER', organisation: await scratch.id('ah.hefei'), path}],
      requestId: 'r2',
    });
    const stored = await scratch.service.database.read.findOneByOrFail(ApiKey, {id: key.id});
    expect(JSON.stringify(stored)).not.toContain(token);
    expect(stored.tokenHash).toMatch(/^[0-9a-f]{64}$/);
    expect(await callerOf((await make({name: 'reads', readOnly: true})).token)).toMatchObject({readOnly: true});
  });

  const ends: [string, (token: string, keyId: string) => Promise<unknown>, 'nobody' | 'powerless'][] = [
    ['it is revoked', (_, id) => keys().revoke(owner, id), 'nobody'],
    ['its time is over', async () => scratch.realTime.set('2024-08-01T00:00:00Z'), 'nobody'],
    [
      'its owner is suspended',
      () => scratch.service.slices.accounts.setSuspended(system, owner.id ?? '', true),
      'nobody',
    ],
    ['its grant is revoked', () => scratch.service.slices.grants.revoke(system, reporter), 'powerless'],
    [
      'its grant has ended',
      async () => {
        await grant(owner, 'UNIT_REPORTER', 'ah.hefei', inDays(2));
        scratch.realTime.set(inDays(2));
      },
      'powerless',
    ],
    [
      'its grant is revoked and given anew',
      async () => {
        await scratch.service.slices.grants.revoke(system, reporter);
        await grant(owner, 'UNIT_REPORTER', 'ah.hefei');
      },
      'powerless',
    ],
  ];
  test.each(ends)('is at once without power when %s', async (_, end, what) => {
    const {key, token} = await make();
    expect((await callerOf(token))?.grants).toHaveLength(1);
    await end(token, key.id);
    const caller = await callerOf(token);
    if (what === 'nobody') expect(caller).toBeNull();
    else expect(caller).toMatchObject({kind: 'key', grants: []});
  });

  const refusals: [string, () => Partial<NewKey>, string][] = [
    ['a grant of somebody else', () => ({grantIds: [newId()]}), 'KEY_GRANT_NOT_YOURS'],
    ['a grant of its own and another', () => ({grantIds: [reporter, newId()]}), 'KEY_GRANT_NOT_YOURS'],
    ['an end in the past', () => ({expiresAt: inDays(-1)}), 'KEY_END_INVALID'],
    ['an end at this moment', () => ({expiresAt: inDays(0)}), 'KEY_END_INVALID'],
    ['an end beyond a year', () => ({expiresAt: inDays(367)}), 'KEY_END_INVALID'],
    ['a name it has', () => ({name: ' 统计脚本'}), 'KEY_NAME_TAKEN'],
  ];
  test.each(refusals)('is refused with %s', async (_, more, code) => {
    await make();
    await expect(make({name: 'another', ...more()})).rejects.toMatchObject({code});
    expect(await keys().own(owner)).toHaveLength(1);
  });

  test('carries no grant of another account, though that is one', async () => {
    const other = await account('li.si', 'ah.hefei');
    await expect(make({}, other)).rejects.toMatchObject({code: 'KEY_GRANT_NOT_YOURS'});
  });

  test('there are fifty of an account and no more', async () => {
    for (let index = 0; index < 50; index++) await make({name: `key ${index}`});
    await expect(make({name: 'one more'})).rejects.toMatchObject({code: 'KEYS_TOO_MANY'});
  });

  test.each<[Caller['kind'], string]>([
    ['key', 'PERSON_NEEDED'],
    ['display', 'NOT_PERMITTED'],
    ['voter', 'NOT_PERMITTED'],
    ['anonymous', 'NOT_SIGNED_IN'],
  ])('is neither made, listed nor revoked by a %s', async (kind, code) => {
    const {key} = await make();
    const by: Caller = {...accountWith(grantOf('PLATFORM_ADMIN', await scratch.path('ah'))), id: owner.id, kind};
    await expect(async () => make({name: 'x'}, by)).rejects.toMatchObject({code});
    await expect(async () => keys().own(by)).rejects.toMatchObject({code});
    await expect(async () => keys().revoke(by, key.id)).rejects.toMatchObject({code});
  });

  test('is seen and revoked by who administers its owner, from above and not from beside', async () => {
    const {key} = await make();
    const above = accountWith(grantOf('UNIT_ADMIN', await scratch.path('ah')));
    const beside = accountWith(grantOf('UNIT_ADMIN', await scratch.path('ah.wuhu')));
    const auditor = accountWith(grantOf('AUDITOR', await scratch.path('ah')));
    const seenBy = async (caller: Caller, search?: string) =>
      (await keys().page(caller, {first: 10, search})).nodes.map(({id}) => id);
    expect(await seenBy(above)).toEqual([key.id]);
    expect(await seenBy(auditor)).toEqual([key.id]);
    expect([await seenBy(beside), await seenBy(above, 'ZHANG'), await seenBy(above, '统计%')]).toEqual([
      [],
      [key.id],
      [],
    ]);
    await expect(keys().page(accountWith(), {first: 1})).rejects.toMatchObject({code: 'NOT_PERMITTED'});
    for (const by of [beside, auditor]) {
      await expect(keys().revoke(by, key.id)).rejects.toMatchObject({code: 'NOT_PERMITTED'});
      await expect(keys().revoke(by, newId())).rejects.toMatchObject({code: 'NOT_PERMITTED'});
    }
    await keys().revoke(above, key.id);
    expect(await keys().own(owner)).toEqual([]);
    expect(await scratch.service.database.read.countBy(ApiKeyGrant, {keyId: key.id})).toBe(0);
  });

  test('was last used in a minute that is written once, and never in the way of a request', async () => {
    const {key, token} = await make();
    const stored = async () => (await scratch.service.database.read.findOneByOrFail(ApiKey, {id: key.id})).lastSeenAt;
    const write = jest.spyOn(scratch.service.database, 'write');
    scratch.realTime.set('2024-05-01T01:02:03Z');
    for (let index = 0; index < 5; index++) await callerOf(token);
    expect([await stored(), write.mock.calls.length]).toEqual([null, 0]);
    await scratch.service.stop?.();
    expect([await stored(), write.mock.calls.length]).toEqual([new Date('2024-05-01T01:02:00Z'), 1]);
    scratch.realTime.set('2024-05-01T01:02:59Z');
    await callerOf(token);
    await scratch.service.stop?.();
    expect(write.mock.calls.length).toBe(1);
    scratch.realTime.set('2024-05-01T01:03:00Z');
    await callerOf(token);
    await scratch.service.stop?.();
    expect([await stored(), write.mock.calls.length]).toEqual([new Date('2024-05-01T01:03:00Z'), 2]);
  });

  test('through the graph it is shown with its owner and what it may do now', async () => {
    const caller: Caller = {...owner, grants: [grantOf('UNIT_ADMIN', await scratch.path('ah.hefei'))]};
    const made = await execute(scratch.service, {
      caller,
      query: `mutation ($input: ApiKeyInput!) {
        createKey(input: $input) { token key { id name ending readOnly lastUsedAt owner { name } grants { id role } } }
      }`,
      variables: {
        input: {name: 'app', grantIds: [reporter, admin], readOnly: true, expiresAt: inDays(365).toISOString()},
      },
    });
    expect(made.expectData()).toMatchObject({
      createKey: {
        token: expect.stringMatching(/^ck_/),
        key: {
          name: 'app',
          readOnly: true,
          lastUsedAt: null,
          owner: {name: 'zhang.san'},
          grants: [{id: reporter}, {id: admin}],
        },
      },
    });
    await scratch.service.slices.grants.revoke(system, admin);
    const listed = await execute(scratch.service, {caller, query: '{ myKeys { name grants { id } } }'});
    expect(listed.expectData()).toEqual({myKeys: [{name: 'app', grants: [{id: reporter}]}]});
  });
});
