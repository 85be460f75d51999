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
    const cookie = headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^concours_session=token-of-mei; Path=\/; HttpOnly; SameSite=Strict; Expires=/);
    expect(cookie).not.toContain('Secure');

    const mine = {cookie: cookie.split(';')[0] ?? ''};
    const viewer = await post(house.gateway, {query: '{ viewer { name } }'}, mine);
    expect(viewer.body.data).toEqual({viewer: {name: 'mei'}});
    const out = await fetch(house.gateway.url + '/session', {method: 'DELETE', headers: mine});
    expect(out.headers.get('set-cookie')).toContain('Expires=Thu, 01 Jan 1970');
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
