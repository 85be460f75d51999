import http from 'node:http';
import {SignJWT, UnsecuredJWT} from 'jose';
import {ask, expectAlive, expectRefusal, json, operation} from './attack.js';
import {openContest, PHONE, type Contest} from './siege-contest.js';
import {openSiege, PASSWORD, type Siege} from './siege.js';

let siege: Siege;
let contest: Contest;
beforeAll(async () => {
  siege = await openSiege('2024-07-25T09:00:00+08:00');
  contest = await openContest(siege);
}, 60_000);
afterAll(() => siege.close());

describe('guessing a password', () => {
  const guess = async (name: string): Promise<string> =>
    siege.anybody.refused('mutation ($name: String!) {signIn(name: $name, password: "guess 1") {token}}', {name});
  const guesses = async (names: string[]): Promise<string[]> => {
    const codes: string[] = [];
    for (const name of names) codes.push(await guess(name));
    return codes;
  };
  const spellings = (name: string): string[] => [name, name.toUpperCase(), ` ${name} `, name.replace('b', 'ｂ')];

  it('ends after ten tries, however the name is spelt, and goes the same way for a name that nobody has', async () => {
    const dozen = (name: string): string[] => Array.from({length: 12}, (_, n) => spellings(name)[n % 4] ?? name);
    const known = await guesses(dozen('bengbu'));
    const [refused, throttled] = [known.slice(0, 10), known.slice(10)];
    expect([new Set(refused), new Set(throttled)]).toEqual([
      new Set(['SIGN_IN_REFUSED']),
      new Set(['SIGN_IN_THROTTLED']),
    ]);
    expect(await guesses(dozen('bobody'))).toEqual(known);
    const right = await siege.anybody.refused('mutation ($p: String!) {signIn(name: "bengbu", password: $p) {token}}', {
      p: PASSWORD,
    });
    expect(right).toBe('SIGN_IN_THROTTLED');
  });

  it('gets one try a request, however many names it has under other aliases', async () => {
    const tries = Array.from({length: 30}, (_, n) => `a${n}: signIn(name: "owner", password: "guess ${n}") {token}`);
    const {body} = await operation(siege, {query: `mutation {${tries.join(' ')}}`});
    expect([body.data, body.errors?.length]).toEqual([null, 1]);
  });

  const session = (body: unknown, init: RequestInit = {}) =>
    ask(`${siege.url}/session`, {method: 'POST', headers: json, body: JSON.stringify(body), ...init});
  const sessionFrom = (localAddress: string, body: unknown, headers: Record<string, string>) =>
    new Promise<{status: number; setCookie: string}>((resolve, reject) => {
      const options = {method: 'POST', localAddress, headers: {...json, ...headers}};
      const request = http.request(`${siege.url}/session`, options, (response) => {
        response.resume();
        resolve({status: response.statusCode ?? 0, setCookie: response.headers['set-cookie']?.[0] ?? ''});
      });
      request.on('error', reject).end(JSON.stringify(body));
    });

  it('gets no further try out of a forwarding header that nobody asked for', async () => {
    const headers = {...json, 'x-forwarded-for': '203.0.113.9'};
    const query = `mutation {signIn(name: "bengbu", password: "${PASSWORD}") {token}}`;
    expect((await operation(siege, {query}, headers)).code).toBe('SIGN_IN_THROTTLED');
    expect((await session({name: 'bengbu', password: PASSWORD}, {headers})).status).toBe(429);
  });

  it('locks the owner out of nothing: from elsewhere the right password still opens, on a cookie nobody planted', async () => {
    const cookie = 'concours_session=cs_planted';
    const {status, setCookie} = await sessionFrom('127.0.0.2', {name: 'bengbu', password: PASSWORD}, {cookie});
    expect(status).toBe(200);
    expect(setCookie).toMatch(/^concours_session=cs_[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict/);
    expect(setCookie).not.toContain('planted');
  });

  it.each<[string, unknown, RequestInit, number, string]>([
    ['a wrong password', {name: 'owner', password: 'no'}, {}, 401, 'SIGN_IN_REFUSED'],
    ['a name that nobody has', {name: 'none', password: 'no'}, {}, 401, 'SIGN_IN_REFUSED'],
    ['a password of 90 KB', {name: 'owner', password: 'x'.repeat(90_000)}, {}, 401, 'SIGN_IN_REFUSED'],
    ['a name of 90 KB', {name: 'x'.repeat(90_000), password: 'x'}, {}, 401, 'SIGN_IN_REFUSED'],
    ['a password that is an object', {name: 'owner', password: {$ne: ''}}, {}, 400, 'BODY_INVALID'],
    ['a list of passwords', {name: 'owner', password: ['a', 'b']}, {}, 400, 'BODY_INVALID'],
    ['a name with a NUL', {name: 'owner\u0000', password: PASSWORD}, {}, 401, 'SIGN_IN_REFUSED'],
    ['a name out of SQL', {name: "owner' --", password: PASSWORD}, {}, 401, 'SIGN_IN_REFUSED'],
    [
      'another site',
      {name: 'owner', password: PASSWORD},
      {headers: {...json, origin: 'https://elsewhere.example'}},
      403,
      'ORIGIN_REFUSED',
    ],
    [
      'a form of another site',
      {},
      {headers: {'content-type': 'application/x-www-form-urlencoded'}},
      400,
      'BODY_TYPE_REFUSED',
    ],
    ['another method', {}, {method: 'PATCH'}, 405, 'METHOD_REFUSED'],
  ])('is answered with a code: %s', async (_what, body, init, status, code) => {
    const answer = await session(body, init);
    expectRefusal(answer, status, code);
    expect(answer.headers.get('set-cookie')).toBeNull();
    await expectAlive(siege);
  });

  it.each([
    '',
    'cs_',
    `cs_${'A'.repeat(43)}`,
    `cd_${'A'.repeat(43)}`,
    `cs_${'é'.repeat(20)}`,
    'null',
    '__proto__',
    'a'.repeat(5_000),
  ])('of a token is answered like any other: %s', async (token) => {
    const answer = await operation(siege, {query: '{viewer {kind}}'}, {authorization: `Bearer ${encodeURI(token)}`});
    expectRefusal(answer, 401, 'SESSION_INVALID');
  });

  it('of the code for setting up is answered with a code', async () => {
    const query = `mutation {setUp(code: "0", name: "root", password: "long enough", displayName: "x", organisationCode: "x", organisationNameZh: "x") {id}}`;
    expect(await siege.anybody.refused(query)).toBe('SET_UP_CODE_REFUSED');
  });
});

describe('a voter’s token', () => {
  const cast = async (token: string) => {
    const query = 'mutation ($input: BallotInput!) {castBallot(input: $input) {replayed}}';
    const input = {
      roundId: contest.openRoundId,
      requestId: 'forged-request',
      entryIds: contest.openEntries.slice(0, 1),
    };
    return operation(siege, {query, variables: {input}}, {'x-concours-voter': token});
  };
  const claims = () => ({
    iss: contest.app.id,
    aud: 'concours',
    sub: 'forged',
    exp: Math.floor(Date.now() / 1_000) + 60,
  });
  const signed = (more: object, alg = 'HS256', secret = contest.app.secret): Promise<string> =>
    new SignJWT({...claims(), ...more}).setProtectedHeader({alg}).sign(Buffer.from(secret));
  const resigned = (token: string, header: object): string =>
    [Buffer.from(JSON.stringify(header)).toString('base64url'), ...token.split('.').slice(1)].join('.');
  const now = (): number => Math.floor(Date.now() / 1_000);

  it.each<[string, () => Promise<string> | string]>([
    ['without a signature', () => new UnsecuredJWT(claims()).encode()],
    ['whose signature is cut off', async () => (await signed({})).replace(/[^.]+$/, '')],
    ['whose header says none', async () => resigned(await signed({}), {alg: 'none'})],
    ['whose header says another algorithm', async () => resigned(await signed({}), {alg: 'RS256'})],
    ['of an algorithm that we do not name', () => signed({}, 'HS512', 'x'.repeat(64))],
    ['signed with another secret', () => signed({}, 'HS256', 'y'.repeat(43))],
    ['signed with nothing', () => signed({}, 'HS256', ' ')],
    ['of an app that is not there', () => signed({iss: '01J0000000000000000000ZZZZ'})],
    ['of an app that is an object', () => signed({iss: {} as never})],
    ['for another audience', () => signed({aud: 'elsewhere'})],
    ['for no audience', () => signed({aud: []})],
    ['that has run out', () => signed({exp: now() - 1})],
    ['that does not hold yet', () => signed({nbf: now() + 300})],
    ['that lasts for a day', () => signed({exp: now() + 86_400})],
    ['that never ends', () => signed({exp: undefined})],
    ['of nobody', () => signed({sub: ''})],
    ['of somebody with a line feed', () => signed({sub: 'a\r\nb'})],
    ['of a unit that is not there', () => signed({org: 'ah.nowhere'})],
    ['of a unit that is a list', () => signed({org: ['ah']})],
    ['of three dots', () => '...'],
    ['of nonsense', () => 'x'.repeat(4_000)],
  ])('%s votes for nobody, and is answered like every other', async (_what, make) => {
    expectRefusal(await cast(await make()), 401, 'SESSION_INVALID');
    await expectAlive(siege);
  });

  it('that is good gives one voter’s rights and no more, beside whatever else is shown', async () => {
    const headers = {
      'x-concours-voter': await signed({
        sub: 'admin',
        grants: [{role: 'PLATFORM_ADMIN', path: 'acftu.'}],
        kind: 'system',
      }),
    };
    const {body} = await operation(
      siege,
      {query: '{viewer {kind grants {role}}}'},
      {...headers, authorization: `Bearer ${siege.admin.token}`},
    );
    expect(body.data).toEqual({viewer: {kind: 'VOTER', grants: []}});
  });
});

describe('an account', () => {
  const create = (by: Siege['admin'], input: object) =>
    by.refused('mutation ($input: AccountInput!) {createAccount(input: $input) {id}}', {
      input: {displayName: '某人', password: 'long enough', organisationId: siege.idOf('ah.hefei'), ...input},
    });

  it.each([
    ['a Cyrillic letter among Latin ones', '\u0430dmin'],
    ['a Greek letter among Latin ones', 'adm\u03b9n'],
    ['a space of no width', 'ad\u200bmin'],
    ['a joiner of no width', 'ad\u200dmin'],
    ['a mark of byte order', 'ad\ufeffmin'],
    ['a turn of the writing direction', 'nimda\u202e'],
    ['a soft hyphen', 'ad\u00admin'],
    ['a space within', 'ad min'],
    ['a line feed and a header', 'admin\r\nSet-Cookie: a=b'],
    ['a NUL', 'admin\u0000'],
    ['an invisible filler', 'admin\u3164'],
    ['markup', '<script>'],
    ['a formula', '=cmd'],
    ['a path', '../admin'],
    ['half a pair', 'admin\ud800'],
    ['one letter', 'a'],
    ['sixty-one letters', 'a'.repeat(61)],
    ['nothing', ''],
  ])('takes no name with %s', async (_what, name) => {
    expect(['ACCOUNT_NAME_INVALID', 'INPUT_INVALID']).toContain(await create(contest.hefei as never, {name}));
  });

  it.each(['ADMIN', 'Ａｄｍｉｎ', ' admin ', 'ａｄmin'])(
    'takes no name that is somebody’s in another spelling: %s',
    async (name) => {
      expect(await create(siege.admin, {name})).toBe('ACCOUNT_NAME_TAKEN');
    },
  );

  it.each(['\u200b\u200b', 'a\u202ebc', 'a\r\nb', '\u0000a', ' ', '\u2066管理员\u2069'])(
    'shows no name that hides or turns: %j',
    async (displayName) => {
      expect(await create(contest.hefei as never, {name: 'somebody', displayName})).toBe('INPUT_INVALID');
    },
  );

  it('takes its rights from nothing but its grants: what one may not hand out, one can’t give', async () => {
    const grant = 'mutation ($input: GrantInput!) {grantRole(input: $input) {id}}';
    const mine = {accountId: contest.hefei.id, organisationId: siege.idOf('ah.hefei')};
    for (const role of ['PLATFORM_ADMIN', 'CAMPAIGN_OWNER', 'AUDITOR', 'JUDGE'])
      expect(await contest.hefei.refused(grant, {input: {...mine, role}})).toBe('NOT_PERMITTED');
    const above = {...mine, role: 'UNIT_ADMIN', organisationId: siege.idOf('ah')};
    expect(await contest.hefei.refused(grant, {input: above})).toBe('NOT_PERMITTED');
    expect(
      await contest.hefei.refused('mutation ($id: ID!) {suspendAccount(id: $id) {id}}', {id: siege.admin.id}),
    ).toBe('NOT_PERMITTED');
  });

  it('is hashed for nobody who may not make it: who asks is asked before the password is looked at', async () => {
    const input = {name: 'x', displayName: 'x', password: 'x', organisationId: siege.idOf('ah')};
    const query = 'mutation ($input: AccountInput!) {createAccount(input: $input) {id}}';
    expect(await siege.anybody.refused(query, {input})).toBe('NOT_SIGNED_IN');
    expect(await contest.nobody.refused(query, {input})).toBe('NOT_PERMITTED');
  });
});

it('none of the tokens, passwords and numbers of this siege is in the log', () => {
  const logged = siege.logged();
  expect(logged.length).toBeGreaterThan(1_000);
  const secrets = [
    siege.admin.token,
    contest.hefei.token,
    contest.app.secret,
    PASSWORD,
    PHONE,
    'guess 1',
    'known to the tests',
  ];
  for (const secret of secrets) expect(logged).not.toContain(secret);
});
