import {anonymous, type Caller} from '@concours/kernel/identity';
import {fullWidth, mobile, spaced} from '@concours/kernel/testing/mobile';
import {engines} from '@concours/kernel/testing/scratch-database';
import {asking, PASSWORD, person} from '../../testing/people.js';
import {scratchOrganisations, type Scratch} from '../../testing/scratch-organisations.js';
import {accountLookKey} from './account.rules.js';

const CHANGE = 'mutation ($input: ProfileInput!) { updateProfile(input: $input) { displayName email phone language } }';
const PASSWORDS =
  'mutation ($current: String!, $next: String!) { changePassword(current: $current, next: $next) { name } }';
const PHONE = mobile('00001234');
const SESSIONS = '{ mySessions { id device address current } }';

describe.each(engines)('my account on %s', (engine) => {
  let scratch: Scratch;
  let mei: Caller;
  beforeEach(async () => {
    scratch = await scratchOrganisations(engine);
    await scratch.plant({ah: null});
    mei = await person(scratch, 'mei', 'ah');
  });
  afterEach(() => scratch.close());

  const ask = (...i: Parameters<ReturnType<typeof asking>>) => asking(scratch)(...i);
  const sessions = () => scratch.service.slices.sessions;
  const signIn = async (device: string | null = null, password = PASSWORD) => {
    const begun = await sessions().signIn({name: 'mei', password, address: '10.0.0.1', device});
    return {...begun, caller: (await sessions().callerOf(begun.token, 'r'))!};
  };

  test.each<[string, object, object]>([
    ['a name in rare characters and emoji', {displayName: '𠮷野 🎉'}, {displayName: '𠮷野 🎉'}],
    [
      'markup, which is only text',
      {displayName: '<script>alert(1)</script>'},
      {displayName: '<script>alert(1)</script>'},
    ],
    ['a number with its country', {phone: `+86 ${spaced(PHONE)}`}, {phone: PHONE}],
    ['a number in full width', {phone: fullWidth(PHONE)}, {phone: PHONE}],
    ['a number of the telephone on the desk', {phone: '0309-62345678'}, {phone: '030962345678'}],
    ['no number', {phone: ''}, {phone: null}],
    ['a language', {language: 'EN'}, {language: 'EN'}],
  ])('takes %s', async (_, input, expected) => {
    expect((await ask(mei, CHANGE, {input})).expectData().updateProfile).toMatchObject(expected);
  });

  test.each<[string, object, string]>([
    ['a name that can’t be seen', {displayName: '\u200b\u200b'}, 'INPUT_INVALID'],
    ['a name with a zero-width joint', {displayName: '梅\u200d梅'}, 'INPUT_INVALID'],
    ['a name that turns the line round', {displayName: 'abc\u202edef'}, 'INPUT_INVALID'],
    ['a name of signs only', {displayName: '🎉🎉'}, 'INPUT_INVALID'],
    ['a number with a letter for a digit', {phone: PHONE.replace('0', 'O')}, 'PHONE_INVALID'],
    ['a number that is too short', {phone: PHONE.slice(1)}, 'PHONE_INVALID'],
    ['a country and nothing else', {phone: '+86'}, 'PHONE_INVALID'],
    ['an address that is none', {email: 'mei@', password: PASSWORD}, 'EMAIL_INVALID'],
    ['another address without the password', {email: 'mei@example.cn'}, 'PASSWORD_WRONG'],
    ['another address with a wrong password', {email: 'mei@example.cn', password: 'wrong password'}, 'PASSWORD_WRONG'],
  ])('refuses %s', async (_, input, code) => {
    (await ask(mei, CHANGE, {input})).expectRefusal(code);
  });

  test('contacts are its owner’s; those who administer it see them masked, and the table shows neither', async () => {
    const admin = await person(scratch, 'admin', 'ah', {PLATFORM_ADMIN: 'ah'});
    const input = {email: 'mei@example.cn', phone: PHONE, password: PASSWORD};
    expect((await ask(mei, CHANGE, {input})).expectData().updateProfile).toMatchObject({
      email: 'mei@example.cn',
      phone: PHONE,
    });
    const query = 'query ($id: ID!) { account(id: $id) { email phone } }';
    expect((await ask(admin, query, {id: mei.id})).expectData().account).toEqual({
      email: 'm***@example.cn',
      phone: '154****1234',
    });
    const stored = await Promise.all(
      ['account', 'audit_row'].map((table) => scratch.service.database.read.query(`SELECT * FROM ${table}`)),
    );
    expect(JSON.stringify(stored)).not.toMatch(new RegExp(`example\\.cn|${PHONE}`));
    (await ask(mei, CHANGE, {input: {email: 'mei@example.cn'}})).expectData();
  });

  test('a new password ends the other sessions and keeps the one that asked', async () => {
    const [here, there] = [await signIn(), await signIn()];
    (await ask(here.caller, PASSWORDS, {current: 'wrong password', next: 'another password'})).expectRefusal(
      'PASSWORD_WRONG',
    );
    (await ask(here.caller, PASSWORDS, {current: PASSWORD, next: 'meimeimei'})).expectRefusal('PASSWORD_TOO_COMMON');
    (await ask(here.caller, PASSWORDS, {current: PASSWORD, next: 'x'.repeat(1_000_000)})).expectRefusal(
      'PASSWORD_TOO_LONG',
    );
    (await ask(here.caller, PASSWORDS, {current: PASSWORD, next: 'another password'})).expectData();
    expect(await sessions().callerOf(here.token, 'r')).not.toBeNull();
    expect(await sessions().callerOf(there.token, 'r')).toBeNull();
    await expect(signIn()).rejects.toMatchObject({code: 'SIGN_IN_REFUSED'});
    expect((await signIn(null, 'another password')).account.id).toBe(mei.id);
  });

  test('sessions are listed with where they are, and ended one by one or all but this', async () => {
    const here = await signIn('Firefox · Windows');
    const there = await signIn('WeChat · iOS');
    await signIn();
    const listed = (await ask(here.caller, SESSIONS)).expectData().mySessions as {id: string; current: boolean}[];
    expect(listed).toHaveLength(3);
    expect(listed.filter(({current}) => current)).toEqual([
      {id: here.session, device: 'Firefox · Windows', address: '10.0.0.1', current: true},
    ]);
    const end = 'mutation ($id: ID!) { endSession(id: $id) }';
    (await ask(here.caller, end, {id: there.session})).expectData();
    expect(await sessions().callerOf(there.token, 'r')).toBeNull();
    (await ask(here.caller, end, {id: there.session})).expectRefusal('NOT_FOUND');
    const other = await person(scratch, 'other', 'ah');
    (await ask(other, end, {id: here.session})).expectRefusal('NOT_FOUND');
    expect((await ask(here.caller, 'mutation { endOtherSessions }')).expectData()).toEqual({endOtherSessions: 1});
    expect(await sessions().callerOf(here.token, 'r')).not.toBeNull();
    expect((await ask(here.caller, SESSIONS)).expectData().mySessions).toHaveLength(1);
  });

  test.each([
    ['nobody', anonymous('r'), 'NOT_SIGNED_IN'],
    ['a key', {...anonymous('r'), kind: 'key' as const, id: 'k'}, 'PERSON_NEEDED'],
    ['a screen', {...anonymous('r'), kind: 'display' as const, id: 'd'}, 'NOT_PERMITTED'],
  ])('%s has no account of its own', async (_, caller, code) => {
    (await ask(caller, CHANGE, {input: {displayName: '梅'}})).expectRefusal(code);
    (await ask(caller, PASSWORDS, {current: PASSWORD, next: 'another password'})).expectRefusal(code);
    (await ask(caller, SESSIONS)).expectRefusal(code);
    (await ask(caller, 'mutation { endOtherSessions }')).expectRefusal(code);
    (await ask(caller, 'mutation { confirmSecondFactor(code: "1") }')).expectRefusal(code);
  });

  test('a wrong password costs the same work and answers the same whether there is such an account or not', async () => {
    await person(scratch, 'gone', 'ah');
    const invited = {name: 'invited', displayName: '未到', organisationId: await scratch.id('ah')};
    const admin = await person(scratch, 'admin', 'ah', {PLATFORM_ADMIN: 'ah'});
    await scratch.service.slices.links.invite(admin, {...invited, grants: []});
    const runner = scratch.service.database.read.dataSource.createQueryRunner();
    const queries = jest.spyOn(Object.getPrototypeOf(runner) as {query(sql: string): unknown}, 'query');
    const argon2 = jest.requireActual<{verify(): unknown}>('@node-rs/argon2');
    const verified = jest.spyOn(argon2, 'verify');
    const work: unknown[] = [];
    // the first from an address begins its count
    await expect(
      sessions().signIn({name: 'x1', password: 'wrong password', address: 'a', device: null}),
    ).rejects.toBeDefined();
    for (const name of ['mei', 'nobody', 'invited', 'gone', "' OR 1=1 --"]) {
      queries.mockClear();
      verified.mockClear();
      const error = await sessions()
        .signIn({name, password: 'wrong password', address: 'a', device: null})
        .catch(({code, message}: {code: string; message: string}) => ({code, message}));
      work.push({error, statements: queries.mock.calls.map(([sql]) => sql), hashes: verified.mock.calls.length});
    }
    queries.mockRestore();
    verified.mockRestore();
    await runner.release();
    expect(work[0]).toMatchObject({error: {code: 'SIGN_IN_REFUSED'}, hashes: 1});
    for (const each of work) expect(each).toEqual(work[0]);
  });

  test('failures are counted for all instances', async () => {
    const other = await scratch.another();
    const guess = (instance: typeof scratch.service) =>
      instance.slices.sessions.signIn({name: 'mei', password: 'wrong', address: 'a', device: null});
    for (let n = 0; n < 10; n++)
      await expect(guess(n % 2 ? other : scratch.service)).rejects.toMatchObject({code: 'SIGN_IN_REFUSED'});
    await expect(guess(other)).rejects.toMatchObject({code: 'SIGN_IN_THROTTLED'});
    await expect(guess(scratch.service)).rejects.toMatchObject({code: 'SIGN_IN_THROTTLED'});
  });
});

test.each([
  ['Admin', 'admin'],
  ['аdmin', 'admin'],
  ['аԁміn', 'admin'],
  ['ｏｗｎｅｒ', 'owner'],
  ['οwner', 'owner'],
  ['张三', '张三'],
  ['иван', 'иван'.replace('в', 'b').replace('а', 'a').replace('н', 'h')],
])('%s looks like %s', (name, looks) => expect(accountLookKey(name)).toBe(looks));
