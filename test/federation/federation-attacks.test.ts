import {createServer, type Server, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {Gateway, SubgraphName} from '@concours/gateway/compose';
import {
  ENVELOPE_HEADER,
  anonymous,
  signEnvelope,
  systemCaller,
  type Caller,
  type SigningKey,
} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {WebSocket} from 'ws';
import {ask, expectAlive, operation, type Answer} from './attack.js';
import {HIDDEN_TITLE, openContest, PHONE, type Contest} from './siege-contest.js';
import {keys, openSiege, type Siege} from './siege.js';

const services: SubgraphName[] = ['organisations', 'campaigns', 'submissions', 'scoring'];
const [key] = keys as [SigningKey];
let siege: Siege;
let contest: Contest;
beforeAll(async () => {
  siege = await openSiege('2024-07-25T09:00:00+08:00');
  contest = await openContest(siege);
}, 60_000);
afterAll(() => siege.close());

const root: Caller = {
  ...anonymous(newId()),
  kind: 'account',
  id: newId(),
  name: 'root',
  grants: [{role: 'PLATFORM_ADMIN', organisation: 'x', path: 'acftu.'}],
};
const text = (query: string, variables: object = {}): string => JSON.stringify({query, variables});
const post = (
  service: SubgraphName,
  body: string,
  headers: Record<string, string>,
  path = '/graphql',
): Promise<Answer> =>
  ask(siege.subgraphs[service] + path, {
    method: 'POST',
    headers: {'content-type': 'application/json', ...headers},
    body,
  });
/** As the gateway would, for somebody without any rights. */
const asGateway = (service: SubgraphName, query: string, variables: object = {}): Promise<Answer> => {
  const body = text(query, variables);
  return post(service, body, {[ENVELOPE_HEADER]: signEnvelope({caller: anonymous(newId()), key, body})});
};

describe.each(services)('%s, reached without the gateway', (service) => {
  const body = text('{_service {sdl}}');
  const envelope = (i: Partial<Parameters<typeof signEnvelope>[0]> = {}): string =>
    signEnvelope({caller: root, key, body, ...i});
  const tampered = (): string => {
    const [version, id, claims, signature] = envelope({caller: anonymous(newId())}).split('.');
    const forged = Buffer.from(claims ?? '', 'base64url')
      .toString()
      .replace('"anonymous"', '"system"');
    return [version, id, Buffer.from(forged).toString('base64url'), signature].join('.');
  };
  const headers: [string, () => Record<string, string>][] = [
    ['nothing', () => ({})],
    ['an empty envelope', () => ({[ENVELOPE_HEADER]: ''})],
    ['a megabyte of nonsense', () => ({[ENVELOPE_HEADER]: 'x'.repeat(30_000)})],
    [
      'identity headers of other systems',
      () => ({
        'x-user-id': 'root',
        'x-forwarded-user': 'root',
        authorization: `Bearer ${siege.admin.token}`,
        cookie: `concours_session=${siege.admin.token}`,
      }),
    ],
    [
      'an envelope of a key nobody knows',
      () => ({[ENVELOPE_HEADER]: envelope({key: {id: 'other', secret: 'y'.repeat(40)}})}),
    ],
    [
      'an envelope of our key’s name with another secret',
      () => ({[ENVELOPE_HEADER]: envelope({key: {id: key.id, secret: 'y'.repeat(40)}})}),
    ],
    [
      'an envelope whose key is __proto__',
      () => ({[ENVELOPE_HEADER]: envelope().replace(`.${key.id}.`, '.__proto__.')}),
    ],
    ['claims that were changed after signing', () => ({[ENVELOPE_HEADER]: tampered()})],
    ['a signature cut off', () => ({[ENVELOPE_HEADER]: envelope().slice(0, -10)})],
    ['no signature: alg none', () => ({[ENVELOPE_HEADER]: envelope().replace(/\.[^.]*$/, '.')})],
    ['an envelope of 31 seconds ago', () => ({[ENVELOPE_HEADER]: envelope({now: Date.now() - 31_000})})],
    ['an envelope from 31 seconds ahead', () => ({[ENVELOPE_HEADER]: envelope({now: Date.now() + 31_000})})],
    ['an envelope of another body', () => ({[ENVELOPE_HEADER]: envelope({body: text('{__typename}')})})],
    [
      'an envelope of a frame instead of a body',
      () => ({
        [ENVELOPE_HEADER]: envelope({
          body: undefined,
          request: {method: 'POST', path: '/graphql', length: body.length},
        }),
      }),
    ],
  ];

  it.each(headers)('answers 401 to %s, and says nothing else', async (_what, make) => {
    const answer = await post(service, body, make());
    expect([answer.status, answer.code]).toEqual([401, 'ENVELOPE_REFUSED']);
    expect(answer.text).not.toContain('sdl');
    expect(Object.keys(answer.body)).toEqual(['errors']);
  });

  it('answers one envelope once: what was overheard is worth nothing', async () => {
    const once = {[ENVELOPE_HEADER]: envelope()};
    expect((await post(service, body, once)).status).toBe(200);
    expect((await post(service, body, once)).code).toBe('ENVELOPE_REFUSED');
    const both = {[ENVELOPE_HEADER]: envelope()};
    const raced = await Promise.all(Array.from({length: 20}, () => post(service, body, both)));
    expect(raced.filter(({status}) => status === 200)).toHaveLength(1);
  });

  it.each([
    '/internal/identity',
    '/internal/sign-in',
    '/files',
    '/files/a/01J0000000000000000000ZZZZ',
    '/',
    '/metrics',
    '/debug',
    '/graphql/',
    '//graphql',
  ])('answers 401 at %s as well, by any method', async (path) => {
    for (const method of ['GET', 'POST', 'PATCH', 'DELETE', 'OPTIONS']) {
      const {status, code} = await ask(siege.subgraphs[service] + path, {method});
      expect([status, code]).toEqual([401, 'ENVELOPE_REFUSED']);
    }
  });

  it('closes a socket that does not come from the gateway, and refuses a question there that is not signed', async () => {
    const open = (): WebSocket =>
      new WebSocket(`${siege.subgraphs[service].replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    const stranger = open();
    await new Promise((resolve) => stranger.once('open', resolve));
    stranger.send(JSON.stringify({type: 'connection_init', payload: {envelope: envelope()}}));
    expect(await new Promise((resolve) => stranger.once('close', resolve))).toBe(4401);
    const inside = open();
    await new Promise((resolve) => inside.once('open', resolve));
    const heard: Promise<string> = new Promise((resolve) => {
      inside.on('message', (data: Buffer) => {
        const message = JSON.parse(data.toString()) as {type: string};
        if (message.type === 'error') resolve(data.toString());
        const payload = {query: 'subscription {__typename}', extensions: {envelope: envelope()}};
        if (message.type === 'connection_ack') inside.send(JSON.stringify({id: '1', type: 'subscribe', payload}));
      });
    });
    inside.send(
      JSON.stringify({
        type: 'connection_init',
        payload: {envelope: signEnvelope({caller: systemCaller(), key, body: ''})},
      }),
    );
    expect(await heard).toContain('ENVELOPE_REFUSED');
    inside.terminate();
  });

  const entities = 'query ($r: [_Any!]!) {_entities(representations: $r) {__typename}}';
  it.each<[string, unknown]>([
    ['a type that is not there', [{__typename: 'Secret', id: '1'}]],
    ['a type that is no entity', [{__typename: 'Query'}]],
    ['__proto__ for a type', [{__typename: '__proto__', id: '1'}]],
    ['constructor for a type', [{__typename: 'constructor', id: '1'}]],
    ['no type', [{id: '1'}]],
    ['a number', [1]],
    ['null', [null]],
    ['a list in a list', [[{__typename: 'Organisation', id: '1'}]]],
    [
      'an id that is an object',
      [
        {__typename: 'Organisation', id: {$ne: ''}},
        {__typename: 'Track', id: {a: 1}},
      ],
    ],
    [
      'an id that is a list',
      [
        {__typename: 'Campaign', id: ['a', 'b']},
        {__typename: 'Account', id: ['a']},
      ],
    ],
    ['an id of 10,000 characters', [{__typename: 'Campaign', id: 'x'.repeat(10_000)}]],
    ['an id with quotes, a NUL and half a pair', [{__typename: 'Campaign', id: "' OR 1=1 --\u0000\ud800"}]],
    ['no id', [{__typename: 'Campaign'}, {__typename: 'Submission'}]],
    [
      'ten thousand that are not there',
      Array.from({length: 10_000}, (_, n) => ({__typename: 'Campaign', id: `none${n}`})),
    ],
  ])('answers a forged reference as an absent one or with a code, not with a defect: %s', async (_what, r) => {
    const answer = await asGateway(service, entities, {r});
    for (const {extensions} of answer.body.errors ?? []) expect(extensions?.code).not.toBe('INTERNAL');
    expect(answer.text).not.toMatch(/cannot read|undefined|is not a function/i);
    expect((await asGateway(service, '{__typename}')).body).toEqual({data: {__typename: 'Query'}});
  });
});

it('by reference nobody is shown what no question would show: works, files, reports, accounts', async () => {
  const query = 'query ($id: ID!) {submission(id: $id) {assets {id}}}';
  const {submission} = await contest.hefei.ask<{submission: {assets: {id: string}[]}}>(query, {id: contest.draft});
  const forged: [SubgraphName, string, string, string][] = [
    ['submissions', 'Submission', contest.draft, 'title state fields {value}'],
    ['submissions', 'Asset', submission.assets[0]?.id ?? '', 'fileName url'],
    ['organisations', 'Account', contest.hefei.id, 'name displayName'],
  ];
  for (const [service, type, id, fields] of forged) {
    const {body, text: whole} = await asGateway(
      service,
      `query ($r: [_Any!]!) {_entities(representations: $r) {... on ${type} {${fields}}}}`,
      {r: [{__typename: type, id, title: 'x', published: true, sight: {level: 'FULL', unmasked: true}}]},
    );
    expect(body.data).toEqual({_entities: [null]});
    expect(whole).not.toMatch(new RegExp(`${HIDDEN_TITLE}|${PHONE}|hefei`));
  }
});

/** What a service that was taken over, or broke, could answer. */
const answers: Record<string, (response: ServerResponse) => void> = {
  'a page of HTML': (response) =>
    response.writeHead(200, {'content-type': 'text/html'}).end('<html>proxy at 10.0.0.7 is busy</html>'),
  'nothing at all': (response) => response.writeHead(200).end(),
  'an empty object': (response) => response.writeHead(200).end('{}'),
  'a list': (response) => response.writeHead(200).end('[{"data": {}}]'),
  'JSON that breaks off': (response) => response.writeHead(200).end('{"data": {"viewer"'),
  'a stack': (response) =>
    response
      .writeHead(500)
      .end(
        '{"errors": [{"message": "SELECT * FROM account at db.ts:1 127.0.0.1:3306", "extensions": {"stacktrace": ["at /srv/x.js:1"]}}]}',
      ),
  'an error it says is a refusal, with a place of ours': (response) =>
    response
      .writeHead(200)
      .end(
        '{"errors": [{"message": "at /home/x.ts:5 ECONNREFUSED 127.0.0.1:1", "extensions": {"code": "X"}}], "data": null}',
      ),
  'data of another shape': (response) => response.writeHead(200).end('{"data": {"campaigns": {"length": -1}}}'),
  'data with __proto__ in it': (response) =>
    response.writeHead(200).end('{"data": {"__proto__": {"campaigns": []}, "campaigns": null}}'),
  'a way to somewhere else': (response) => response.writeHead(302, {location: 'http://127.0.0.1:1/'}).end(),
  '401': (response) =>
    response.writeHead(401).end('{"errors": [{"message": "x", "extensions": {"code": "ENVELOPE_REFUSED"}}]}'),
  'a lie about its length': (response) => {
    response.writeHead(200, {'content-length': 1_000_000});
    response.write('{"data":');
    response.destroy();
  },
  'a byte now and then': (response) => {
    response.writeHead(200);
    const drip = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(drip));
  },
  silence: () => undefined,
};

describe('a service that answers with', () => {
  let rogue: Server;
  let gateway: Gateway;
  let answer: (response: ServerResponse) => void;
  beforeAll(async () => {
    rogue = createServer((request, response) => void request.resume().on('end', () => answer(response)));
    await new Promise<void>((resolve) => rogue.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(rogue.address() as AddressInfo).port}`;
    gateway = await siege.anotherGateway({subgraphs: {...siege.subgraphs, campaigns: url}, subgraphTimeoutMs: 300});
  });
  afterAll(() => {
    rogue.closeAllConnections();
    rogue.close();
  });
  const query = '{viewer {kind} campaigns {id title}}';

  it.each(Object.keys(answers))('%s costs its own fields a code, and nobody else anything', async (what) => {
    answer = answers[what] ?? answer;
    const {status, body} = await operation(gateway, {query});
    expect(status).toBe(200);
    // `campaigns` may not be null, so nothing is left of the whole; the code says why.
    expect(body.data).toBeNull();
    expect(['SUBGRAPH_UNAVAILABLE', 'INTERNAL']).toContain(body.errors?.[0]?.extensions?.code);
    expect(body.errors?.[0]?.extensions?.text).toEqual({zh: expect.any(String), en: expect.any(String)});
    await expectAlive(gateway);
  });

  it('a gigabyte is read no further than to the bound, and given up', async () => {
    let written = 0;
    let cut: () => void;
    const gone = new Promise<void>((resolve) => (cut = resolve));
    answer = (response) => {
      response.writeHead(200, {'content-length': 1_000_000_000});
      const chunk = Buffer.alloc(1_000_000, ' ');
      const pour = (): void => {
        while (!response.destroyed && written < 1_000_000_000 && response.write(chunk)) written += chunk.length;
      };
      response.on('drain', pour).on('close', () => cut());
      pour();
    };
    const {body} = await operation(gateway, {query});
    expect(body.errors?.[0]?.extensions?.code).toBe('SUBGRAPH_UNAVAILABLE');
    await gone;
    expect(written).toBeLessThan(60_000_000);
    await expectAlive(gateway);
  });
});
