import {once} from 'node:events';
import {WebSocket} from 'ws';
import {until} from '../support/child.js';
import {graphClient, type GraphClient} from '../support/graphql.js';
import {openSiege, type Person, type Siege} from './siege.js';

/** What programs and screens ask with, through the real gateway and to every service. */
let siege: Siege;
let keeper: Person;
beforeAll(async () => {
  siege = await openSiege('2024-07-25T09:00:00+08:00');
  await siege.organise([['ah', 'FEDERATION', 'PROVINCE', 'acftu']]);
  keeper = await siege.person('keeper', 'UNIT_ADMIN', 'ah');
}, 60_000);
afterAll(() => siege.close());

const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();
const ownGrants = async (): Promise<string[]> =>
  (await keeper.ask<{viewer: {grants: {id: string}[]}}>('{ viewer { grants { id } } }')).viewer.grants.map(
    ({id}) => id,
  );
const CREATE = 'mutation ($input: ApiKeyInput!) { createKey(input: $input) { token key { id } } }';
type Created = {createKey: {token: string; key: {id: string}}};

async function keyFor(name: string, readOnly = false): Promise<{id: string; token: string; client: GraphClient}> {
  const input = {name, grantIds: await ownGrants(), readOnly, expiresAt: inMs(86_400_000)};
  const {createKey} = await keeper.ask<Created>(CREATE, {input});
  const {token, key} = createKey;
  return {id: key.id, token, client: graphClient(`${siege.url}/graphql`, {token})};
}

