import {post} from '../testing/client.js';
import {littleHouse, type LittleHouse} from '../testing/little-house.js';

describe('the session of a browser', () => {
  let house: LittleHouse;
  beforeAll(async () => (house = await littleHouse()));
  afterAll(() => house.close());
  const signIn = (body: unknown, headers: Record<string, string> = {}) =>
    post(house.gateway, body, headers, '/session');

  it('begins with a cookie that scripts can’t read and ends with it taken away', async () => {
    const {status, headers, body} = await signIn({name: 'mei', password: 'right'}, {cookie: 'concours_session=stale'});
    expect([status, body]).toMatchObject([200, {viewer: {name: 'mei'}}]);
    expect(JSON.stringify(body)).not.toContain('token-of-mei');
    const cookies = headers.getSetCookie();
    expect(cookies).toEqual([
      expect.stringMatching(/^concours_session=token-of-mei; Path=\/; HttpOnly; SameSite=Strict; Expires=/),
      expect.stringMatching(/^concours_refresh=refresh-of-mei; Path=\/session; HttpOnly; SameSite=Strict; Expires=/),
    ]);
    expect(cookies.join()).not.toContain('Secure');

    const mine = {cookie: cookies[0]?.split(';')[0] ?? ''};
    const viewer = await post(house.gateway, {query: '{ viewer { name } }'}, mine);
    expect(viewer.body.data).toEqual({viewer: {name: 'mei'}});
    const out = await fetch(house.gateway.url + '/session', {method: 'DELETE', headers: mine});
    const gone = expect.stringMatching(/^concours_(session|refresh)=; .*Expires=Thu, 01 Jan 1970/);
    expect(out.headers.getSetCookie()).toEqual([gone, gone]);
    expect((await post(house.gateway, {query: '{ viewer { name } }'}, mine)).status).toBe(401);
  });

  it.each<[string, unknown, Record<string, string>, number, string]>([
    ['a wrong password', {name: 'mei', password: 'wrong'}, {}, 401, 'SIGN_IN_REFUSED'],
    ['too many attempts', {name: 'throttled', password: 'x'}, {}, 429, 'SIGN_IN_THROTTLED'],
    ['a password of a megabyte', {name: 'mei', password: 'x'.repeat(1_000_000)}, {}, 413, 'BODY_TOO_LARGE'],
    ['a password that is a number', {name: 'mei', password: 1}, {}, 400, 'BODY_INVALID'],
    ['another site', {name: 'mei', password: 'right'}, {origin: 'https://elsewhere.example'}, 403, 'ORIGIN_REFUSED'],
    [
      'a form',
      'name=mei&password=right',
      {'content-type': 'application/x-www-form-urlencoded'},
      400,
      'BODY_TYPE_REFUSED',
    ],
  ])('does not begin with %s', async (_what, body, headers, status, code) => {
    const answer = await signIn(body, headers);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  it('begins in two steps for who has a second factor, and with no cookie before the second', async () => {
    const first = await signIn({name: 'factor', password: 'right'});
    expect([first.status, first.body]).toMatchObject([401, {code: 'SECOND_FACTOR_NEEDED', facts: {challenge: 'c1'}}]);
    const wrong = await signIn({challenge: 'c1', code: '000000'});
    expect([wrong.status, wrong.body.code]).toEqual([401, 'SECOND_FACTOR_REFUSED']);
    expect([...first.headers.getSetCookie(), ...wrong.headers.getSetCookie()]).toEqual([]);
    const second = await signIn({challenge: 'c1', code: '123456'});
    expect([second.status, second.headers.getSetCookie().length]).toEqual([200, 2]);
  });

  it('is renewed by its other cookie alone, and what can’t be renewed is taken away', async () => {
    const renew = async (headers: Record<string, string>) => {
      const response = await fetch(house.gateway.url + '/session', {method: 'PUT', headers});
      const body = (await response.json()) as {code?: string};
      return {
        status: response.status,
        code: body.code,
        text: JSON.stringify(body),
        cookies: response.headers.getSetCookie(),
      };
    };
    const renewed = await renew({cookie: 'concours_session=stale; concours_refresh=refresh-of-mei'});
    expect(renewed.status).toBe(200);
    expect(renewed.text).not.toMatch(/token-of|refresh-of/);
    expect(renewed.cookies).toEqual([
      expect.stringContaining('concours_session=token-of-mei; Path=/;'),
      expect.stringContaining('concours_refresh=refresh-of-mei; Path=/session;'),
    ]);
    for (const cookie of ['', 'concours_session=token-of-mei', 'concours_refresh=nobody']) {
      const refused = await renew({cookie});
      expect([refused.status, refused.code, refused.cookies.length]).toEqual([401, 'SESSION_INVALID', 2]);
      expect(refused.cookies.join()).not.toMatch(/=[^;,]*-of-/);
    }
    const foreign = await renew({cookie: 'concours_refresh=refresh-of-mei', origin: 'https://elsewhere.example'});
    expect([foreign.status, foreign.code, foreign.cookies]).toEqual([403, 'ORIGIN_REFUSED', []]);
  });

  it.each<[string, string, Record<string, string>, number, string]>([
    ['a GET, which any picture can send', 'GET', {}, 405, 'METHOD_REFUSED'],
    [
      'a page of another site that hides where it is from',
      'PUT',
      {'sec-fetch-site': 'cross-site'},
      403,
      'ORIGIN_REFUSED',
    ],
    ['a page in a sandbox', 'DELETE', {origin: 'null'}, 403, 'ORIGIN_REFUSED'],
    ['a page of another site that ends it', 'DELETE', {origin: 'https://elsewhere.example'}, 403, 'ORIGIN_REFUSED'],
  ])('is neither renewed nor ended by %s', async (_what, method, headers, status, code) => {
    const cookie = 'concours_session=token-of-mei; concours_refresh=refresh-of-mei';
    const answer = await fetch(house.gateway.url + '/session', {method, headers: {cookie, ...headers}});
    expect([answer.status, ((await answer.json()) as {code: string}).code]).toEqual([status, code]);
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  it('has a cookie for https only where the public address is https', async () => {
    const other = await littleHouse({cookieSecure: true, publicUrl: 'https://concours.example'});
    const {headers} = await post(
      other.gateway,
      {name: 'mei', password: 'right'},
      {origin: 'https://concours.example'},
      '/session',
    );
    expect(headers.get('set-cookie')).toContain('; Secure');
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
    await other.close();
  });

  it('can’t begin while organisations is away, and says so', async () => {
    await house.services.organisations.stop();
    const {status, body} = await signIn({name: 'mei', password: 'right'});
    expect([status, body.code]).toEqual([503, 'SUBGRAPH_UNAVAILABLE']);
    await house.services.organisations.start();
  });
});
