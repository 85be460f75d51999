import type {ServerResponse} from 'node:http';
import {connect} from 'node:net';
import {echoService} from '../testing/echo-service.js';
import {envelopeFor, post, testKey} from '../testing/envelopes.js';
import {eventually} from '../testing/eventually.js';
import {grantOf} from '../testing/callers.js';
import {ENVELOPE_HEADER, signEnvelope, systemCaller, type Bound} from './identity.js';
import {notFound, notPermitted} from './refusal.js';
import {serve, type Running, type Service} from './serve.js';

const secret = /SELECT|10\.0\.0\.5|node_modules|\n\s+at /;

describe('a served subgraph', () => {
  let echo: Awaited<ReturnType<typeof echoService>>;
  let running: Running;

  const start = async (more: Partial<Service> = {}) => {
    echo = await echoService(more);
    running = await serve(echo.service, {keys: [testKey]});
  };
  beforeEach(() => start());
  afterEach(async () => {
    echo.doors.slow.open();
    await running.close();
    await echo.close();
  });

  const ask = async (query: string, i: Parameters<typeof post>[2] = {}) => (await post(running.url, {query}, i)).json();

  it('answers for the caller in the envelope, in the language of the request', async () => {
    const caller = {kind: 'account' as const, name: '王小明', requestId: 'r1', grants: [grantOf('editor', 'a.')]};
    const query = '{ who { kind name requestId language } }';
    const answer = await ask(query, {caller, headers: {'accept-language': 'en-GB,en;q=0.9'}});
    expect(answer).toEqual({data: {who: {kind: 'account', name: '王小明', requestId: 'r1', language: 'en'}}});
    expect((await ask('{ who { language } }')).data.who.language).toBe('zh');
  });

  it('takes an envelope with hundreds of grants', async () => {
    const grants = Array.from({length: 200}, (_, index) =>
      grantOf('editor', `aaaaaaaaaa.bbbbbbbbbb.${index}.`, `campaign/${index}`),
    );
    expect((await ask('{ who { kind } }', {caller: {kind: 'account', grants}})).data.who.kind).toBe('account');
  });

  const sdl = JSON.stringify({query: '{ _service { sdl } }'});
  const other = JSON.stringify({query: '{ who { kind } }'});
  const old = Date.now() - 31_000;

  it.each<{why: string; envelope?: string; method?: string; path?: string; body?: string}>([
    {why: 'no envelope', body: sdl},
    {why: 'no envelope, anywhere else', path: '/files', method: 'GET'},
    {why: 'no envelope, by GET', path: '/graphql?query={__typename}', method: 'GET'},
    {why: 'nonsense', envelope: 'nonsense', body: sdl},
    {why: 'another body', envelope: envelopeFor({}, {body: other}), body: sdl},
    {
      why: 'another frame',
      envelope: envelopeFor({}, {request: {method: 'GET', path: '/files/2'}}),
      path: '/files/1',
      method: 'GET',
    },
    {why: 'an old one', envelope: envelopeFor({}, {body: sdl}, old), body: sdl},
    {
      why: 'somebody else’s key',
      envelope: signEnvelope({caller: systemCaller(), key: {id: 'test', secret: 'x'.repeat(32)}, body: sdl}),
      body: sdl,
    },
  ])('answers 401 to $why', async ({envelope, method = 'POST', path = '/graphql', body}) => {
    const headers = {'content-type': 'application/json', ...(envelope ? {[ENVELOPE_HEADER]: envelope} : {})};
    const response = await fetch(running.url + path, {method, headers, body});
    expect(response.status).toBe(401);
    expect((await response.json()).errors[0].extensions).toEqual({code: 'ENVELOPE_REFUSED'});
  });

  it('answers 401 to a replay', async () => {
    const envelope = envelopeFor({}, {body: sdl});
    const send = () => post(running.url, sdl, {headers: {[ENVELOPE_HEADER]: envelope}});
    expect((await send()).status).toBe(200);
    expect((await send()).status).toBe(401);
  });

  it.each<{why: string; body: string | object; status: number; code: string; headers?: Record<string, string>}>([
    {why: 'broken JSON', body: '{"query":', status: 400, code: 'BODY_NOT_JSON'},
    {why: 'an empty body', body: '', status: 400, code: 'BODY_NOT_JSON'},
    {why: 'a bare value', body: 'null', status: 400, code: 'BODY_NOT_JSON'},
    {why: 'a batch', body: [{query: '{ __typename }'}], status: 400, code: 'BODY_NOT_JSON'},
    {
      why: 'a form',
      body: 'query=1',
      status: 415,
      code: 'BODY_NOT_JSON',
      headers: {'content-type': 'application/x-www-form-urlencoded'},
    },
    {
      why: 'more than a megabyte',
      body: JSON.stringify({query: 'a'.repeat(1_048_577)}),
      status: 413,
      code: 'BODY_TOO_LARGE',
    },
    {why: 'no query', body: {}, status: 400, code: 'BAD_REQUEST'},
    {why: 'array variables', body: {query: '{ __typename }', variables: []}, status: 400, code: 'BAD_REQUEST'},
    {why: 'a syntax error', body: {query: '{'}, status: 400, code: 'GRAPHQL_PARSE_FAILED'},
    {why: 'an unknown field', body: {query: '{ nothing }'}, status: 400, code: 'GRAPHQL_VALIDATION_FAILED'},
    {
      why: 'an unknown operation',
      body: {query: 'query A { __typename }', operationName: 'B'},
      status: 400,
      code: 'OPERATION_RESOLUTION_FAILURE',
    },
    {why: 'a subscription', body: {query: 'subscription { endless }'}, status: 400, code: 'SUBSCRIPTION_OVER_HTTP'},
  ])('refuses $why with $status $code', async ({body, status, code, headers}) => {
    const response = await post(running.url, body, {headers});
    expect((await response.json()).errors).toEqual([expect.objectContaining({extensions: {code}})]);
    expect(response.status).toBe(status);
  });

  it('passes refusals on and masks everything else, in the answer and in the log', async () => {
    expect((await ask('mutation { refuse }')).errors[0].extensions.code).toBe('NOT_PERMITTED');
    const {errors} = await ask('{ fail }');
    expect(errors[0]).toMatchObject({path: ['fail'], extensions: {code: 'INTERNAL', reference: expect.any(String)}});
    expect(JSON.stringify(errors)).not.toMatch(secret);
    const logged = echo.lines.filter((line) => line.includes(errors[0].extensions.reference));
    expect(logged).toHaveLength(1);
    expect(echo.lines.join()).not.toMatch(/10\.0\.0\.5/);
  });

  it('lets who only reads change nothing', async () => {
    const caller = {kind: 'key' as const, readOnly: true as const};
    const answer = await ask('mutation { refuse }', {caller});
    expect(answer).toEqual({
      errors: [expect.objectContaining({extensions: expect.objectContaining({code: 'READ_ONLY'})})],
    });
    expect((await ask('{ who { kind } }', {caller})).data.who.kind).toBe('key');
  });

  it('says to anybody that it is up and ready', async () => {
    const answer = async (path: string) => (await fetch(running.url + path)).json();
    expect(await answer('/healthz')).toEqual({status: 'up'});
    expect(await answer('/readyz')).toEqual({status: 'ready'});
  });

  it('is not ready when the database is gone, and still up', async () => {
    await echo.service.database.source.query('DROP TABLE outbox');
    const readiness = await fetch(`${running.url}/readyz`);
    expect(readiness.status).toBe(503);
    expect(await readiness.text()).not.toMatch(/outbox|SQLITE/);
    expect((await fetch(`${running.url}/healthz`)).status).toBe(200);
  });

  it('answers 404 where there is nothing', async () => {
    const headers = {[ENVELOPE_HEADER]: envelopeFor({}, {request: {method: 'GET', path: '/nothing?x=1'}})};
    expect((await fetch(`${running.url}/nothing?x=1`, {headers})).status).toBe(404);
  });

  it('lets what is in flight finish before it closes, and takes nothing new', async () => {
    const answer = ask('{ slow }');
    await echo.doors.slow.reached;
    const closed = running.close();
    await expect(fetch(`${running.url}/healthz`)).rejects.toThrow();
    echo.doors.slow.open();
    expect(await answer).toEqual({data: {slow: 'done'}});
    await closed;
  });

  it('forgets a client that leaves in the middle of its body', async () => {
    const socket = connect(running.port, '127.0.0.1');
    const head = ['POST /graphql HTTP/1.1', 'host: x', `${ENVELOPE_HEADER}: x`, 'content-length: 100', '', '{"query"'];
    socket.write(head.join('\r\n'), () => socket.destroy());
    await eventually(async () => (socket.destroyed ? true : undefined));
    expect((await ask('{ who { kind } }')).data.who.kind).toBe('anonymous');
  });
});

