import {ask, expectAlive, expectRefusal, json, operation, rawly, request, Wire, type Answer} from './attack.js';
import {openSiege, type Siege} from './siege.js';

const repeated = (count: number, of: (n: number) => string): string =>
  Array.from({length: count}, (_, n) => of(n)).join(' ');
const nested = (levels: number): string => `${'{parent '.repeat(levels)}{id}${'}'.repeat(levels)}`;
const doubling = (levels: number): string =>
  '{organisation(code: "acftu") {...f0}} ' +
  repeated(
    levels,
    (n) => `fragment f${n} on Organisation {${n + 1 < levels ? `...f${n + 1} ...f${n + 1}` : 'id code'}}`,
  );
const units = (page: string): string => `{organisations(${page}) {totalCount nodes {code}}}`;
const byVariable = 'query ($n: Int!) {organisations(first: $n) {totalCount}}';
const cursor = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** What is asked, its variables, the code of the refusal (null: it passes) and, where it isn't 400, the status. */
type Case = [what: string, query: string, variables: Record<string, unknown>, code: string | null, status?: number];

const operations: Case[] = [
  ['500 aliases', `{${repeated(500, (n) => `a${n}: __typename`)}}`, {}, 'GRAPH_TOO_MANY_ALIASES'],
  ['200 levels', `{organisation(code: "acftu") ${nested(200)}}`, {}, 'GRAPH_TOO_DEEP'],
  ['2^16 fields out of seventeen fragments', doubling(17), {}, 'GRAPH_TOO_WIDE'],
  ['1,900 fields side by side', `{${'__typename '.repeat(1_900)}}`, {}, 'GRAPH_TOO_WIDE'],
  ['40,000 fields side by side', `{${'a '.repeat(40_000)}}`, {}, 'GRAPH_TOO_MANY_TOKENS'],
  ['a fragment that holds itself', '{viewer {...a}} fragment a on Viewer {kind ...a}', {}, 'GRAPH_FRAGMENT_CYCLE'],
  [
    'two fragments in a circle',
    '{viewer {...a}} fragment a on Viewer {...b} fragment b on Viewer {...a}',
    {},
    'GRAPH_FRAGMENT_CYCLE',
  ],
  ['900 directives', `{viewer {kind ${'@skip(if: false) '.repeat(250)}}}`, {}, 'GRAPH_TOO_MANY_DIRECTIVES'],
  ['a thousand directives', `{viewer {kind ${'@skip(if: false) '.repeat(1_000)}}}`, {}, 'GRAPH_TOO_MANY_TOKENS'],
  [
    'a page in a page in a page',
    '{organisations(first: 200) {nodes {children(first: 200) {nodes {children(first: 200) {nodes {id}}}}}}}',
    {},
    'GRAPH_TOO_COSTLY',
  ],
  [
    'the whole list of a round for each of its entries',
    '{round(id: "a:b") {tally {entries {entry {round {tally {entries {votes}}}}}}}}',
    {},
    'GRAPH_TOO_COSTLY',
  ],
  [
    'the standing for each entry of a page',
    '{round(id: "a:b") {entries(first: 200) {nodes {round {standing {rows {total}}}}}}}',
    {},
    'GRAPH_TOO_COSTLY',
  ],
  ['a page of -1', units('first: -1'), {}, 'PAGE_SIZE_INVALID', 200],
  ['a page of 0', units('first: 0'), {}, 'PAGE_SIZE_INVALID', 200],
  ['a page of a thousand million', units('first: 1000000000'), {}, 'PAGE_SIZE_INVALID', 200],
  ['a page of 1e9', units('first: 1e9'), {}, 'GRAPHQL_VALIDATION_FAILED'],
  ['a page of 2^31', byVariable, {n: 2 ** 31}, 'INPUT_INVALID'],
  ['a page of 2^64, written out', units(`first: ${2n ** 64n}`), {}, 'GRAPHQL_VALIDATION_FAILED'],
  ['a page of 1.5', byVariable, {n: 1.5}, 'INPUT_INVALID'],
  ['a page of NaN', byVariable, {n: 'NaN'}, 'INPUT_INVALID'],
  ['a page of null', byVariable, {n: null}, 'INPUT_INVALID'],
  ['a page that is a list', byVariable, {n: [1]}, 'INPUT_INVALID'],
  ['a cursor of nonsense', units('after: "%%%"'), {}, 'CURSOR_INVALID', 200],
  ['a cursor of another list', units(`after: "${cursor([1, 2, 3])}"`), {}, 'CURSOR_INVALID', 200],
  ['a cursor with an object in it', units(`after: "${cursor([{$ne: 1}])}"`), {}, 'CURSOR_INVALID', 200],
  ['a cursor of 3,000 characters', units(`after: "${'A'.repeat(3_000)}"`), {}, 'CURSOR_INVALID', 200],
  ['an id that is an object', 'query ($id: ID!) {submission(id: $id) {id}}', {id: {$gt: ''}}, 'INPUT_INVALID'],
  ['an id that is a list', 'query ($id: ID!) {submission(id: $id) {id}}', {id: ['a', 'b']}, 'INPUT_INVALID'],
  ['a text that is an object', 'query ($s: String) {organisations(search: $s) {totalCount}}', {s: {}}, 'INPUT_INVALID'],
  ['an unknown word of an enum', '{organisations(levels: [PLANET]) {totalCount}}', {}, 'GRAPHQL_VALIDATION_FAILED'],
  ['a search for everything SQL knows', units(`search: "%' OR 1=1; -- _\\\\!"`), {}, null],
  ['a search with a NUL in it', units('search: "a\\u0000b"'), {}, null],
  [
    'lists in lists in a list',
    `{organisations(levels: ${'['.repeat(900)}${']'.repeat(900)}) {totalCount}}`,
    {},
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'objects in objects',
    `{organisations(under: ${'{a: '.repeat(450)}1${'}'.repeat(450)}) {totalCount}}`,
    {},
    'GRAPHQL_VALIDATION_FAILED',
  ],
  ['a variable named __proto__', 'query ($__proto__: Int) {viewer {kind}}', {}, 'GRAPH_NAME_RESERVED'],
  ['an alias named __proto__', '{__proto__: viewer {kind}}', {}, 'GRAPH_NAME_RESERVED'],
  ['an alias named constructor', '{constructor: viewer {kind}}', {}, null],
  [
    '__proto__, constructor and toString among the variables',
    '{viewer {kind}}',
    JSON.parse(
      '{"__proto__": {"kind": "SYSTEM"}, "constructor": {"prototype": {"kind": "SYSTEM"}}, "toString": 1}',
    ) as Case[2],
    null,
  ],
  [
    '__proto__ within an input',
    'mutation ($i: AccountInput!) {createAccount(input: $i) {id}}',
    {
      i: JSON.parse(
        '{"name": "x", "displayName": "x", "password": "long enough", "__proto__": {"role": 1}}',
      ) as unknown,
    },
    'INPUT_INVALID',
  ],
  ['a look at the schema', '{__schema {types {name}}}', {}, 'INTROSPECTION_REFUSED'],
  ['a look at one type', '{__type(name: "Account") {fields {name}}}', {}, 'INTROSPECTION_REFUSED'],
  [
    'a look at the schema within a fragment',
    '{...a} fragment a on Query {__schema {types {name}}}',
    {},
    'INTROSPECTION_REFUSED',
  ],
  ['_service', '{_service {sdl}}', {}, 'GRAPHQL_VALIDATION_FAILED'],
  [
    '_entities',
    'query ($r: [_Any!]!) {_entities(representations: $r) {__typename}}',
    {r: [{__typename: 'Account', id: '1'}]},
    'GRAPHQL_VALIDATION_FAILED',
  ],
  ['no operation at all', 'fragment a on Viewer {kind}', {}, 'GRAPHQL_VALIDATION_FAILED'],
  ['two operations and no name', 'query a {viewer {kind}} query b {viewer {kind}}', {}, 'OPERATION_UNKNOWN'],
  ['a definition of types', 'type Query {a: Int}', {}, 'GRAPHQL_VALIDATION_FAILED'],
  ['half an operation', '{viewer {kind', {}, 'GRAPHQL_PARSE_FAILED'],
  ['a text that never ends', '{organisation(code: """', {}, 'GRAPHQL_PARSE_FAILED'],
  ['500 variables', `query (${repeated(500, (n) => `$v${n}: Int`)}) {viewer {kind}}`, {}, 'GRAPH_TOO_MANY_TOKENS'],
];

