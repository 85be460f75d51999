import {serve} from '@concours/kernel/serve';
import {anonymous, ENVELOPE_HEADER, signEnvelope, systemCaller, type Caller} from '@concours/kernel/identity';
import {accountWith, grantOf} from '@concours/kernel/testing/callers';
import {execute} from '@concours/kernel/testing/execute';
import {engines} from '@concours/kernel/testing/scratch-database';
import {createLogger} from '@concours/kernel/log';
import {SignJWT, UnsecuredJWT, type JWTPayload} from 'jose';
import {setUpCodeInto} from './set-up.service.js';
import {scratchOrganisations, type Scratch} from '../../testing/scratch-organisations.js';

const system = systemCaller();
const PASSWORD = '正确的密码 with spaces';

describe.each(engines)('who somebody is, on %s', (engine) => {
  let scratch: Scratch;
  let accountId: string;
  beforeEach(async () => {
    scratch = await scratchOrganisations(engine);
    await scratch.plant({ah: null, 'ah.hefei': 'ah'});
    const input = {name: 'Zhang.San', displayName: '张三', password: PASSWORD, organisationId: await scratch.id('ah')};
    accountId = (await scratch.service.slices.accounts.create(system, input)).id;
  });
  afterEach(() => scratch.close());

  const slices = () => scratch.service.slices;
  const signIn = (name: string, password: string, address = '10.0.0.1') =>
    slices().sessions.signIn({name, password, address, device: null});

  test.each(['Zhang.San', 'zhang.san', 'ＺＨＡＮＧ．ｓａｎ', ' zhang.san '])(
    '%j signs in as the one account',
    async (name) => {
      const {token, tokenExpiresAt, expiresAt, account} = await signIn(name, PASSWORD);
      expect(account.id).toBe(accountId);
      expect([tokenExpiresAt, expiresAt]).toEqual([new Date('2024-05-01T01:10:00Z'), new Date('2024-05-01T13:00:00Z')]);
      expect(await slices().sessions.callerOf(token, 'r')).toMatchObject({
        kind: 'account',
        id: accountId,
        name: '张三',
      });
    },
  );

  test.each<[string, string, string]>([
    ['a wrong password', 'zhang.san', 'wrong password'],
    ['an unknown account', 'nobody', PASSWORD],
    ['a password of a megabyte', 'zhang.san', 'x'.repeat(1_000_000)],
    ['a name of a megabyte', 'x'.repeat(1_000_000), PASSWORD],
    ['an operator in place of a name', "' OR 1=1 --", PASSWORD],
  ])('%s gets the same answer', async (_, name, password) => {
    await expect(signIn(name, password)).rejects.toMatchObject({
      code: 'SIGN_IN_REFUSED',
      message: '账号或密码不正确。',
    });
  });

  test('ten failures close a name to that address, not to its owner elsewhere', async () => {
    for (let index = 0; index < 10; index++)
      await expect(signIn('zhang.san', 'wrong')).rejects.toMatchObject({code: 'SIGN_IN_REFUSED'});
    await expect(signIn('ZHANG.SAN', PASSWORD)).rejects.toMatchObject({
      code: 'SIGN_IN_THROTTLED',
      extensions: {facts: {retryAfterSeconds: 900}},
    });
    await expect(signIn('zhang.san', PASSWORD, '10.0.0.2')).resolves.toBeDefined();
    scratch.realTime.advance(15 * 60_000);
    await expect(signIn('zhang.san', PASSWORD)).resolves.toBeDefined();
  });

  test('guesses that arrive together are counted before any is looked at', async () => {
    const outcomes = await Promise.allSettled(Array.from({length: 30}, () => signIn('zhang.san', 'wrong')));
    const codes = outcomes.map((each) => (each.status === 'rejected' ? (each.reason as {code: string}).code : 'in'));
    expect(codes.filter((code) => code === 'SIGN_IN_REFUSED')).toHaveLength(10);
    expect(codes.filter((code) => code === 'SIGN_IN_THROTTLED')).toHaveLength(20);
  });

  test('the table of sessions holds nothing that could be used as one', async () => {
    const {token, refreshToken} = await signIn('zhang.san', PASSWORD);
    const rows = await scratch.service.database.read.query<Record<string, unknown>[]>('SELECT * FROM session_token');
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain(token.slice(3, 20));
    expect(JSON.stringify(rows)).not.toContain(refreshToken.slice(3, 20));
    for (const {hash} of rows) {
      expect(await slices().sessions.callerOf(String(hash), 'r')).toBeNull();
      await expect(slices().sessions.refresh(String(hash))).rejects.toMatchObject({code: 'SESSION_INVALID'});
    }
  });

  test('a session ends by signing out and with its account', async () => {
    const tokens: string[] = [];
    for (let index = 0; index < 3; index++) tokens.push((await signIn('zhang.san', PASSWORD)).token);
    const alive = async () =>
      Promise.all(tokens.map(async (token) => (await slices().sessions.callerOf(token, 'r')) !== null));
    await slices().sessions.signOut(tokens[0]);
    expect(await alive()).toEqual([false, true, true]);
    await slices().accounts.setSuspended(system, accountId, true);
    expect(await alive()).toEqual([false, false, false]);
    await expect(signIn('zhang.san', PASSWORD)).rejects.toMatchObject({code: 'SIGN_IN_REFUSED'});
    await slices().accounts.setSuspended(system, accountId, false);
    expect(await alive()).toEqual([false, false, false]);
    const {refreshToken} = await signIn('zhang.san', PASSWORD);
    await slices().sessions.signOut(undefined, refreshToken);
    await expect(slices().sessions.refresh(refreshToken)).rejects.toMatchObject({code: 'SESSION_INVALID'});
  });

  test.each([
    ['a name that is taken', {name: 'ZHANG.SAN'}, 'ACCOUNT_NAME_TAKEN'],
    ['a name with a space', {name: 'zhang san'}, 'ACCOUNT_NAME_INVALID'],
    ['a name with a zero-width space', {name: 'zhang\u200bsan'}, 'ACCOUNT_NAME_INVALID'],
    ['a name that turns the line round', {name: 'zhang\u202esan'}, 'ACCOUNT_NAME_INVALID'],
    ['a formula for a name', {name: '=cmd'}, 'ACCOUNT_NAME_INVALID'],
    ['a short password', {password: '1234567'}, 'PASSWORD_TOO_SHORT'],
    ['a password over 200 bytes', {password: '密'.repeat(67)}, 'PASSWORD_TOO_LONG'],
  ])('%s is refused', async (_, change, code) => {
    const input = {
      name: 'li.si',
      displayName: '李四',
      password: PASSWORD,
      organisationId: await scratch.id('ah'),
      ...change,
    };
    await expect(slices().accounts.create(system, input)).rejects.toMatchObject({code});
  });

  test('a program signs in through the graph', async () => {
    const query =
      'mutation ($p: String!) { signIn(name: "zhang.san", password: $p) { token refreshToken expiresAt viewer { kind account { name grants { role } } } } }';
    const answer = (await execute(scratch.service, {query, variables: {p: PASSWORD}})).expectData();
    expect(answer.signIn).toMatchObject({
      expiresAt: '2024-05-01T13:00:00.000Z',
      viewer: {kind: 'ACCOUNT', account: {name: 'Zhang.San', grants: []}},
    });
    expect(await slices().sessions.callerOf(answer.signIn.token, 'r')).toMatchObject({id: accountId});
    const renewing =
      'mutation ($t: String!) { refreshSession(refreshToken: $t) { token tokenExpiresAt viewer { name } } }';
    const renew = () => execute(scratch.service, {query: renewing, variables: {t: answer.signIn.refreshToken}});
    scratch.realTime.advance(9 * 60_000);
    const {refreshSession} = (await renew()).expectData();
    expect(refreshSession).toMatchObject({tokenExpiresAt: '2024-05-01T01:19:00.000Z', viewer: {name: '张三'}});
    expect(await slices().sessions.callerOf(refreshSession.token, 'r')).toMatchObject({id: accountId});
    scratch.realTime.advance(10_001);
    (await renew()).expectRefusal('SESSION_INVALID');
    expect(await slices().sessions.callerOf(refreshSession.token, 'r')).toBeNull();
    (await execute(scratch.service, {query, variables: {p: 'wrong'}})).expectRefusal('SIGN_IN_REFUSED');
  });

  test('whose guesses through the graph are at an end holds nobody up elsewhere', async () => {
    const from = (address: string, p: string) =>
      execute(scratch.service, {
        query: 'mutation ($p: String!) { signIn(name: "zhang.san", password: $p) { token } }',
        variables: {p},
        caller: {...anonymous('r'), address},
      });
    for (let index = 0; index < 10; index++) (await from('10.0.0.7', 'wrong')).expectRefusal('SIGN_IN_REFUSED');
    (await from('10.0.0.7', PASSWORD)).expectRefusal('SIGN_IN_THROTTLED');
    (await from('10.0.0.8', PASSWORD)).expectData();
  });

  test('a screen holds one role at one place until it is revoked', async () => {
    const organisationId = await scratch.id('ah.hefei');
    const admin = accountWith(grantOf('UNIT_ADMIN', await scratch.path('ah.hefei')));
    await expect(
      slices().displays.issue(admin, {name: '大厅', organisationId: await scratch.id('ah')}),
    ).rejects.toMatchObject({code: 'NOT_PERMITTED'});
    const {id, token} = await slices().displays.issue(admin, {name: '大厅', organisationId});
    const path = await scratch.path('ah.hefei');
    const caller = {
      kind: 'display',
      id,
      name: '大厅',
      requestId: 'r',
      readOnly: true,
      grants: [{role: 'DISPLAY', organisation: organisationId, path}],
    };
    expect(await slices().displays.callerOf(token, 'r')).toEqual(caller);
    await slices().displays.revoke(admin, id);
    expect(await slices().displays.callerOf(token, 'r')).toBeNull();
  });

  describe('a voter whom an app vouches for', () => {
    let app: {id: string; secret: string};
    beforeEach(async () => {
      const registered = await slices().apps.register(system, {
        name: '职工之家',
        organisationId: await scratch.id('ah'),
      });
      app = {id: registered.app.id, secret: registered.secret ?? ''};
    });
    const now = Date.parse('2024-05-01T01:00:00Z') / 1_000;
    const good = (): JWTPayload => ({iss: app.id, aud: 'concours', sub: 'worker-7', org: 'ah.hefei', exp: now + 600});
    const sign = (claims: JWTPayload, i: {secret?: string; algorithm?: string} = {}) =>
      new SignJWT(claims)
        .setProtectedHeader({alg: i.algorithm ?? 'HS256'})
        .sign(new TextEncoder().encode(i.secret ?? app.secret));
    const callerOf = (voterToken: string) => slices().identity.resolve({voterToken, token: 'ignored'}, 'r');

    test('is known by the app and its own id', async () => {
      const organisation = await scratch.id('ah.hefei');
      const voter = {app: app.id, id: 'worker-7', organisation};
      expect(await callerOf(await sign(good()))).toMatchObject({
        kind: 'voter',
        id: `${app.id}:worker-7`,
        grants: [],
        voter,
      });
      const unattached = await callerOf(await sign({...good(), org: undefined}));
      expect(unattached?.voter).toEqual({app: app.id, id: 'worker-7'});
    });

    test.each<[string, () => Promise<string> | string]>([
      ['no signature', () => new UnsecuredJWT(good()).encode()],
      ['another secret', () => sign(good(), {secret: 'x'.repeat(43)})],
      ['another algorithm', () => sign(good(), {algorithm: 'HS512'})],
      ['another audience', () => sign({...good(), aud: 'somebody'})],
      ['an unknown app', () => sign({...good(), iss: 'nobody'})],
      ['an end that has passed', () => sign({...good(), exp: now - 1})],
      ['no end', () => sign({...good(), exp: undefined})],
      ['an end in a year', () => sign({...good(), exp: now + 31_536_000})],
      ['no subject', () => sign({...good(), sub: undefined})],
      ['a subject too long', () => sign({...good(), sub: 'x'.repeat(65)})],
      ['a subject with a space', () => sign({...good(), sub: 'worker-7 '})],
      ['an unknown organisation', () => sign({...good(), org: 'nowhere'})],
      ['no shape', () => 'a.b.c'],
      ['a megabyte', () => 'x'.repeat(1_000_000)],
    ])('is refused with %s', async (_, token) => {
      await expect(callerOf(await token())).rejects.toMatchObject({code: 'VOTER_TOKEN_INVALID'});
    });

    test('is nobody any more when the app is removed', async () => {
      const token = await sign(good());
      await slices().apps.remove(system, app.id);
      await expect(callerOf(token)).rejects.toMatchObject({code: 'VOTER_TOKEN_INVALID'});
    });
  });

  test('the gateway asks and signs in, and nobody else does', async () => {
    const key = {id: 'k', secret: 'x'.repeat(32)};
    const running = await serve(scratch.service, {keys: [key]});
    const ask = async (path: string, question: object, caller: Caller = system) => {
      const body = JSON.stringify(question);
      const request = {method: 'POST', path, length: Buffer.byteLength(body)};
      const headers = {
        'content-type': 'application/json',
        [ENVELOPE_HEADER]: signEnvelope({caller, key, request, body}),
      };
      const response = await fetch(`${running.url}${path}`, {method: 'POST', body, headers});
      return {status: response.status, body: (await response.json()) as Record<string, string>};
    };
    try {
      const {status, body} = await ask('/internal/sign-in', {
        name: 'zhang.san',
        password: PASSWORD,
        address: '10.0.0.1',
      });
      expect([status, body.viewer, body.expiresAt]).toMatchObject([200, {name: '张三'}, '2024-05-01T13:00:00.000Z']);
      const renewed = await ask('/internal/refresh', {refreshToken: body.refreshToken});
      expect(renewed).toMatchObject({status: 200, body: {viewer: {name: '张三'}}});
      expect(await ask('/internal/refresh', {refreshToken: body.token})).toMatchObject({
        status: 401,
        body: {code: 'SESSION_INVALID'},
      });
      const known = await ask('/internal/identity', {token: body.token});
      expect(known).toMatchObject({status: 200, body: {caller: {kind: 'account', id: accountId}}});
      expect(await ask('/internal/sign-in', {name: 'zhang.san', password: 'x'})).toMatchObject({
        status: 401,
        body: {code: 'SIGN_IN_REFUSED'},
      });
      expect((await ask('/internal/sign-in', {name: {}, password: []})).status).toBe(401);
      expect((await ask('/internal/identity', {token: 'cs_unknown'})).status).toBe(404);
      expect(await ask('/internal/identity', {voterToken: 'a.b.c'})).toMatchObject({
        status: 404,
        body: {code: 'VOTER_TOKEN_INVALID'},
      });
      expect(
        (await ask('/internal/identity', {token: body.token}, accountWith(grantOf('PLATFORM_ADMIN', 'a.')))).status,
      ).toBe(403);
      expect((await ask('/internal/__proto__', {})).status).toBe(404);
      expect((await ask('/internal/sign-out', {token: body.token})).status).toBe(200);
      expect((await ask('/internal/identity', {token: body.token})).status).toBe(404);
    } finally {
      await running.close();
    }
  });
});

