import {once} from 'node:events';
import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import path from 'node:path';
import {exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey, type JWTPayload} from 'jose';
import {testVault} from '@concours/kernel/testing/vault';
import {startChild, until, type Child} from '../support/child.js';
import {freePort} from '../support/free-port.js';
import {openSiege, PASSWORD, type Person, type Siege} from './siege.js';

const client = {
  clientId: 'concours',
  clientSecret: 'a secret of the tests',
  name: {zh: '统一身份认证', en: 'Union ID'},
};

/** As little of a browser as signing in needs: cookies by site, redirects followed one at a time, forms sent. */
class Browser {
  private readonly jars = new Map<string, Map<string, string>>();

  cookies(site: string): Map<string, string> {
    const {host} = new URL(site);
    const jar = this.jars.get(host) ?? new Map<string, string>();
    this.jars.set(host, jar);
    return jar;
  }

  async ask(address: string, init: RequestInit = {}): Promise<Response> {
    const jar = this.cookies(address);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(address, {redirect: 'manual', ...init, headers: {...init.headers, cookie}});
    for (const each of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (each.split(';')[0] ?? '').split(/=(.*)/s);
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  json(address: string, body: object, method = 'POST'): Promise<Response> {
    return this.ask(address, {method, headers: {'content-type': 'application/json'}, body: JSON.stringify(body)});
  }

  /** Follows redirects from `address` until one leads to `stop`; answers that address, not yet asked for. */
  async follow(address: string, stop: string): Promise<string> {
    for (let at = address; ;) {
      if (at.startsWith(stop)) return at;
      const response = await this.ask(at);
      const location = response.headers.get('location');
      if (!location) throw new Error(`${at} answers ${response.status} and leads nowhere: ${await response.text()}`);
      at = new URL(location, at).href;
    }
  }
}

interface Way {
  browser: Browser;
  /** Where the provider asks for a name. */
  interaction: string;
}

describe('signing in through a provider', () => {
  let siege: Siege;
  let provider: Child;
  let issuer: string;
  let mei: Person;
  let startProvider: () => Promise<Child>;
  beforeAll(async () => {
    const port = await freePort();
    issuer = `http://127.0.0.1:${port}`;
    siege = await openSiege('2024-07-25T09:00:00+08:00', {}, {oidc: {issuer, ...client}});
    mei = await siege.person('mei', 'UNIT_REPORTER');
    startProvider = async () => {
      const script = path.resolve(__dirname, '../support/oidc-provider.mjs');
      const child = startChild(process.execPath, [script, String(port), `${siege.url}/session/oidc/callback`]);
      await until('the provider', () => Promise.resolve(child.output().includes('provider http')), {child});
      return child;
    };
    provider = await startProvider();
  }, 60_000);
  afterAll(async () => {
    await provider.stop();
    await siege.close();
  });

  const begin = async (browser: Browser, wish: {to?: unknown; link?: true; voting?: true} = {}): Promise<string> => {
    const response = await browser.json(`${siege.url}/session/oidc`, wish);
    const {url} = (await response.json()) as {url: string};
    const attributes = 'Path=/session/oidc; HttpOnly; SameSite=Lax; Expires=';
    expect([response.status, response.headers.getSetCookie()]).toEqual([
      200,
      [
        expect.stringMatching(new RegExp(`^concours_oidc=[\\w-]{43}; ${attributes}`)),
        ...(wish.voting ? [expect.stringContaining(`concours_oidc_vote=${String(wish.to)}; ${attributes}`)] : []),
      ],
    ]);
    return url;
  };
  const onTheWay = async (browser = new Browser(), wish: Parameters<typeof begin>[1] = {}): Promise<Way> => {
    const interaction = await browser.follow(await begin(browser, wish), `${issuer}/interaction/`);
    return {browser, interaction};
  };
  /** Signs in at the provider and agrees; answers the callback's address, not yet asked for. */
  const agreed = async ({browser, interaction}: Way, login: string): Promise<string> => {
    const send = async (address: string, form: Record<string, string>): Promise<string> => {
      const response = await browser.ask(address, {
        method: 'POST',
        headers: {'content-type': 'application/x-www-form-urlencoded'},
        body: new URLSearchParams(form).toString(),
      });
      return new URL(response.headers.get('location') ?? '', address).href;
    };
    const callback = `${siege.url}/session/oidc/callback`;
    const resumed = await send(interaction, {prompt: 'login', login, password: 'x'});
    const response = await browser.ask(resumed);
    const next = new URL(response.headers.get('location') ?? '', resumed).href;
    if (next.startsWith(callback)) return next;
    return browser.follow(await send(next, {prompt: 'consent'}), callback);
  };
  const arrive = async (browser: Browser, callback: string): Promise<string> => {
    const response = await browser.ask(callback);
    expect([response.status, response.headers.get('cache-control'), response.headers.get('referrer-policy')]).toEqual([
      ...[303, 'no-store', 'no-referrer'],
    ]);
    return response.headers.get('location') ?? '';
  };
  const signedInBy = async (browser: Browser): Promise<unknown> => {
    const response = await browser.json(`${siege.url}/graphql`, {
      query: '{ viewer { kind name providerLink { lastUsedAt } } }',
    });
    return ((await response.json()) as {data: {viewer: unknown}}).data.viewer;
  };
  const withPassword = async (name: string): Promise<Browser> => {
    const browser = new Browser();
    expect((await browser.json(`${siege.url}/session`, {name, password: PASSWORD})).status).toBe(200);
    return browser;
  };
  const linked = async (name: string, login: string): Promise<string> => {
    const way = await onTheWay(await withPassword(name), {link: true, to: '/account'});
    return arrive(way.browser, await agreed(way, login));
  };
  const refusal = (code: string): string => `/sign-in/provider?reason=${code}`;
  const expectNobody = async (browser: Browser): Promise<void> => {
    expect([...browser.cookies(siege.url).keys()]).toEqual([]);
    expect(await signedInBy(browser)).toMatchObject({kind: 'ANONYMOUS'});
  };

  it('is for who linked the account before, and goes on where somebody wanted to go', async () => {
    expect(await linked('mei', 'mei.zhang')).toBe('/account');
    const way = await onTheWay(new Browser(), {to: '/works?state=DRAFT#top'});
    expect(await arrive(way.browser, await agreed(way, 'mei.zhang'))).toBe('/works?state=DRAFT#top');
    expect([...way.browser.cookies(siege.url).keys()].sort()).toEqual(['concours_refresh', 'concours_session']);
    expect(await signedInBy(way.browser)).toEqual({
      ...{kind: 'ACCOUNT', name: 'mei', providerLink: {lastUsedAt: expect.any(String)}},
    });
  });

  it('asks the provider with PKCE, state and nonce, and for no more than it needs', async () => {
    const url = new URL(await begin(new Browser()));
    const {state, nonce, code_challenge, ...others} = Object.fromEntries(url.searchParams);
    expect([state, nonce, code_challenge].map((value) => /^[\w-]{43}$/.test(value ?? ''))).toEqual([true, true, true]);
    expect(others).toEqual({
      ...{client_id: 'concours', response_type: 'code', scope: 'openid email', code_challenge_method: 'S256'},
      redirect_uri: `${siege.url}/session/oidc/callback`,
    });
  });

  it('is refused to who is unknown here, with no word on who is known', async () => {
    const way = await onTheWay();
    expect(await arrive(way.browser, await agreed(way, 'stranger'))).toBe(refusal('OIDC_UNKNOWN'));
    await expectNobody(way.browser);
  });

  const invite = async (name: string, email: string): Promise<void> => {
    const input = {name, displayName: name, email, grants: []};
    await siege.admin.ask('mutation ($input: InvitationInput!) { inviteAccount(input: $input) { account { id } } }', {
      input,
    });
  };
  const arrivesAs = async (login: string): Promise<[string, unknown]> => {
    const way = await onTheWay();
    return [await arrive(way.browser, await agreed(way, login)), await signedInBy(way.browser)];
  };

  it('lets in who was invited by the address that the provider has verified, and links the account', async () => {
    await invite('new.comer', 'New.Comer@example.com');
    const [to, viewer] = await arrivesAs('new.comer');
    expect([to, viewer]).toEqual(['/', expect.objectContaining({kind: 'ACCOUNT', name: 'new.comer'})]);
    expect((await arrivesAs('new.comer'))[0]).toBe('/');
  });

  it('lets nobody in by an address that is not verified, nor into an account that is in use', async () => {
    await invite('unverified.one', 'unverified.one@example.com');
    expect((await arrivesAs('unverified.one'))[0]).toBe(refusal('OIDC_UNKNOWN'));
    const {id} = await siege.person('in.use');
    const vault = testVault();
    const email = 'in.use@example.com';
    const row = {email: vault.seal(email, 'account.email'), emailLookUp: vault.lookUp(email, 'account.email')};
    const unaudited = 'a test';
    await siege.services.organisations.database.write((manager) => manager.update('Account', {id}, row), {unaudited});
    expect((await arrivesAs('in.use'))[0]).toBe(refusal('OIDC_UNKNOWN'));
  });

  describe('to vote, and for nothing else', () => {
    const to = '/vote/anhui-singer-2024/semi-final';
    const voting = {to, voting: true} as const;
    const voterOf = async (browser: Browser) => {
      const token = browser.cookies(siege.url).get('concours_voter');
      return (await siege.services.organisations.slices.identity.resolve({token}, 'r'))?.voter;
    };
    const comeToVote = async (login: string): Promise<Browser> => {
      const way = await onTheWay(new Browser(), voting);
      expect(await arrive(way.browser, await agreed(way, login))).toBe(to);
      return way.browser;
    };
    const accounts = () => siege.services.organisations.database.read.query('SELECT COUNT(*) AS n FROM account');

    it('lets in whoever the provider knows, makes no account, and begins no session of one', async () => {
      const before = await accounts();
      const browser = await comeToVote('never.seen.here');
      expect([...browser.cookies(siege.url).keys()]).toEqual(['concours_voter']);
      const answer = await browser.ask(`${siege.url}/graphql`, {
        method: 'POST',
        headers: {'content-type': 'application/json', 'x-concours-voting': '1'},
        body: JSON.stringify({query: '{ viewer { kind name permissions account { id } } }'}),
      });
      expect(await answer.json()).toEqual({
        data: {viewer: {kind: 'VOTER', name: null, permissions: [], account: null}},
      });
      expect(await signedInBy(browser)).toMatchObject({kind: 'ANONYMOUS'});
      expect(await accounts()).toEqual(before);
    });

    it('knows a person again by no name of theirs, and tells two apart', async () => {
      const voter = await voterOf(await comeToVote('worker.one'));
      expect(voter).toEqual({app: `openid:${new URL(issuer).host}`, id: expect.stringMatching(/^[0-9a-f]{64}$/)});
      expect(await voterOf(await comeToVote('worker.one'))).toEqual(voter);
      expect((await voterOf(await comeToVote('worker.two')))?.id).not.toBe(voter?.id);
    });

    it('is open to who has an account, and does not sign them in', async () => {
      const browser = await comeToVote('mei.zhang');
      expect(await signedInBy(browser)).toMatchObject({kind: 'ANONYMOUS'});
    });

    it('says on the page what went wrong, and goes to no other page', async () => {
      const way = await onTheWay(new Browser(), voting);
      const callback = new URL(await agreed(way, 'worker.one'));
      callback.searchParams.set('code', 'x'.repeat(43));
      expect(await arrive(way.browser, callback.href)).toBe(`${to}?reason=OIDC_FAILED`);
      expect([...way.browser.cookies(siege.url).keys()]).toEqual([]);
      const elsewhere = await new Browser().json(`${siege.url}/session/oidc`, {to: '//x.example', voting: true});
      expect(elsewhere.headers.getSetCookie()[1]).toMatch(/^concours_oidc_vote=\/vote; /);
    });
  });

  it('takes an answer once', async () => {
    const way = await onTheWay();
    const callback = await agreed(way, 'mei.zhang');
    const cookie = way.browser.cookies(siege.url).get('concours_oidc') ?? '';
    expect(await arrive(way.browser, callback)).toBe('/');
    const again = new Browser();
    again.cookies(siege.url).set('concours_oidc', cookie);
    expect(await arrive(again, callback)).toBe(refusal('OIDC_EXPIRED'));
    await expectNobody(again);
  });

  it('takes no answer that another browser asked for', async () => {
    const [mine, theirs] = [await onTheWay(), await onTheWay()];
    const callback = await agreed(mine, 'mei.zhang');
    for (const browser of [theirs.browser, new Browser()]) {
      expect(await arrive(browser, callback)).toBe(refusal('OIDC_EXPIRED'));
      await expectNobody(browser);
    }
    expect(await arrive(mine.browser, callback)).toBe('/');
  });

  it.each<[string, (url: URL) => void]>([
    ['another state', (url) => url.searchParams.set('state', 'x'.repeat(43))],
    ['no state', (url) => url.searchParams.delete('state')],
    ['two states', (url) => url.searchParams.append('state', 'x')],
    ['a code of its own', (url) => url.searchParams.set('code', 'x'.repeat(43))],
    ['no code', (url) => url.searchParams.delete('code')],
    ['another issuer', (url) => url.searchParams.set('iss', 'https://elsewhere.example')],
    ['nothing', (url) => (url.search = '')],
    ['a megabyte', (url) => (url.search = `state=${'x'.repeat(12_000)}`)],
  ])('is refused with %s in the answer', async (_, change) => {
    const way = await onTheWay();
    const callback = new URL(await agreed(way, 'mei.zhang'));
    change(callback);
    expect(await arrive(way.browser, callback.href)).toMatch(/^\/sign-in\/provider\?reason=OIDC_(EXPIRED|FAILED)$/);
    await expectNobody(way.browser);
  });

  it('can be called off at the provider', async () => {
    const {browser, interaction} = await onTheWay();
    const callback = await browser.follow(`${interaction}/abort`, `${siege.url}/session/oidc/callback`);
    expect(await arrive(browser, callback)).toBe(refusal('OIDC_CANCELLED'));
    await expectNobody(browser);
  });

  it.each([
    'https://elsewhere.example/',
    '//elsewhere.example/',
    '/\\elsewhere.example/',
    '/\t/elsewhere.example',
    '\\\\elsewhere.example',
    'javascript:alert(1)',
    '/a\r\nset-cookie: x=1',
    ' //elsewhere.example',
    `/${'x'.repeat(501)}`,
    '',
    7,
    null,
    {},
  ])('goes home when it was to go to %j', async (to) => {
    const way = await onTheWay(new Browser(), {to});
    expect(await arrive(way.browser, await agreed(way, 'mei.zhang'))).toBe('/');
  });

  it('links one identity to one account', async () => {
    await siege.person('li');
    expect(await linked('li', 'mei.zhang')).toBe(refusal('OIDC_LINKED_ELSEWHERE'));
    expect(await linked('mei', 'mei.other')).toBe(refusal('OIDC_LINKED_ELSEWHERE'));
    expect(await linked('mei', 'mei.zhang')).toBe('/account');
  });

  it('links nothing for who is not signed in, or no longer', async () => {
    expect((await new Browser().json(`${siege.url}/session/oidc`, {link: true})).status).toBe(401);
    const way = await onTheWay(await withPassword('li'), {link: true});
    const callback = await agreed(way, 'li.si');
    await way.browser.ask(`${siege.url}/session`, {method: 'DELETE'});
    expect(await arrive(way.browser, callback)).toBe(refusal('OIDC_EXPIRED'));
  });

  it('begins nothing for another site, nor by a link', async () => {
    const headers = {'content-type': 'application/json', origin: 'https://elsewhere.example'};
    const foreign = await fetch(`${siege.url}/session/oidc`, {method: 'POST', headers, body: '{}'});
    expect([foreign.status, foreign.headers.getSetCookie()]).toEqual([403, []]);
    expect((await fetch(`${siege.url}/session/oidc`, {redirect: 'manual'})).status).toBe(405);
    expect((await fetch(`${siege.url}/session/oidc/callback`, {method: 'POST'})).status).toBe(405);
  });

  it('is over for who is suspended, and for who undid the link', async () => {
    await siege.admin.ask('mutation ($id: ID!) { suspendAccount(id: $id) { id } }', {id: mei.id});
    const suspended = await onTheWay();
    expect(await arrive(suspended.browser, await agreed(suspended, 'mei.zhang'))).toBe(refusal('OIDC_UNKNOWN'));
    await siege.admin.ask('mutation ($id: ID!) { reinstateAccount(id: $id) { id } }', {id: mei.id});
    const browser = await withPassword('mei');
    const unlink = {query: 'mutation { unlinkProvider }'};
    expect(await (await browser.json(`${siege.url}/graphql`, unlink)).json()).toEqual({data: {unlinkProvider: true}});
    const undone = await onTheWay();
    expect(await arrive(undone.browser, await agreed(undone, 'mei.zhang'))).toBe(refusal('OIDC_UNKNOWN'));
  });

  it('says what it is called, and keeps its secrets to itself', async () => {
    const {signInProvider} = await siege.anybody.ask<{signInProvider: object}>(
      '{ signInProvider { zh: name(language: ZH) en: name(language: EN) } }',
    );
    expect(signInProvider).toEqual(client.name);
    expect(siege.logged()).not.toContain(client.clientSecret);
    expect(siege.logged()).not.toMatch(/code=[\w-]{20}/);
  });

  it('says that the provider is away when it is, and works again when it is back', async () => {
    const way = await onTheWay();
    const callback = await agreed(way, 'mei.zhang');
    await provider.stop();
    const began = Date.now();
    expect(await arrive(way.browser, callback)).toBe(refusal('OIDC_PROVIDER_DOWN'));
    expect(Date.now() - began).toBeLessThan(5_000);
    provider = await startProvider();
    const again = await onTheWay();
    expect(await arrive(again.browser, await agreed(again, 'stranger'))).toBe(refusal('OIDC_UNKNOWN'));
  });
});

describe('a provider that lies', () => {
  let siege: Siege;
  let server: Server;
  let issuer: string;
  let keys: {privateKey: CryptoKey; publicKey: CryptoKey};
  let nonce: string;
  /** What its token endpoint does. */
  let answer: (response: ServerResponse) => void | Promise<void>;
  let found: (response: ServerResponse) => void;

  const json = (response: ServerResponse, body: object): void =>
    void response.writeHead(200, {'content-type': 'application/json'}).end(JSON.stringify(body));
  beforeAll(async () => {
    keys = await generateKeyPair('RS256');
    const jwk = {...(await exportJWK(keys.publicKey)), alg: 'RS256', kid: 'k', use: 'sig'};
    server = createServer((request: IncomingMessage, response: ServerResponse) => {
      if (request.url === '/.well-known/openid-configuration') return found(response);
      if (request.url === '/jwks') return json(response, {keys: [jwk]});
      void answer(response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    issuer = `http://127.0.0.1:${(server.address() as {port: number}).port}`;
    siege = await openSiege('2024-07-25T09:00:00+08:00', {}, {oidc: {issuer, ...client, timeoutSeconds: 1}});
  }, 60_000);
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await siege.close();
  });

  const metadata = () => ({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    id_token_signing_alg_values_supported: ['RS256', 'none', 'HS256'],
  });
  const start = (): Promise<Response> =>
    fetch(`${siege.url}/session/oidc`, {method: 'POST', headers: {'content-type': 'application/json'}, body: '{}'});

  it.each<[string, (response: ServerResponse) => void]>([
    ['does not answer', () => undefined],
    ['answers in HTML', (response) => void response.end('<h1>hello</h1>')],
    ['says that it is another', (response) => json(response, {...metadata(), issuer: 'https://elsewhere.example'})],
    ['is broken', (response) => void response.writeHead(500).end()],
  ])('is away when it %s', async (_, how) => {
    found = how;
    const began = Date.now();
    const response = await start();
    expect([response.status, await response.json()]).toEqual([
      503,
      expect.objectContaining({code: 'OIDC_PROVIDER_DOWN'}),
    ]);
    expect(Date.now() - began).toBeLessThan(3_000);
  });

  const back = async (): Promise<string> => {
    found = (response) => json(response, metadata());
    const begun = await start();
    const [cookie = ''] = (begun.headers.getSetCookie()[0] ?? '').split(';');
    const url = new URL(((await begun.json()) as {url: string}).url);
    nonce = url.searchParams.get('nonce') ?? '';
    const callback = `${siege.url}/session/oidc/callback?code=x&state=${url.searchParams.get('state')}`;
    const response = await fetch(callback, {redirect: 'manual', headers: {cookie}});
    return response.headers.get('location') ?? '';
  };
  const claims = (more: JWTPayload = {}): JWTPayload => {
    const now = Math.floor(Date.now() / 1_000);
    return {iss: issuer, aud: 'concours', sub: 'somebody', nonce, iat: now, exp: now + 300, ...more};
  };
  const signed = (payload: JWTPayload, key: CryptoKey | Uint8Array = keys.privateKey, alg = 'RS256'): Promise<string> =>
    new SignJWT(payload).setProtectedHeader({alg, kid: 'k'}).sign(key);
  const tokens = (response: ServerResponse, id_token?: string): void =>
    json(response, {access_token: 'a', token_type: 'Bearer', expires_in: 60, ...(id_token && {id_token})});

  it('is believed when it tells the truth', async () => {
    answer = async (response) => tokens(response, await signed(claims()));
    expect(await back()).toBe('/sign-in/provider?reason=OIDC_UNKNOWN');
  });

  it.each<[string, () => Promise<string> | string | undefined]>([
    ['another nonce', () => signed(claims({nonce: 'x'}))],
    ['no nonce', () => signed(claims({nonce: undefined}))],
    ['another audience', () => signed(claims({aud: 'somebody'}))],
    ['several audiences of which we are not the one meant', () => signed(claims({aud: ['concours', 'x'], azp: 'x'}))],
    ['another issuer', () => signed(claims({iss: 'https://elsewhere.example'}))],
    ['an end that has passed', () => signed(claims({exp: Math.floor(Date.now() / 1_000) - 60}))],
    ['no subject', () => signed(claims({sub: undefined}))],
    ['no signature', () => new UnsecuredJWT(claims()).encode()],
    ['the client’s secret as the key', () => signed(claims(), new TextEncoder().encode(client.clientSecret), 'HS256')],
    ['a key of somebody else', async () => signed(claims(), (await generateKeyPair('RS256')).privateKey)],
    ['no identity at all', () => undefined],
    ['no shape', () => 'a.b.c'],
  ])('is not believed with %s', async (_, made) => {
    answer = async (response) => tokens(response, await made());
    expect(await back()).toBe('/sign-in/provider?reason=OIDC_FAILED');
  });

  it.each<[string, (response: ServerResponse) => void, string]>([
    ['says nothing', () => undefined, 'OIDC_PROVIDER_DOWN'],
    ['hangs up', (response) => void response.destroy(), 'OIDC_PROVIDER_DOWN'],
    ['answers in HTML', (response) => void response.end('<h1>hello</h1>'), 'OIDC_FAILED'],
  ])('is noticed when it %s in the end', async (_, how, code) => {
    answer = how;
    const began = Date.now();
    expect(await back()).toBe(`/sign-in/provider?reason=${code}`);
    expect(Date.now() - began).toBeLessThan(4_000);
  });

  it('where none is set, there is none', async () => {
    const other = await openSiege('2024-07-25T09:00:00+08:00');
    expect(await other.anybody.ask('{ signInProvider { name } }')).toEqual({signInProvider: null});
    const response = await fetch(`${other.url}/session/oidc`, {
      method: 'POST',
      headers: {'content-type': 'application/json'},
      body: '{}',
    });
    expect([response.status, await response.json()]).toEqual([404, expect.objectContaining({code: 'OIDC_ABSENT'})]);
    await other.close();
  }, 60_000);
});