let siege: Siege;
let wire: Wire;
let authorization: string;
beforeAll(async () => {
  siege = await openSiege('2024-07-25T09:00:00+08:00');
  authorization = `Bearer ${siege.admin.token}`;
  wire = await new Wire(siege).begin({authorization});
}, 60_000);
afterAll(async () => {
  await wire.end();
  await siege.close();
});

/** By who may do everything: what is refused here is refused for its shape. */
describe('an operation that is an attack', () => {
  it.each(operations)('gets its code over HTTP: %s', async (_what, query, variables, code, status = 400) => {
    const answer = await operation(siege, {query, variables}, {authorization});
    if (code === null) expect([answer.status, answer.body.errors]).toEqual([200, undefined]);
    else expectRefusal(answer, status, code);
    await expectAlive(siege);
  });

  let id = 0;
  // What is no JSON has no place on a socket; what is larger than a frame has a test of its own.
  it.each(operations.filter(([, query]) => query.length < 60_000))(
    'gets the same over a socket, which lives on: %s',
    async (_what, query, variables, code) => {
      expect(await wire.code(`o${id++}`, {query, variables})).toBe(code ?? undefined);
    },
  );

  it('does not tell of the schema what was not asked: no hints, no suggestions', async () => {
    const {text} = await operation(siege, {query: '{viewr {kind} organisation(cod: 1) {idd}}'});
    expect(text).not.toMatch(/did you mean/i);
  });

  it('is answered in hostile shapes without changing what a plain object is', async () => {
    await operation(siege, {query: '{viewer {kind}}', variables: JSON.parse('{"__proto__": {"polluted": true}}')});
    expect(({} as {polluted?: boolean}).polluted).toBeUndefined();
  });
});