/** The code of the close; fails when the socket outlives what is done by five seconds. */
async function closedWithin5s(
  init: object,
  act: () => Promise<unknown>,
  headers: Record<string, string> = {},
): Promise<number> {
  const socket = new WebSocket(`${siege.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {headers});
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  await once(socket, 'open');
  socket.send(JSON.stringify({type: 'connection_init', payload: init}));
  const [ack] = (await once(socket, 'message')) as [Buffer];
  expect(JSON.parse(ack.toString())).toMatchObject({type: 'connection_ack'});
  await act();
  const late = setTimeout(() => socket.terminate(), 5_000);
  const code = await closed;
  clearTimeout(late);
  return code;
}

describe('a key', () => {
  it('asks as a program of its owner, and shows what it carries', async () => {
    const {client} = await keyFor('asks');
    const {viewer} = await client.ask<{viewer: object}>('{ viewer { kind name account { id } grants { role } } }');
    expect(viewer).toEqual({kind: 'KEY', name: 'asks', account: null, grants: [{role: 'UNIT_ADMIN'}]});
  });

  const handsOut: [string, string][] = [
    [
      'a key',
      `mutation { createKey(input: {name: "x", grantIds: ["01J0000000000000000000ZZZZ"], readOnly: false, expiresAt: "${inMs(1e6)}"}) { token } }`,
    ],
    ['the list of its owner’s keys', '{ myKeys { id } }'],
    ['the end of a key', 'mutation { revokeKey(id: "01J0000000000000000000ZZZZ") }'],
    ['a display', 'mutation ($at: ID!) { issueDisplayToken(name: "x", organisationId: $at) { token } }'],
    [
      'an account',
      'mutation ($at: ID!) { createAccount(input: {name: "made.by.key", displayName: "x", password: "long enough", organisationId: $at}) { id } }',
    ],
    [
      'a role',
      'mutation ($me: ID!, $at: ID!) { grantRole(input: {accountId: $me, role: REVIEWER, organisationId: $at}) { id } }',
    ],
    ['the end of a role', 'mutation { revokeGrant(id: "01J0000000000000000000ZZZZ") }'],
    ['a suspension', 'mutation ($me: ID!) { suspendAccount(id: $me) { id } }'],
  ];
  it.each(handsOut)('hands out no access: not %s', async (what, document) => {
    const {client} = await keyFor(`no ${what}`);
    const all = {me: keeper.id, at: siege.idOf('ah')};
    const variables = Object.fromEntries(Object.entries(all).filter(([name]) => document.includes(`$${name}:`)));
    expect(await client.refused(document, variables)).toBe('PERSON_NEEDED');
  });

  it('that only reads changes nothing in any service, and uploads nothing', async () => {
    const {client, token} = await keyFor('reads', true);
    await client.ask('{ viewer { kind } campaigns { id } }');
    const absent = '01J0000000000000000000ZZZZ';
    const mutations = [
      `mutation { renameOrganisation(id: "${siege.idOf('ah')}", nameZh: "x") { id } }`,
      `mutation { submitReport(id: "${absent}") { id } }`,
      `mutation { handIn(submissionId: "${absent}") { id } }`,
      `mutation { freezeResult(roundId: "${absent}:x") { id } }`,
    ];
    for (const document of mutations)
      expect([document, await client.refused(document)]).toEqual([document, 'READ_ONLY']);
    const upload = await fetch(`${siege.url}/files`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'tus-resumable': '1.0.0',
        'upload-length': '10',
        'upload-metadata': 'filename eA==',
      },
    });
    expect([upload.status, await upload.text()]).toEqual([403, expect.stringContaining('READ_ONLY')]);
  });

  const ends: [string, (id: string) => Promise<unknown>][] = [
    ['it is revoked', (id) => keeper.ask('mutation ($id: ID!) { revokeKey(id: $id) }', {id})],
    [
      'its owner is suspended',
      () => siege.admin.ask('mutation ($id: ID!) { suspendAccount(id: $id) { id } }', {id: keeper.id}),
    ],
  ];
  it.each(ends)('is refused everywhere within five seconds when %s, on open sockets too', async (what, end) => {
    const {id, token, client} = await keyFor(what);
    await client.ask('{ viewer { kind } }');
    expect(await closedWithin5s({token}, () => end(id))).toBe(4403);
    expect(await client.refused('{ viewer { kind } }')).toBe('SESSION_INVALID');
  });

  it('loses a grant that its owner loses within five seconds, on open sockets too', async () => {
    await siege.admin.ask('mutation ($id: ID!) { reinstateAccount(id: $id) { id } }', {id: keeper.id});
    const {token} = await siege.services.organisations.slices.sessions.signIn({
      ...{name: 'keeper', password: 'a password of the siege', address: 'siege', device: null},
    });
    Object.assign(keeper, graphClient(`${siege.url}/graphql`, {token}));
    const key = await keyFor('loses');
    const [grant] = await ownGrants();
    await key.client.ask('{ viewer { kind } }');
    const revoke = () => siege.admin.ask('mutation ($id: ID!) { revokeGrant(id: $id) }', {id: grant});
    expect(await closedWithin5s({token: key.token}, revoke)).toBe(1012);
    expect(await key.client.ask('{ viewer { grants { role } } }')).toEqual({viewer: {grants: []}});
  });
});

describe('a screen', () => {
  /** A browser on a wall: its cookies, and nothing else that it would know itself by. */
  class Screen {
    private readonly cookies = new Map<string, string>();

    get cookie(): string {
      return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    }

    async ask(
      method: string,
      address: string,
      body?: object,
    ): Promise<{status: number; body: Record<string, unknown>; set: string[]}> {
      const response = await fetch(siege.url + address, {
        method,
        headers: {cookie: this.cookie, 'x-concours-wall': '1', ...(body && {'content-type': 'application/json'})},
        body: body && JSON.stringify(body),
      });
      const set = response.headers.getSetCookie();
      for (const each of set) {
        const [pair = ''] = each.split(';');
        const [name = '', value = ''] = pair.split('=');
        if (value === '') this.cookies.delete(name);
        else this.cookies.set(name, value);
      }
      return {status: response.status, body: (await response.json()) as Record<string, unknown>, set};
    }

    where = () => this.ask('GET', '/session/display');
    viewer = async () => (await this.ask('POST', '/graphql', {query: '{ viewer { kind name } }'})).body.data;
  }

  const campaign = '01J0000000000000000000CAMP';
  const pair = async (code: unknown, name = '一楼大厅'): Promise<string> => {
    const input = {code, name, organisationId: siege.idOf('ah'), wall: {kind: 'PLAN', id: campaign}};
    const query = 'mutation ($input: PairingInput!) { pairDisplay(input: $input) { id } }';
    return (await siege.admin.ask<{pairDisplay: {id: string}}>(query, {input})).pairDisplay.id;
  };
  const paired = async (): Promise<{screen: Screen; id: string}> => {
    const screen = new Screen();
    const {body} = await screen.ask('POST', '/session/display');
    const id = await pair(body.code);
    await screen.where();
    return {screen, id};
  };

  it('is paired by the code on it, goes to its wall by itself, and holds nothing that a script reads', async () => {
    const screen = new Screen();
    expect((await screen.where()).body).toEqual({state: 'OVER', ended: false});
    const begun = await screen.ask('POST', '/session/display');
    expect(begun.body).toEqual({
      state: 'WAITING',
      code: expect.stringMatching(/^[A-Z0-9]{8}$/),
      expiresAt: expect.any(String),
    });
    expect(begun.set).toEqual([
      expect.stringMatching(/^concours_pairing=[\w-]{43}; Path=\/session\/display; HttpOnly; SameSite=Strict/),
    ]);
    expect((await screen.where()).body).toMatchObject({state: 'WAITING'});
    await pair(begun.body.code);
    const arrived = await screen.where();
    expect(arrived.body).toEqual({state: 'PAIRED', name: '一楼大厅', wall: `/wall/plan/${campaign}`});
    expect(arrived.set).toEqual([
      expect.stringMatching(/^concours_display=cd_[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Expires=/),
      expect.stringMatching(/^concours_pairing=; /),
    ]);
    expect(await screen.viewer()).toEqual({viewer: {kind: 'DISPLAY', name: '一楼大厅'}});
    // after the device was started anew it has its cookies, and asks
    expect((await screen.where()).body).toEqual(arrived.body);
  });

  it('is nobody to a page of the dashboard in the same browser', async () => {
    const {screen} = await paired();
    const response = await fetch(`${siege.url}/graphql`, {
      method: 'POST',
      headers: {cookie: screen.cookie, 'content-type': 'application/json'},
      body: JSON.stringify({query: '{ viewer { kind } }'}),
    });
    expect(await response.json()).toEqual({data: {viewer: {kind: 'ANONYMOUS'}}});
  });

  it('gets nothing by the code of another screen, nor by another screen’s turn', async () => {
    const [one, other] = [new Screen(), new Screen()];
    const {body} = await one.ask('POST', '/session/display');
    await other.ask('POST', '/session/display');
    await pair(body.code);
    expect((await other.where()).body).toMatchObject({state: 'WAITING'});
    expect((await one.where()).body).toMatchObject({state: 'PAIRED'});
    expect(
      await siege.admin.refused('mutation ($input: PairingInput!) { pairDisplay(input: $input) { id } }', {
        input: {code: body.code, name: 'x', organisationId: siege.idOf('ah'), wall: {kind: 'PLAN', id: campaign}},
      }),
    ).toBe('PAIRING_CODE_UNKNOWN');
  });

  it('is sent to another wall while it hangs', async () => {
    const {screen, id} = await paired();
    const query = 'mutation ($id: ID!, $input: DisplayAmendment!) { amendDisplay(id: $id, input: $input) { name } }';
    await siege.admin.ask(query, {id, input: {name: '二楼', wall: {kind: 'TALLY', id: `${campaign}:final`}}});
    expect((await screen.where()).body).toEqual({
      state: 'PAIRED',
      name: '二楼',
      wall: `/wall/tally/${campaign}%3Afinal`,
    });
    const invalid = [{}, {wall: {kind: 'PLAN', id: '../../x'}}, {name: ' '}, {name: 'x'.repeat(101)}];
    for (const input of invalid) expect(await siege.admin.refused(query, {id, input})).toBe('INPUT_INVALID');
  });

  it('is sent away within five seconds when it is revoked, on its open socket too, and shows a code again', async () => {
    const {screen, id} = await paired();
    const revoke = () => siege.admin.ask('mutation ($id: ID!) { revokeDisplayToken(id: $id) }', {id});
    expect(await closedWithin5s({wall: true}, revoke, {cookie: screen.cookie})).toBe(4403);
    expect(await screen.viewer()).toBeUndefined();
    expect((await screen.where()).body).toEqual({state: 'OVER', ended: true});
    expect(screen.cookie).not.toContain('concours_display');
    expect((await screen.where()).body).toEqual({state: 'OVER', ended: false});
    expect((await screen.ask('POST', '/session/display')).body).toMatchObject({state: 'WAITING'});
  });

  it('takes a token that was issued into a cookie, and no other token', async () => {
    const issue = 'mutation ($at: ID!) { issueDisplayToken(name: "x", organisationId: $at) { token } }';
    const {issueDisplayToken} = await siege.admin.ask<{issueDisplayToken: {token: string}}>(issue, {
      at: siege.idOf('ah'),
    });
    const screen = new Screen();
    for (const token of [siege.admin.token, 'cd_none', `cd_${'x'.repeat(43)}`, 7, null]) {
      const refused = await screen.ask('PUT', '/session/display', {token});
      expect([refused.status >= 400, refused.set]).toEqual([true, []]);
    }
    const taken = await screen.ask('PUT', '/session/display', {token: issueDisplayToken.token});
    expect([taken.status, JSON.stringify(taken.body)]).toEqual([200, expect.not.stringContaining('cd_')]);
    expect(await screen.viewer()).toEqual({viewer: {kind: 'DISPLAY', name: 'x'}});
  });

  it('of another site begins nothing here', async () => {
    for (const method of ['GET', 'POST', 'PUT']) {
      const response = await fetch(`${siege.url}/session/display`, {
        method,
        headers: {origin: 'https://elsewhere.example'},
      });
      expect([response.status, response.headers.getSetCookie()]).toEqual([403, []]);
    }
  });

  it('changes nothing and reads nothing of the house', async () => {
    const {screen} = await paired();
    const refusal = async (query: string) => {
      const {errors} = (await screen.ask('POST', '/graphql', {query})).body as {
        errors?: {extensions: {code: string}}[];
      };
      return errors?.[0]?.extensions.code;
    };
    for (const query of [
      '{ accounts { totalCount } }',
      '{ displays { totalCount } }',
      '{ apiKeys { totalCount } }',
      '{ myKeys { id } }',
      '{ organisations { totalCount } }',
    ])
      expect([query, await refusal(query)]).toEqual([query, 'NOT_PERMITTED']);
    expect(await refusal(`mutation { revokeDisplayToken(id: "${campaign}") }`)).toBe('READ_ONLY');
  });
});

test('tokens of every kind are in no log', async () => {
  await until('the log to have something', () => Promise.resolve(siege.logged().length > 100));
  expect(siege.logged()).not.toMatch(/c[kdsr]_[\w-]{43}/);
});
