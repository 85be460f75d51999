import {readFileSync} from 'node:fs';
import path from 'node:path';
import {
  buildSchema,
  getNullableType,
  isListType,
  isObjectType,
  type ExecutionResult,
  type GraphQLFormattedError,
} from 'graphql';
import {listen, post, rawSocket, socketClient} from '../testing/client.js';
import {littleHouse, type LittleHouse} from '../testing/little-house.js';
import {lengths} from './limits.js';

const nested = (levels: number): string =>
  'query ($x: ID!) { organisation(id: $x) { '.concat('parent { '.repeat(levels - 2), 'id', ' }'.repeat(levels));
const aliases = (count: number): string => `{ ${Array.from({length: count}, (_, i) => `a${i}: campaigns`).join(' ')} }`;
const doubling = (levels: number): string =>
  '{ organisation(id: "1") { ...f0 } } ' +
  Array.from(
    {length: levels},
    (_, i) => `fragment f${i} on Organisation { ${i + 1 < levels ? `...f${i + 1} ...f${i + 1}` : 'id shortName'} }`,
  ).join(' ');

/** Operation, variables and the code of the refusal; null where it passes. */
const cases: [string, string, Record<string, unknown>, string | null][] = [
  ['ten levels', nested(10), {x: '1'}, null],
  ['eleven levels', nested(11), {x: '1'}, 'GRAPH_TOO_DEEP'],
  ['two hundred levels', nested(200), {x: '1'}, 'GRAPH_TOO_DEEP'],
  ['thirty aliases', aliases(30), {}, null],
  ['thirty-one aliases', aliases(31), {}, 'GRAPH_TOO_MANY_ALIASES'],
  ['five hundred aliases', aliases(500), {}, 'GRAPH_TOO_MANY_ALIASES'],
  ['1,900 tokens', `{ ${'campaigns '.repeat(1_900)} }`, {}, 'GRAPH_TOO_WIDE'],
  ['2,001 tokens', `{ ${'campaigns '.repeat(2_001)} }`, {}, 'GRAPH_TOO_MANY_TOKENS'],
  ['2^16 fields out of doubling fragments', doubling(17), {}, 'GRAPH_TOO_WIDE'],
  [
    'fragments in a circle',
    '{ organisation(id: "1") { ...a } } fragment a on Organisation { ...b } fragment b on Organisation { ...a }',
    {},
    'GRAPH_FRAGMENT_CYCLE',
  ],
  ['a thousand directives', `{ campaigns ${'@a '.repeat(900)} }`, {}, 'GRAPH_TOO_MANY_DIRECTIVES'],
  [
    'pages within pages within pages',
    '{ round(id: "r") { entries(first: 200) { nodes { round { entries(first: 200) { nodes { id } } } } } } }',
    {},
    'GRAPH_TOO_COSTLY',
  ],
  [
    'such pages by variable',
    'query ($n: Int!) { round(id: "r") { entries(first: $n) { nodes { round { entries(first: $n) { nodes { id } } } } } } }',
    {n: 1_000_000},
    'GRAPH_TOO_COSTLY',
  ],
  [
    'a page of two hundred',
    '{ round(id: "r") { entries(first: 200) { nodes { id submission { title } } } } }',
    {},
    null,
  ],
  ['an alias __proto__', '{ __proto__: campaigns }', {}, 'GRAPH_NAME_RESERVED'],
  ['a syntax error', '{ campaigns ', {}, 'GRAPHQL_PARSE_FAILED'],
  ['a field that is not there', '{ campagins }', {}, 'GRAPHQL_VALIDATION_FAILED'],
  [
    'a number that is no number',
    'query ($n: Int!) { round(id: "r") { entries(first: $n) { nodes { id } } } }',
    {n: 'NaN'},
    'INPUT_INVALID',
  ],
  [
    'a number beyond 32 bits',
    'query ($n: Int!) { round(id: "r") { entries(first: $n) { nodes { id } } } }',
    {n: 2 ** 40},
    'INPUT_INVALID',
  ],
  ['an id that is an object', 'query ($x: ID!) { organisation(id: $x) { id } }', {x: {a: 1}}, 'INPUT_INVALID'],
  ['a variable left out', 'query ($x: ID!) { organisation(id: $x) { id } }', {}, 'INPUT_INVALID'],
  [
    '__proto__ among the variables',
    '{ campaigns }',
    JSON.parse('{"__proto__": {"admin": true}}') as Record<string, unknown>,
    null,
  ],
];

