import {createHmac} from 'node:crypto';
import {createClient} from 'graphql-ws';
import {WebSocket} from 'ws';
import {until} from '../support/child.js';
import {graphClient, type GraphClient} from '../support/graphql.js';
import {possible, startProduction, type Production} from '../support/production.js';

const PASSWORD = 'a long password';
/** What the bar asks for. */
const WITHIN_MS = 5_000;

interface Shown {
  token?: string;
  voter?: string;
}

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

function voterToken(app: string, secret: string): string {
  const claims = {iss: app, aud: 'concours', sub: 'worker-7', exp: Math.floor(Date.now() / 1_000) + 300};
  const signed = `${encoded({alg: 'HS256'})}.${encoded(claims)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

/** What is taken away from somebody is gone in every process: six of them here, two of them gateways. */
(possible ? describe : describe.skip)('at two gateways', () => {
  let platform: Production;
  let admin: GraphClient;
  let adminToken: string;
  let place: string;
  const at = (gateway: number, {token, voter}: Shown = {}) =>
    graphClient(`${platform.gateways[gateway]}/graphql`, {token, headers: voter ? {'x-concours-voter': voter} : {}});
  const signIn = async (name: string): Promise<string> => {
    const query =
      'mutation ($name: String!, $password: String!) { signIn(name: $name, password: $password) { token } }';
    return (await at(0).ask<{signIn: {token: string}}>(query, {name, password: PASSWORD})).signIn.token;
  };
  /** An account with one role at the root. */
  const person = async (name: string, role: string): Promise<{id: string; grant: string; token: string}> => {
    const input = {name, displayName: name, password: PASSWORD, organisationId: place};
    const {createAccount} = await admin.ask<{createAccount: {id: string}}>(
      'mutation ($input: AccountInput!) { createAccount(input: $input) { id } }',
      {input},
    );
    const {grantRole} = await admin.ask<{grantRole: {id: string}}>(
      'mutation ($input: GrantInput!) { grantRole(input: $input) { id } }',
      {input: {accountId: createAccount.id, role, organisationId: place}},
    );
    return {id: createAccount.id, grant: grantRole.id, token: await signIn(name)};
  };
  /** An open socket, and with what code it closes when. */
  const socketAt = async (gateway: number, {token, voter}: Shown) => {
    let closed: (event: {code: number; at: number}) => void;
    const end = new Promise<{code: number; at: number}>((resolve) => (closed = resolve));
    await new Promise<void>((resolve, reject) => {
      createClient({
        url: `${platform.gateways[gateway]!.replace('http', 'ws')}/graphql`,
        webSocketImpl: WebSocket,
        lazy: false,
        retryAttempts: 0,
        connectionParams: {...(token && {token}), ...(voter && {'x-concours-voter': voter})},
        onNonLazyError: reject,
        on: {
          connected: () => resolve(),
          closed: (event) => closed({code: (event as {code: number}).code, at: Date.now()}),
        },
      });
    });
    return {end};
  };
  /** Whatever `deed` takes away is felt by requests and open sockets at both gateways, in time. */
  const isFelt = async (
    shown: Shown,
    deed: () => Promise<unknown>,
    expected: {close: number; code: string; query?: string},
  ) => {
    const query = expected.query ?? '{ viewer { kind } }';
    const sockets = await Promise.all([0, 1].map((gateway) => socketAt(gateway, shown)));
    for (const gateway of [0, 1]) await at(gateway, shown).ask(query);
    await deed();
    const began = Date.now();
    const refused = await Promise.all(
      [0, 1].map(async (gateway) => {
        await until(
          `the refusal at gateway ${gateway + 1}`,
          async () => (await at(gateway, shown).send(query)).errors?.[0]?.extensions?.code === expected.code,
          {timeoutMs: WITHIN_MS},
        );
        return Date.now() - began;
      }),
    );
    const closed = await Promise.all(sockets.map(({end}) => end));
    expect(closed.map(({code}) => code)).toEqual([expected.close, expected.close]);
    for (const ms of [...refused, ...closed.map((each) => each.at - began)]) expect(ms).toBeLessThan(WITHIN_MS);
  };

  beforeAll(async () => {
    platform = await startProduction({name: 'suspension', redisDatabase: 10, gateways: 2});
    const setUp = `mutation ($code: String!) { setUp(code: $code, name: "first", password: "${PASSWORD}",
      displayName: "管理员", organisationCode: "ah", organisationNameZh: "安徽省总工会") { organisation { id } } }`;
    const made = await at(0).ask<{setUp: {organisation: {id: string}}}>(setUp, {code: platform.setUpCode()});
    place = made.setUp.organisation.id;
    adminToken = await signIn('first');
    admin = at(0, {token: adminToken});
  }, 240_000);
  afterAll(() => platform?.close(), 60_000);

  const gone = {close: 4403, code: 'SESSION_INVALID'};

  test('a suspended account is out', async () => {
    const {id, token} = await person('mei', 'UNIT_REPORTER');
    const suspend = 'mutation ($id: ID!) { suspendAccount(id: $id) { state } }';
    await isFelt({token}, () => admin.ask(suspend, {id}), gone);
    expect(await at(1).refused(`mutation { signIn(name: "mei", password: "${PASSWORD}") { token } }`)).toBe(
      'SIGN_IN_REFUSED',
    );
  }, 60_000);

  test('a session that its owner ends elsewhere is out, and so is everybody after a new password', async () => {
    const {token} = await person('lan', 'UNIT_REPORTER');
    const here = await signIn('lan');
    await isFelt({token}, () => at(1, {token: here}).ask('mutation { endOtherSessions }'), gone);
    const other = await signIn('lan');
    const change = `mutation { changePassword(current: "${PASSWORD}", next: "quite another password") { id } }`;
    await isFelt({token: other}, () => at(1, {token: here}).ask(change), gone);
    expect(await at(0, {token: here}).ask('{ viewer { kind } }')).toEqual({viewer: {kind: 'ACCOUNT'}});
  }, 60_000);

  test('an administrator who is one no longer may administer nothing more', async () => {
    const {grant, token} = await person('zhu', 'UNIT_ADMIN');
    const revoke = 'mutation ($id: ID!) { revokeGrant(id: $id) }';
    const query = '{ accounts(first: 1) { totalCount } }';
    // told to come again, with what it may see now
    await isFelt({token}, () => admin.ask(revoke, {id: grant}), {close: 1012, code: 'NOT_PERMITTED', query});
  }, 60_000);

  test('a key goes with itself and with its owner', async () => {
    const {id, grant, token} = await person('ju', 'UNIT_ADMIN');
    const create = 'mutation ($input: ApiKeyInput!) { createKey(input: $input) { token key { id } } }';
    const keyOf = async (name: string) => {
      const input = {
        name,
        grantIds: [grant],
        readOnly: false,
        expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
      };
      const {createKey} = await at(0, {token}).ask<{createKey: {token: string; key: {id: string}}}>(create, {input});
      return {token: createKey.token, id: createKey.key.id};
    };
    const [one, other] = [await keyOf('one'), await keyOf('other')];
    await isFelt(
      {token: one.token},
      () => at(1, {token}).ask('mutation ($id: ID!) { revokeKey(id: $id) }', {id: one.id}),
      gone,
    );
    const suspend = 'mutation ($id: ID!) { suspendAccount(id: $id) { state } }';
    await isFelt({token: other.token}, () => admin.ask(suspend, {id}), gone);
  }, 60_000);

  test('a screen whose token is revoked shows nothing more', async () => {
    const issue = 'mutation ($at: ID!) { issueDisplayToken(name: "大厅", organisationId: $at) { id token } }';
    const {issueDisplayToken} = await admin.ask<{issueDisplayToken: {id: string; token: string}}>(issue, {at: place});
    const {id, token} = issueDisplayToken;
    await isFelt({token}, () => admin.ask('mutation ($id: ID!) { revokeDisplayToken(id: $id) }', {id}), gone);
  }, 60_000);

  test('the voters of an app that is removed are nobody', async () => {
    const register =
      'mutation ($at: ID!) { registerPartnerApp(name: "职工之家", organisationId: $at) { app { id } secret } }';
    const {registerPartnerApp} = await admin.ask<{registerPartnerApp: {app: {id: string}; secret: string}}>(register, {
      at: place,
    });
    const {
      app: {id},
      secret,
    } = registerPartnerApp;
    await isFelt(
      {voter: voterToken(id, secret)},
      () => admin.ask('mutation ($id: ID!) { removePartnerApp(id: $id) }', {id}),
      gone,
    );
  }, 60_000);
});