describe.each(engines)('the set-up of a new installation on %s', (engine) => {
  const mutation = `mutation ($code: String!) { setUp(code: $code, name: "first", password: "a long password", displayName: "管理员",
    organisationCode: "ah", organisationNameZh: "安徽省总工会") { name organisation { name } grants { role } } }`;

  test('the code in the log makes one administrator, once', async () => {
    const scratch = await scratchOrganisations(engine);
    const lines: string[] = [];
    const log = createLogger('organisations', {destination: {write: (line) => void lines.push(line)}});
    const announce = () => scratch.service.slices.setUps.announceCode(setUpCodeInto(log));
    await announce();
    await announce();
    const codes = lines.map((line) => (JSON.parse(line) as {setUpCode: string}).setUpCode);
    const set = (code: string) => execute(scratch.service, {query: mutation, variables: {code}});
    (await set(codes[0])).expectRefusal('SET_UP_CODE_REFUSED');
    const attempts = await Promise.all([set(codes[1]), set(codes[1])]);
    const done = attempts.filter(({errors}) => !errors);
    expect(done.map(({data}) => data.setUp)).toEqual([
      {name: 'first', organisation: {name: '安徽省总工会'}, grants: [{role: 'PLATFORM_ADMIN'}]},
    ]);
    await announce();
    expect(lines).toHaveLength(2);
    (await set(codes[1])).expectRefusal('SET_UP_CODE_REFUSED');
    expect((await execute(scratch.service, {query: '{ demoAccounts { name } }'})).expectData()).toEqual({
      demoAccounts: [],
    });
    await scratch.close();
  });
});