describe('a route beside the graph', () => {
  it('gets the caller, its frame checked and its content unread; refusals and defects become answers', async () => {
    const seen: string[] = [];
    const echo = await echoService({
      routes: [
        {
          prefix: '/files',
          handle: async (req, res, caller) => {
            if (req.url === '/files/missing') throw notFound();
            if (req.url === '/files/forbidden') throw notPermitted();
            if (req.url === '/files/broken') throw new Error('SELECT 1 FROM 10.0.0.5');
            for await (const chunk of req) seen.push(String(chunk));
            res.end(caller.kind);
          },
        },
      ],
    });
    const running = await serve(echo.service, {keys: [testKey]});
    const send = (path: string, offset: number, signedOffset = offset) => {
      const request = {method: 'PATCH', path, length: 5, offset: signedOffset};
      const headers = {[ENVELOPE_HEADER]: envelopeFor({kind: 'account'}, {request}), 'upload-offset': String(offset)};
      return fetch(running.url + path, {method: 'PATCH', headers, body: 'hello'});
    };
    const fine = await send('/files/1?part=2', 10);
    expect([fine.status, await fine.text(), seen.join('')]).toEqual([200, 'account', 'hello']);
    expect((await send('/files/1', 10, 0)).status).toBe(401);
    expect((await send('/filesystem', 0)).status).toBe(404);
    expect((await send('/files/missing', 0)).status).toBe(404);
    expect((await send('/files/forbidden', 0)).status).toBe(403);
    const broken = await send('/files/broken', 0);
    expect([broken.status, await broken.text()]).toEqual([500, expect.not.stringMatching(secret)]);
    await running.close();
    await echo.close();
  });

  it('that takes a whole body gets it read, and bound together with its frame', async () => {
    const handle = async (_req: unknown, res: ServerResponse, _caller: unknown, body: Buffer) => void res.end(body);
    const echo = await echoService({routes: [{prefix: '/internal', wholeBody: true, handle}]});
    const running = await serve(echo.service, {keys: [testKey]});
    const send = (body: string, signed: Bound) =>
      fetch(`${running.url}/internal/x`, {method: 'POST', headers: {[ENVELOPE_HEADER]: envelopeFor({}, signed)}, body});
    const request = {method: 'POST', path: '/internal/x', length: 5};
    const fine = await send('hello', {request, body: 'hello'});
    expect([fine.status, await fine.text()]).toEqual([200, 'hello']);
    expect((await send('other', {request, body: 'hello'})).status).toBe(401);
    expect((await send('hello', {request})).status).toBe(401);
    const large = 'x'.repeat(1_048_577);
    expect((await send(large, {request: {...request, length: large.length}, body: large})).status).toBe(413);
    await running.close();
    await echo.close();
  });
});