describe('a request to the graph that is no operation', () => {
  const query = '{"query": "{viewer {kind}}"}';
  const charset = (name: string) => ({'content-type': `application/json; charset=${name}`});
  it.each<[string, Record<string, string>, string | Uint8Array, number, string]>([
    ['a batch', json, `[${query}, ${query}]`, 400, 'BATCHING_REFUSED'],
    ['an empty batch', json, '[]', 400, 'BATCHING_REFUSED'],
    ['null', json, 'null', 400, 'BODY_INVALID'],
    ['nothing', json, '', 400, 'BODY_INVALID'],
    ['a number', json, '1', 400, 'BODY_INVALID'],
    ['a body that breaks off', json, '{"query": "{viewer', 400, 'BODY_INVALID'],
    ['a hundred thousand brackets', json, '['.repeat(99_000), 400, 'BODY_INVALID'],
    ['a query that is an object', json, '{"query": {"kind": "Document", "definitions": []}}', 400, 'BODY_INVALID'],
    [
      'no query, but a hash of one',
      json,
      '{"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "0"}}}',
      400,
      'BODY_INVALID',
    ],
    ['variables that are a list', json, '{"query": "{viewer {kind}}", "variables": [1]}', 400, 'BODY_INVALID'],
    ['variables that are a text', json, '{"query": "{viewer {kind}}", "variables": "{}"}', 400, 'BODY_INVALID'],
    ['a name that is an object', json, '{"query": "{viewer {kind}}", "operationName": {}}', 400, 'BODY_INVALID'],
    ['UTF-16', charset('utf-16'), Buffer.from(query, 'utf16le'), 400, 'BODY_TYPE_REFUSED'],
    ['UTF-16 that is said to be UTF-8', json, Buffer.from(`\ufeff${query}`, 'utf16le'), 400, 'BODY_INVALID'],
    ['GBK', charset('gbk'), query, 400, 'BODY_TYPE_REFUSED'],
    [
      'Latin-1 that is said to be UTF-8',
      json,
      Buffer.from(query.replace('kind', 'kínd'), 'latin1'),
      400,
      'BODY_INVALID',
    ],
    ['a form', {'content-type': 'application/x-www-form-urlencoded'}, 'query={viewer{kind}}', 400, 'BODY_TYPE_REFUSED'],
    ['a form with files', {'content-type': 'multipart/form-data; boundary=a'}, '--a--', 400, 'BODY_TYPE_REFUSED'],
    ['plain text', {'content-type': 'text/plain'}, query, 400, 'BODY_TYPE_REFUSED'],
    ['GraphQL as it is', {'content-type': 'application/graphql'}, '{viewer {kind}}', 400, 'BODY_TYPE_REFUSED'],
    ['text that is nearly JSON', {'content-type': 'text/plain; application/json'}, query, 400, 'BODY_TYPE_REFUSED'],
    ['a compressed body', {...json, 'content-encoding': 'gzip'}, Buffer.from([31, 139, 8]), 400, 'BODY_TYPE_REFUSED'],
    [
      '100,001 bytes',
      json,
      JSON.stringify({query: '{viewer {kind}}', pad: 'x'.repeat(100_000)}),
      413,
      'BODY_TOO_LARGE',
    ],
    [
      'a subscription',
      json,
      '{"query": "subscription {roundTally(roundId: \\"a\\") {kind}}"}',
      400,
      'SUBSCRIPTION_OVER_HTTP',
    ],
  ])('is refused: %s', async (_what, headers, body, status, code) => {
    const send = {method: 'POST', headers, body: body as BodyInit};
    expectRefusal(await ask(`${siege.url}/graphql`, send), status, code);
    await expectAlive(siege);
  });

  const mutation = '/graphql?query=mutation%7BsignIn(name%3A%22a%22%2Cpassword%3A%22b%22)%7Btoken%7D%7D';
  it.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'])('is refused: a mutation by %s', async (method) => {
    expectRefusal(await ask(siege.url + mutation, {method}), 405, 'METHOD_REFUSED');
  });

  it.each<[string, Record<string, string>]>([
    ['another site', {origin: 'https://elsewhere.example'}],
    ['a page without an address', {origin: 'null'}],
    ['our name on another port', {origin: 'http://127.0.0.1:1'}],
    ['our name as a beginning', {origin: 'http://127.0.0.1.elsewhere.example'}],
    ['another site that hides its name', {'sec-fetch-site': 'cross-site'}],
  ])('is refused: anything from %s', async (_what, headers) => {
    expectRefusal(await operation(siege, {query: '{viewer {kind}}'}, headers), 403, 'ORIGIN_REFUSED');
  });

  const {stringify} = JSON;
  const port = () => siege.gateway.port;
  it.each<[string, () => Promise<Answer>, number, string]>([
    [
      'a body that is announced and cut off',
      async () => {
        const part = '{"query": ';
        const head = `POST /graphql HTTP/1.1\r\nHost: siege\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n${part}`;
        const socket = rawly(port(), head, '');
        await expectAlive(siege);
        void socket;
        return operation(siege, null);
      },
      400,
      'BODY_INVALID',
    ],
    [
      'a body without end in pieces',
      () => {
        const piece = `8000\r\n${'x'.repeat(0x8000)}\r\n`;
        return request(
          port(),
          'POST',
          '/graphql',
          ['Content-Type: application/json', 'Transfer-Encoding: chunked'],
          piece.repeat(4),
        );
      },
      413,
      'BODY_TOO_LARGE',
    ],
    [
      'a length of twenty megabytes with nothing behind it',
      () => request(port(), 'POST', '/graphql', ['Content-Type: application/json', 'Content-Length: 20000000']),
      413,
      'BODY_TOO_LARGE',
    ],
    [
      'two content types',
      () =>
        request(
          port(),
          'POST',
          '/graphql',
          ['Content-Type: text/plain', 'Content-Type: application/json', `Content-Length: ${query.length}`],
          query,
        ),
      400,
      'BODY_TYPE_REFUSED',
    ],
    [
      'a body of variables only',
      () => operation(siege, {variables: {a: stringify('x').repeat(1_000)}}),
      400,
      'BODY_INVALID',
    ],
  ])('is refused: %s', async (_what, send, status, code) => {
    expectRefusal(await send(), status, code);
    await expectAlive(siege);
  });

  it.each([
    [
      'a length and pieces at once',
      'POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\n\r\n',
    ],
    ['two lengths', 'POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n{"a":1'],
    ['a header with a bare line feed', 'GET /healthz HTTP/1.1\nHost: a\nX: y\n\n'],
    ['a line that is no HTTP', 'HELLO\r\n\r\n'],
    ['a hundred thousand bytes of headers', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'y'.repeat(100_000)}\r\n\r\n`],
  ])('never reaches two readings of one request: %s', async (_what, bytes) => {
    const heard = await rawly(port(), bytes);
    expect(heard.match(/HTTP\/1\.1 \d+/g) ?? []).toHaveLength(1);
    expect(heard).toMatch(/^HTTP\/1\.1 4\d\d/);
    await expectAlive(siege);
  });
});

it('leaves nothing of all this in the log but warnings: no attack is an error of ours', () => {
  const errors = siege
    .logged()
    .split('\n')
    .filter((line) => line.includes('"level":"error"'));
  expect(errors).toEqual([]);
});
