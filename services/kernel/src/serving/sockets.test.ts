import {createClient, type Client} from 'graphql-ws';
import {WebSocket} from 'ws';
import {echoService} from '../../testing/echo-service.js';
import {envelopeFor, testKey} from '../../testing/envelopes.js';
import {queueOf} from '../../testing/subscribe.js';
import type {Caller} from '../identity.js';
import {serve, type Running} from '../serve.js';
import {operationText} from './sockets.js';

describe('a socket', () => {
  let echo: Awaited<ReturnType<typeof echoService>>;
  let running: Running;
  const clients: Client[] = [];

  beforeEach(async () => {
    echo = await echoService();
    running = await serve(echo.service, {keys: [testKey]});
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.dispose();
    await running.close();
    await echo.close();
  });

  const address = () => `ws://127.0.0.1:${running.port}/graphql`;
  const envelope = () => ({envelope: envelopeFor({kind: 'system'}, {body: ''})});
  const open = (connectionParams: () => Record<string, unknown> = envelope) => {
    const client = createClient({
      url: address(),
      webSocketImpl: WebSocket,
      lazy: false,
      onNonLazyError: () => undefined,
      retryAttempts: 0,
      connectionParams,
    });
    clients.push(client);
    return client;
  };
  const operation = (
    query: string,
    caller: Partial<Caller> = {},
    variables?: Record<string, unknown>,
    signed = query,
  ) => {
    const envelope = envelopeFor(caller, {body: operationText({query: signed, variables})});
    return {query, variables, extensions: {envelope}};
  };
  const run = (client: Client, i: ReturnType<typeof operation>) => client.iterate(i)[Symbol.asyncIterator]();
  const counted = 'subscription ($to: Int!, $breaks: Boolean!) { counted(to: $to, breaks: $breaks) }';

  it('streams events and ends with their source', async () => {
    const stream = run(open(), operation(counted, {}, {to: 3, breaks: false}));
    for (const at of [1, 2, 3]) expect((await stream.next()).value).toEqual({data: {counted: at}});
    expect((await stream.next()).done).toBe(true);
  });

  it('gives each event loaders of its own, or it would repeat the first answer', async () => {
    const stream = queueOf(open().iterate(operation(counted, {}, {to: 2, breaks: false})) as never);
    expect(await stream.next()).toEqual({counted: 1});
    expect(await stream.next()).toEqual({counted: 2});
    expect(echo.doors.loads).toEqual([[1], [2]]);
  });

  it('answers each operation for the caller in its own envelope', async () => {
    const client = open();
    const name = async (of: string) =>
      (await run(client, operation('{ who { name } }', {kind: 'account', name: of})).next()).value;
    expect(await Promise.all(['王', '李'].map(name))).toEqual(['王', '李'].map((one) => ({data: {who: {name: one}}})));
  });

  it.each<{why: string; params: () => Record<string, unknown>}>([
    {why: 'without an envelope', params: () => ({})},
    {why: 'with one that is no text', params: () => ({envelope: {$ne: ''}})},
    {why: 'with one for another body', params: () => ({envelope: envelopeFor({}, {body: 'x'})})},
  ])('is closed with 4401 when it opens $why', async ({params}) => {
    const stream = run(open(params), operation('{ who { kind } }'));
    await expect(stream.next()).rejects.toMatchObject({code: 4401});
  });

  it.each([
    {why: 'no envelope', payload: () => ({query: '{ who { kind } }'}), code: 'ENVELOPE_REFUSED'},
    {
      why: 'an envelope for another query',
      payload: () => operation('{ who { name } }', {}, undefined, '{ who { kind } }'),
      code: 'ENVELOPE_REFUSED',
    },
    {why: 'a syntax error', payload: () => operation('{'), code: 'GRAPHQL_PARSE_FAILED'},
    {why: 'an unknown field', payload: () => operation('{ nothing }'), code: 'GRAPHQL_VALIDATION_FAILED'},
    {why: 'a mutation', payload: () => operation('mutation { refuse }'), code: 'BAD_REQUEST'},
    {why: 'a missing variable', payload: () => operation(counted, {}, {to: 1}), code: 'INPUT_INVALID'},
  ])('refuses an operation with $why and stays open', async ({payload, code}) => {
    const client = open();
    const errors: unknown = await run(client, payload() as never)
      .next()
      .then(
        ({value}) => value?.errors,
        (thrown: unknown) => thrown,
      );
    expect(errors).toEqual([expect.objectContaining({extensions: expect.objectContaining({code})})]);
    expect((await run(client, operation('{ who { kind } }')).next()).value).toEqual({data: {who: {kind: 'anonymous'}}});
  });

  it('takes an envelope for one operation only', async () => {
    const client = open();
    const once = operation('{ who { kind } }');
    await run(client, once).next();
    await expect(run(client, once).next()).rejects.toEqual([
      expect.objectContaining({extensions: {code: 'ENVELOPE_REFUSED'}}),
    ]);
  });

  it('masks what a resolver or a source throws, and leaves the other streams alone', async () => {
    const client = open();
    const healthy = run(client, operation('subscription { endless }'));
    await healthy.next();
    const failing = (await run(client, operation('{ fail }')).next()).value;
    const breaking = run(client, operation(counted, {}, {to: 1, breaks: true}));
    expect((await breaking.next()).value).toEqual({data: {counted: 1}});
    const broken = (await breaking.next()).value;
    for (const result of [failing, broken]) {
      expect(result?.errors).toEqual([
        expect.objectContaining({extensions: expect.objectContaining({code: 'INTERNAL'})}),
      ]);
      expect(JSON.stringify(result)).not.toMatch(/SELECT|10\.0\.0\.5/);
    }
    expect((await breaking.next()).done).toBe(true);
    expect((await run(client, operation('{ who { kind } }')).next()).value).toEqual({data: {who: {kind: 'anonymous'}}});
  });

  it('is told to go when the service closes, and keeps it from closing no longer', async () => {
    const stream = run(open(), operation('subscription { endless }'));
    await stream.next();
    const over = stream.next();
    await Promise.all([expect(over).rejects.toMatchObject({code: 1001}), running.close()]);
  });

  it.each(['/', '/files', '/graphqlx'])('is not opened at %s', async (path) => {
    const socket = new WebSocket(`ws://127.0.0.1:${running.port}${path}`, 'graphql-transport-ws');
    await expect(
      new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject)),
    ).rejects.toThrow();
  });

  it('is closed by a frame of more than a megabyte', async () => {
    const socket = new WebSocket(address(), 'graphql-transport-ws');
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send('x'.repeat(1_048_577));
    expect(await new Promise((resolve) => socket.once('close', resolve))).toBe(1009);
  });
});
