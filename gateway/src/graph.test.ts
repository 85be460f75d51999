import {eventually} from '@concours/kernel/testing/eventually';
import {post} from '../testing/client.js';
import {littleHouse, type LittleHouse} from '../testing/little-house.js';
import {account} from '../testing/little-services.js';

const join =
  'query ($n: Int!) { round(id: "r") { entries(first: $n) { nodes { votes submission { title } organisation { shortName } } } } }';

describe('operations over HTTP', () => {
  let house: LittleHouse;
  beforeAll(async () => (house = await littleHouse()));
  afterAll(() => house.close());

  it('joins an entry of one service with the titles and the names of two others', async () => {
    const {status, body} = await post(house.gateway, {query: join, variables: {n: 2}});
    expect(body).toEqual({
      data: {
        round: {
          entries: {
            nodes: [
              {votes: 0, submission: {title: '作品 0'}, organisation: {shortName: '单位 o0'}},
              {votes: 1, submission: {title: '作品 1'}, organisation: {shortName: '单位 o1'}},
            ],
          },
        },
      },
    });
    expect(status).toBe(200);
  });

  it('hands the subgraphs the caller that organisations names, whatever identity headers a client makes up', async () => {
    house.sessions.set('t1', account('mei', {role: 'CLERK', organisation: 'o1', path: 'a.'}));
    const query = '{ viewer { kind name grants } }';
    const forged = {'x-concours-envelope': 'v1.test.e30.x', 'x-concours-caller': '{"kind":"system"}'};
    const anonymous = await post(house.gateway, {query}, forged);
    expect(anonymous.body.data).toEqual({viewer: {kind: 'anonymous', name: null, grants: 0}});
    const known = await post(house.gateway, {query}, {authorization: 'Bearer t1', ...forged});
    expect(known.body.data).toEqual({viewer: {kind: 'account', name: 'mei', grants: 1}});
    const cookie = await post(house.gateway, {query}, {cookie: 'a=b; concours_session=t1'});
    expect(cookie.body.data).toEqual({viewer: {kind: 'account', name: 'mei', grants: 1}});
  });

  const browser = 'a'.repeat(22);
  it.each<[string, Record<string, string>, string | null]>([
    [
      'an app’s, whatever the browser',
      {'x-concours-voter': 'voter-with-device', cookie: `concours_device=${browser}`},
      'app:telephone',
    ],
    [
      'the browser’s, for a voter',
      {'x-concours-voter': 'voter-1', cookie: `concours_device=${browser}`},
      `browser:${browser}`,
    ],
    [
      'the browser’s, for an account',
      {authorization: 'Bearer t', cookie: `concours_device=${browser}`},
      `browser:${browser}`,
    ],
    ['none that we did not make', {authorization: 'Bearer t', cookie: 'concours_device=app:telephone'}, null],
    ['none of whoever has not signed in', {cookie: `concours_device=${browser}`}, null],
    ['none where there is none', {authorization: 'Bearer t'}, null],
  ])('passes the device on: %s', async (_what, headers, device) => {
    house.sessions.set('t', account('mei'));
    const {body} = await post(house.gateway, {query: '{ viewer { device } }'}, headers);
    expect(body.data).toEqual({viewer: {device}});
  });

  it("passes a partner's voter token on, and the voter that it stands for", async () => {
    const {body} = await post(house.gateway, {query: '{ viewer { kind voter } }'}, {'x-concours-voter': 'voter-1'});
    expect(body.data).toEqual({viewer: {kind: 'voter', voter: 'v1'}});
  });

  it('answers 401 to a token that nobody holds, and takes a stale cookie away', async () => {
    const bearer = await post(house.gateway, {query: '{ campaigns }'}, {authorization: 'Bearer nobody'});
    expect([bearer.status, bearer.body.errors?.[0]?.extensions.code]).toEqual([401, 'SESSION_INVALID']);
    const odd = await post(house.gateway, {query: '{ campaigns }'}, {authorization: 'Basic dTpw'});
    expect(odd.status).toBe(401);
    const cookie = await post(house.gateway, {query: '{ campaigns }'}, {cookie: 'concours_session=nobody'});
    expect(cookie.status).toBe(401);
    expect(cookie.headers.get('set-cookie')).toMatch(/^concours_session=; .*Expires=Thu, 01 Jan 1970/);
  });

  it('asks once for a token that comes in a crowd', async () => {
    house.sessions.set('crowd', account('crowd'));
    const before = house.identityQuestions;
    const all = Array.from({length: 30}, () =>
      post(house.gateway, {query: '{ viewer { name } }'}, {authorization: 'Bearer crowd'}),
    );
    for (const {body} of await Promise.all(all)) expect(body.data).toEqual({viewer: {name: 'crowd'}});
    expect(house.identityQuestions - before).toBe(1);
  });

  it('feels the end of a session within its two seconds', async () => {
    house.sessions.set('short', account('short'));
    const ask = () => post(house.gateway, {query: '{ campaigns }'}, {authorization: 'Bearer short'});
    expect((await ask()).status).toBe(200);
    house.sessions.delete('short');
    await eventually(async () => (await ask()).status === 401 || undefined, {within: 2_500});
  });

  it('answers with the request id it was given, and with one of its own for anything odd', async () => {
    const given = await post(house.gateway, {query: '{ campaigns }'}, {'x-request-id': 'abc-12345'});
    expect(given.headers.get('x-request-id')).toBe('abc-12345');
    const odd = await post(house.gateway, {query: '{ campaigns }'}, {'x-request-id': '<script>alert(1)</script>'});
    expect(odd.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(house.services.campaigns.asked.at(-1)?.caller.requestId).toBe(odd.headers.get('x-request-id'));
  });

  it("lets a service's refusal through whole and masks everything else down to a reference", async () => {
    const refused = await post(house.gateway, {query: '{ secret campaigns }'});
    expect(refused.body.data).toEqual({secret: null, campaigns: ['一', '二']});
    expect(refused.body.errors?.[0]?.extensions).toMatchObject({
      code: 'NOT_PERMITTED',
      text: {zh: expect.any(String), en: expect.any(String)},
    });
    const broken = await post(house.gateway, {query: '{ boom }'});
    expect(broken.body.errors?.[0]?.extensions).toMatchObject({
      code: 'INTERNAL',
      reference: expect.stringMatching(/^\w{26}$/),
    });
    expect(broken.text).not.toMatch(/ER_DUP|3306|138|127\.0\.0\.1|stack|serviceName/);
  });

  it.each([
    ['another site', {origin: 'https://elsewhere.example'}],
    ['no site at all', {origin: 'null'}],
    ['a site that the browser calls foreign', {'sec-fetch-site': 'cross-site'}],
  ])('refuses a request from %s', async (_from, headers) => {
    const {status, body} = await post(house.gateway, {query: '{ campaigns }'}, headers);
    expect([status, body.errors?.[0]?.extensions.code]).toEqual([403, 'ORIGIN_REFUSED']);
  });

  it('takes requests from its own site', async () => {
    const {status} = await post(house.gateway, {query: '{ campaigns }'}, {origin: house.gateway.url});
    expect(status).toBe(200);
  });
});
