import {post} from '../testing/client.js';
import {littleHouse, type LittleHouse} from '../testing/little-house.js';
import {account} from '../testing/little-services.js';

describe('a browser that comes to vote', () => {
  let house: LittleHouse;
  beforeAll(async () => (house = await littleHouse()));
  afterAll(() => house.close());
  const to = '/vote/anhui-singer-2024/semi-final';
  /** As the page of another site sends it. */
  const handOver = (form: Record<string, string>) =>
    fetch(`${house.gateway.url}/session/voter`, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: 'https://app.example',
        'sec-fetch-site': 'cross-site',
      },
      body: new URLSearchParams(form).toString(),
    });
  const ask = (method: string, headers: Record<string, string> = {}) =>
    fetch(`${house.gateway.url}/session/voter`, {method, headers});
  const voterBy = async (headers: Record<string, string>) =>
    (await post(house.gateway, {query: '{ viewer { kind voter name } }'}, headers)).body;

  it('is sent by its app with a form, and goes on to the page with a cookie that no script reads', async () => {
    const response = await handOver({token: 'vouched-for', to});
    expect([response.status, response.headers.get('location'), response.headers.get('cache-control')]).toEqual([
      ...[303, to, 'no-store'],
    ]);
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^concours_voter=visit; Path=\/; HttpOnly; SameSite=Strict; Expires=/),
    ]);
    expect(await response.text()).toBe('');
  });

  it('votes as its voter where the page says that one votes, and signs in as ever elsewhere', async () => {
    await handOver({token: 'vouched-for', to});
    house.sessions.set('t', account('mei'));
    const cookie = 'concours_voter=visit; concours_session=t';
    expect(await voterBy({cookie, 'x-concours-voting': '1'})).toMatchObject({
      data: {viewer: {kind: 'voter', voter: 'v1'}},
    });
    expect(await voterBy({cookie})).toMatchObject({data: {viewer: {kind: 'account', name: 'mei'}}});
    // without a visit it is the account that votes
    expect(await voterBy({cookie: 'concours_session=t', 'x-concours-voting': '1'})).toMatchObject({
      data: {viewer: {kind: 'account'}},
    });
  });

  it('is told on the page why its app’s word is not taken, and gets no cookie', async () => {
    for (const form of [{token: 'made up', to}, {to}]) {
      const response = await handOver(form as Record<string, string>);
      expect([response.status, response.headers.get('location'), response.headers.getSetCookie()]).toEqual([
        ...[303, `${to}?reason=VOTER_TOKEN_INVALID`, []],
      ]);
    }
  });

  it.each([
    'https://elsewhere.example/vote/a/b',
    '//elsewhere.example/vote/a/b',
    '/vote/a/b?next=//elsewhere.example',
    '/vote/../campaigns',
    '/vote/%2e%2e/campaigns',
    '/vote/a/b/c',
    '/campaigns',
    '/vote/a/b\r\nset-cookie: x=y',
    `/vote/a/${'b'.repeat(500)}`,
    '',
  ])('is never sent on to %j', async (wanted) => {
    expect((await handOver({token: 'vouched-for', to: wanted})).headers.get('location')).toBe('/vote');
    expect((await handOver({token: 'made up', to: wanted})).headers.get('location')).toBe(
      '/vote?reason=VOTER_TOKEN_INVALID',
    );
  });

  it('loses a cookie that nobody holds any longer, and keeps that of the dashboard', async () => {
    const {status, headers} = await post(
      house.gateway,
      {query: '{ viewer { kind } }'},
      {cookie: 'concours_voter=over; concours_session=t', 'x-concours-voting': '1'},
    );
    expect(status).toBe(401);
    expect(headers.getSetCookie()).toEqual([expect.stringMatching(/^concours_voter=; .*Expires=Thu, 01 Jan 1970/)]);
  });

  it('gets a number, once, and ends its visit when it likes', async () => {
    const first = await ask('GET');
    const [made = ''] = first.headers.getSetCookie();
    expect(made).toMatch(/^concours_device=[\w-]{22}; Path=\/; HttpOnly; SameSite=Strict; Expires=/);
    const again = await ask('GET', {cookie: made.split(';')[0] ?? ''});
    expect([again.status, again.headers.getSetCookie()]).toEqual([200, []]);
    const odd = await ask('GET', {cookie: 'concours_device=chosen by a script'});
    expect(odd.headers.getSetCookie()).toHaveLength(1);

    await handOver({token: 'vouched-for', to});
    const cookie = 'concours_voter=visit';
    const gone = await ask('DELETE', {cookie});
    expect(gone.headers.getSetCookie()).toEqual([expect.stringMatching(/^concours_voter=; /)]);
    expect(await voterBy({cookie, 'x-concours-voting': '1'})).toMatchObject({
      errors: [{extensions: {code: 'SESSION_INVALID'}}],
    });
  });

  it.each<[string, string, RequestInit, number, string]>([
    ['without a demo', 'POST', {body: '{"demo": true}'}, 404, 'NOT_FOUND'],
    ['with a token as JSON', 'POST', {body: '{"token": "vouched-for"}'}, 400, 'BODY_INVALID'],
    [
      'from another site',
      'POST',
      {body: '{"demo": true}', headers: {origin: 'https://a.example'}},
      403,
      'ORIGIN_REFUSED',
    ],
    ['as another site that ends it', 'DELETE', {headers: {origin: 'https://a.example'}}, 403, 'ORIGIN_REFUSED'],
    ['by another method', 'PUT', {}, 405, 'METHOD_REFUSED'],
  ])('is not let in %s', async (_what, method, {body, headers}, status, code) => {
    const answer = await fetch(`${house.gateway.url}/session/voter`, {
      method,
      body,
      headers: {'content-type': 'application/json', ...headers},
    });
    expect([answer.status, ((await answer.json()) as {code: string}).code]).toEqual([status, code]);
    expect(answer.headers.getSetCookie()).toEqual([]);
  });
});