type Errors = readonly GraphQLFormattedError[] | undefined;

function expectRefusal(errors: Errors, code: string): void {
  expect(errors?.map(({extensions}) => extensions?.code)).toContain(code);
  for (const {extensions} of errors ?? [])
    expect(extensions?.text).toEqual({zh: expect.any(String), en: expect.any(String)});
}

describe('the limits', () => {
  let house: LittleHouse;
  beforeAll(async () => (house = await littleHouse()));
  afterAll(() => house.close());

  it.each(cases)('treat %s the same over HTTP', async (_what, query, variables, code) => {
    const {status, body} = await post(house.gateway, {query, variables});
    if (code === null) expect(body.errors).toBeUndefined();
    else expectRefusal(body.errors, code);
    expect(status).toBe(code === null ? 200 : 400);
  });

  it.each(cases)('treat %s the same over WebSocket', async (_what, query, variables, code) => {
    const client = socketClient(house.gateway);
    const listening = listen(client, query, variables);
    const ended = (await listening.ended) as Errors;
    const event: ExecutionResult | undefined = listening.events[0];
    const errors = ended ?? event?.errors?.map((error) => error as GraphQLFormattedError);
    if (code === null) expect(errors).toBeUndefined();
    else expectRefusal(errors, code);
    await client.dispose();
  });

  const json = {'content-type': 'application/json'};
  it.each<
    [string, {method?: string; path?: string; headers?: Record<string, string>; body?: string | Buffer}, number, string]
  >([
    ['a batch', {headers: json, body: '[{"query":"{ campaigns }"}]'}, 400, 'BATCHING_REFUSED'],
    ['null', {headers: json, body: 'null'}, 400, 'BODY_INVALID'],
    ['nothing', {headers: json, body: ''}, 400, 'BODY_INVALID'],
    ['a body that breaks off', {headers: json, body: '{"query": "{ camp'}, 400, 'BODY_INVALID'],
    ['a query that is an object', {headers: json, body: '{"query": {"kind": "Document"}}'}, 400, 'BODY_INVALID'],
    ['an empty query', {headers: json, body: '{"query": " "}'}, 400, 'BODY_INVALID'],
    [
      'variables that are a list',
      {headers: json, body: '{"query": "{ campaigns }", "variables": []}'},
      400,
      'BODY_INVALID',
    ],
    [
      'variables that are a text',
      {headers: json, body: '{"query": "{ campaigns }", "variables": "{}"}'},
      400,
      'BODY_INVALID',
    ],
    [
      'an operation name that is a number',
      {headers: json, body: '{"query": "{ campaigns }", "operationName": 1}'},
      400,
      'BODY_INVALID',
    ],
    ['bytes that are not UTF-8', {headers: json, body: Buffer.from([0x7b, 0xff, 0xfe, 0x7d])}, 400, 'BODY_INVALID'],
    [
      'another charset',
      {headers: {'content-type': 'application/json; charset=gbk'}, body: '{"query":"{ campaigns }"}'},
      400,
      'BODY_TYPE_REFUSED',
    ],
    ['a compressed body', {headers: {...json, 'content-encoding': 'gzip'}, body: 'x'}, 400, 'BODY_TYPE_REFUSED'],
    [
      'a form',
      {headers: {'content-type': 'application/x-www-form-urlencoded'}, body: 'query={campaigns}'},
      400,
      'BODY_TYPE_REFUSED',
    ],
    [
      'a multipart form',
      {headers: {'content-type': 'multipart/form-data; boundary=x'}, body: '--x--'},
      400,
      'BODY_TYPE_REFUSED',
    ],
    [
      'plain text',
      {headers: {'content-type': 'text/plain'}, body: '{"query":"{ campaigns }"}'},
      400,
      'BODY_TYPE_REFUSED',
    ],
    [
      '100,001 bytes',
      {headers: json, body: JSON.stringify({query: '{ campaigns }', pad: 'x'.repeat(100_000)})},
      413,
      'BODY_TOO_LARGE',
    ],
    [
      'a mutation by GET',
      {method: 'GET', path: '/graphql?query=mutation%20%7B%20cast(id%3A%221%22)%20%7D'},
      405,
      'METHOD_REFUSED',
    ],
    ['a query by GET', {method: 'GET', path: '/graphql?query=%7B%20campaigns%20%7D'}, 405, 'METHOD_REFUSED'],
    ['a subscription', {headers: json, body: '{"query":"subscription { tick }"}'}, 400, 'SUBSCRIPTION_OVER_HTTP'],
    [
      'two operations without a name',
      {headers: json, body: '{"query":"query a { campaigns } query b { campaigns }"}'},
      400,
      'OPERATION_UNKNOWN',
    ],
  ])('refuse %s', async (_what, {method = 'POST', path = '/graphql', headers, body}, status, code) => {
    const response = await fetch(house.gateway.url + path, {method, headers, body: body as BodyInit});
    const answer = (await response.json()) as {errors: GraphQLFormattedError[]};
    expect([response.status, answer.errors[0]?.extensions?.code]).toEqual([status, code]);
  });

  it('keep the same operations out of introspection where it is off', async () => {
    const closed = await littleHouse({development: false});
    const query = '{ __schema { types { name } } }';
    const http = await post(closed.gateway, {query});
    expectRefusal(http.body.errors, 'INTROSPECTION_REFUSED');
    expect(http.status).toBe(400);
    const client = socketClient(closed.gateway);
    expectRefusal((await listen(client, query).ended) as Errors, 'INTROSPECTION_REFUSED');
    const hint = await post(closed.gateway, {query: '{ campagins }'});
    expect(hint.text).not.toContain('Did you mean');
    await client.dispose();
    await closed.close();
  });

  it('let a query page look at the schema, however deep it asks', async () => {
    const ofType = (n: number): string => (n === 0 ? 'name' : `name ofType { ${ofType(n - 1)} }`);
    const {body} = await post(house.gateway, {query: `{ __schema { types { fields { type { ${ofType(12)} } } } } }`});
    expect(body.errors).toBeUndefined();
  });

  it('serve ten operations on a socket, and say no to the eleventh', async () => {
    const client = socketClient(house.gateway);
    const open = Array.from({length: 10}, () => listen(client, 'subscription { tick }'));
    const eleventh = listen(client, 'subscription { tick }');
    expectRefusal((await eleventh.ended) as Errors, 'TOO_MANY_SUBSCRIPTIONS');
    open.forEach(({stop}) => stop());
    await client.dispose();
  });

  it('close a socket that sends more than 64 KB in a frame', async () => {
    const {socket, opened, closed} = rawSocket(house.gateway);
    await opened;
    socket.send(JSON.stringify({type: 'connection_init', payload: {pad: 'x'.repeat(65_536)}}));
    expect(await closed).toMatchObject({code: 1009});
  });

  it.each<[string, string[], number]>([
    [
      'asks before it has introduced itself',
      ['{"id":"1","type":"subscribe","payload":{"query":"{ campaigns }"}}'],
      4401,
    ],
    ['introduces itself twice', ['{"type":"connection_init"}', '{"type":"connection_init"}'], 4429],
    ['sends what is no JSON', ['{{{'], 4400],
    ['sends what is no message', ['{"type":"nonsense"}'], 4400],
    [
      'brings a token that nobody holds',
      ['{"type":"connection_init","payload":{"authorization":"Bearer nobody"}}'],
      4403,
    ],
  ])('close a socket that %s', async (_what, messages, code) => {
    const {socket, opened, closed} = rawSocket(house.gateway);
    await opened;
    messages.forEach((message) => socket.send(message));
    expect((await closed).code).toBe(code);
  });

  it('close a socket that uses an id twice', async () => {
    const {socket, opened, closed} = rawSocket(house.gateway);
    await opened;
    socket.send('{"type":"connection_init"}');
    await new Promise((resolve) => socket.once('message', resolve));
    const subscribe = '{"id":"1","type":"subscribe","payload":{"query":"subscription { tick }"}}';
    socket.send(subscribe);
    socket.send(subscribe);
    expect((await closed).code).toBe(4409);
  });

  it.each(['https://elsewhere.example', 'null'])('refuse a socket of %s at the upgrade', async (origin) => {
    const {closed} = rawSocket(house.gateway, {headers: {origin}});
    expect((await closed).reason).toContain('403');
  });
});

test.each(Object.keys(lengths))('%s, whose length is told, is a list of the committed graph', (place) => {
  const sdl = readFileSync(path.resolve(__dirname, '../../schema/supergraph.graphql'), 'utf8');
  const [typeName, fieldName] = place.split('.') as [string, string];
  const type = buildSchema(sdl, {assumeValid: true}).getType(typeName);
  const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
  expect(field && isListType(getNullableType(field.type))).toBe(true);
});
