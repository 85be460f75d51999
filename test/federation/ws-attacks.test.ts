import {connect} from 'node:net';
import type {ClientOptions} from 'ws';
import {expectAlive, rawly, Wire} from './attack.js';
import {openContest, type Contest} from './siege-contest.js';
import {openSiege, type Siege} from './siege.js';

const upgrade = [
  'GET /graphql HTTP/1.1',
  ...['Host: siege', 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'],
  `Sec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}`,
  'Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n',
].join('\r\n');

/** A text as a frame of a client, its mask nought. */
function masked(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from([0x81, 0x80 | bytes.length, 0, 0, 0, 0]), bytes]);
}

let siege: Siege;
let contest: Contest;
let impatient: number;
const wires: Wire[] = [];
const wire = (...[protocol, options]: [protocol?: string, options?: ClientOptions]): Wire => {
  const made = new Wire(siege, protocol, options);
  wires.push(made);
  return made;
};
const tally = () => ({
  query: 'subscription ($id: ID!) {roundTally(roundId: $id) {kind epoch revision total entries {id votes}}}',
  variables: {id: contest.openRoundId},
});

beforeAll(async () => {
  siege = await openSiege('2024-07-25T09:00:00+08:00', {sessionRecheckMs: 200});
  // Whose heartbeat can be waited for. Clients that live in this very process couldn't keep up with it in a flood.
  impatient = (await siege.anotherGateway({heartbeatMs: 400})).port;
  contest = await openContest(siege);
}, 60_000);
afterEach(async () => {
  await Promise.all(wires.splice(0).map((each) => each.end()));
  await expectAlive(siege);
});
afterAll(() => siege.close());

describe('a socket', () => {
  const init = {type: 'connection_init'};
  const question = {id: 'q', type: 'subscribe', payload: {query: '{viewer {kind}}'}};
  it.each<[string, (object | string)[], number]>([
    ['that asks before it has introduced itself', [question], 4401],
    ['that asks in the same breath', [init, question], 4401],
    ['that introduces itself twice', [init, init], 4429],
    ['that never introduces itself', [], 4408],
    ['whose introduction is a list', [{...init, payload: []}], 4400],
    ['that sends what is no JSON', [init, '{"id": '], 4400],
    ['that sends nothing in a frame', [init, ''], 4400],
    ['that sends a message of no kind', [init, {type: 'start', id: '1', payload: {}}], 4400],
    ['that sends an id which is an object', [init, {...question, id: {}}], 4400],
    ['that sends an empty id', [init, {...question, id: ''}], 4400],
    ['that sends a question without a text', [init, {...question, payload: {}}], 4400],
    ['that sends __proto__ for a message', ['{"__proto__": {"type": "connection_init"}}'], 4400],
    ['with a token that nobody holds', [{...init, payload: {authorization: 'Bearer nobody'}}], 4403],
    ['with a token that is no token', [{...init, payload: {authorization: 'Basic YTpi'}}], 4403],
    ["with a voter's token that is forged", [{...init, payload: {'x-concours-voter': 'a.b.c'}}], 4403],
    ['with a frame of 64 KB and more', [{...init, payload: {pad: 'x'.repeat(65_536)}}], 1009],
    ['with a frame of 20 MB', [{...init, payload: {pad: 'x'.repeat(20_000_000)}}], 1009],
    ['with 60,000 brackets', [init, '['.repeat(60_000)], 4400],
  ])('%s is closed with the code for it', async (_what, messages, code) => {
    const one = wire();
    await one.opened;
    one.send(...messages);
    const {code: closed, reason} = await one.closed;
    // Cut off in the middle of what it was still sending, a client may not come to read why.
    expect(code === 1009 ? [1009, 1006, -1] : [code]).toContain(closed);
    expect(reason).not.toMatch(/\/|\.ts|\.js|Error:/);
  });

  it('that asks under an id twice is closed, and its first question with it', async () => {
    const one = await wire().begin();
    one.send({id: '1', type: 'subscribe', payload: tally()}, {id: '1', type: 'subscribe', payload: tally()});
    expect((await one.closed).code).toBe(4409);
  });

  it('whose frame breaks the protocol of frames is closed', async () => {
    // Not masked, reserved bits set, and 2^62 bytes announced.
    for (const frame of [
      [0x81, 0x01, 0x7b],
      [0xf1, 0x80, 0, 0, 0, 0],
      [0x81, 0xff, 0x40, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4],
    ])
      expect(await rawly(siege.gateway.port, upgrade, Buffer.from(frame))).toMatch(/^HTTP\/1\.1 101/);
  });

  it.each<[string, string, Record<string, string>, number]>([
    ['another site', 'graphql-transport-ws', {origin: 'https://elsewhere.example'}, 403],
    ['a page without an address', 'graphql-transport-ws', {origin: 'null'}, 403],
    ['our host on another port', 'graphql-transport-ws', {origin: 'http://127.0.0.1:1'}, 403],
    ['what is no address', 'graphql-transport-ws', {origin: '://'}, 403],
  ])('of %s is refused at the upgrade', async (_what, protocol, headers, status) => {
    expect((await wire(protocol, {headers}).closed).reason).toContain(String(status));
  });

  it('of the old protocol, or of none, is not served', async () => {
    for (const protocol of ['graphql-ws', 'soap']) expect([-1, 4406]).toContain((await wire(protocol).closed).code);
    const elsewhere = upgrade.replace('/graphql', '/elsewhere');
    expect(await rawly(siege.gateway.port, elsewhere)).toMatch(/^HTTP\/1\.1 404/);
  });

  it('can’t take the cookie of a browser to another site, nor claim an envelope', async () => {
    const one = await wire(undefined, {
      headers: {'x-concours-envelope': 'v1.a.b.c', 'x-user-id': siege.admin.id},
    }).begin({
      'x-concours-envelope': 'v1.a.b.c',
      envelope: 'v1.a.b.c',
      caller: {kind: 'system'},
    });
    one.send({
      id: '1',
      type: 'subscribe',
      payload: {query: '{viewer {kind grants {role}}}', extensions: {envelope: 'v1.a.b.c'}},
    });
    const {payload} = await one.until(({id}) => id === '1');
    expect(payload).toEqual({data: {viewer: {kind: 'ANONYMOUS', grants: []}}});
  });
});

describe('a flood', () => {
  it('of 2,000 subscriptions on one socket leaves ten, and 1,990 refusals with a code', async () => {
    const one = await wire().begin();
    for (let n = 0; n < 2_000; n++) one.send({id: String(n), type: 'subscribe', payload: tally()});
    await one.until(({id, type}) => id === '1999' && type === 'error');
    const refused = one.heard.filter(({type}) => type === 'error');
    expect(refused).toHaveLength(1_990);
    for (const {payload} of refused) expect(payload).toMatchObject([{extensions: {code: 'TOO_MANY_SUBSCRIPTIONS'}}]);
    one.send({id: '3', type: 'complete'});
    expect(await one.code('again', tally())).toBeUndefined();
  });

  it('of 1,000 sockets at once is let in, dropped and let in again', async () => {
    for (let round = 0; round < 2; round++) {
      const many = Array.from({length: 1_000}, () => new Wire(siege));
      await Promise.all(many.map((each) => each.begin()));
      const [first] = many;
      expect(await first?.code('1', tally())).toBeUndefined();
      await Promise.all(many.map((each) => each.end()));
    }
  }, 30_000);

  it('of pings, completes of nothing and pongs nobody asked for changes nothing', async () => {
    const one = await wire().begin();
    for (let n = 0; n < 2_000; n++) one.send({type: 'ping'}, {type: 'pong'}, {id: `none${n}`, type: 'complete'});
    expect(await one.code('1', {query: '{viewer {kind}}'})).toBeUndefined();
  });

  it('of different streams of one person is bounded by the socket, and each is gone with it', async () => {
    const one = await wire().begin();
    for (let n = 0; n < 10; n++) {
      const query = `subscription {roundTally(roundId: "${contest.openRoundId}") {kind a${n}: total}}`;
      expect(await one.code(String(n), {query})).toBeUndefined();
    }
    await one.end();
  });
});

describe('a subscription', () => {
  it.each<[string, object, string]>([
    [
      'to two things',
      {query: 'subscription {a: roundTally(roundId: "a") {kind} b: planProgress(planId: "b") {kind}}'},
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'under a condition',
      {query: 'subscription {roundTally(roundId: "a") @include(if: true) {kind}}'},
      'SUBSCRIPTION_ROOT_CONDITIONAL',
    ],
    ['to a round that is not there', {query: 'subscription {roundTally(roundId: "a:b") {kind}}'}, 'NOT_FOUND'],
    ['to a plan that is not there', {query: 'subscription {planProgress(planId: "a") {kind}}'}, 'NOT_FOUND'],
    ['to nothing', {query: 'subscription {__typename}'}, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'with an id that is a list',
      {query: 'subscription ($id: ID!) {roundTally(roundId: $id) {kind}}', variables: {id: []}},
      'INPUT_INVALID',
    ],
    ['with variables that are a list', {query: '{viewer {kind}}', variables: []}, 'CLOSED'],
    ['with a look at the schema', {query: 'subscription {__schema {types {name}}}'}, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'that multiplies one list by another',
      {query: 'subscription {roundTally(roundId: "a") {entries {entry {round {tally {entries {entry {votes}}}}}}}}'},
      'GRAPH_TOO_COSTLY',
    ],
  ])('%s is refused with its code', async (_what, payload, code) => {
    const one = await wire().begin();
    const answer = await Promise.race([one.code('1', payload), one.closed.then(() => 'CLOSED')]).catch(() => 'CLOSED');
    expect(answer).toBe(code);
  });

  it('ends with the session it runs under: a suspended account’s sockets are closed', async () => {
    const gone = await siege.person('gone');
    const one = await wire().begin({authorization: `Bearer ${gone.token}`});
    expect(await one.code('1', tally())).toBeUndefined();
    await siege.admin.ask('mutation ($id: ID!) {suspendAccount(id: $id) {id}}', {id: gone.id});
    expect(await one.closed).toEqual({code: 4403, reason: 'SESSION_INVALID'});
    const again = wire();
    await again.opened;
    again.send({type: 'connection_init', payload: {authorization: `Bearer ${gone.token}`}});
    expect((await again.closed).code).toBe(4403);
  });

  it('ends with the voter’s token it runs under', async () => {
    const token = await contest.voterToken({}, {expires: Math.floor(Date.now() / 1_000) + 2});
    const one = await wire().begin({'x-concours-voter': token});
    expect((await one.closed).code).toBe(4403);
  });

  it('is cut off where nobody answers a ping: a peer that is half gone holds nothing', async () => {
    // After this the client says nothing more, and acknowledges no ping.
    expect(await rawly(impatient, upgrade, masked('{"type":"connection_init"}'))).toContain('connection_ack');
  });

  it('is cut off where its client asks and asks and reads none of the answers', async () => {
    const ask = (n: number) =>
      masked(`{"id":"${n}","type":"subscribe","payload":{"query":"{__schema {types {name}}}"}}`);
    const socket = connect(impatient, '127.0.0.1');
    socket.write(upgrade);
    socket.write(masked('{"type":"connection_init"}'));
    await new Promise<void>((resolve) => {
      socket.on('data', (heard) => void (heard.includes('connection_ack') && resolve()));
    });
    socket.pause();
    for (let n = 0; n < 40; n++)
      socket.write(Buffer.concat(Array.from({length: 10_000}, (_, m) => ask(n * 10_000 + m))));
    socket.on('error', () => undefined);
    await new Promise((resolve) => socket.once('close', resolve));
  });

  it('of a reader that never reads holds up no other', async () => {
    const [slow, quick] = await Promise.all([wire().begin(), wire().begin()]);
    expect([await slow.code('1', tally()), await quick.code('1', tally())]).toEqual([undefined, undefined]);
    slow.socket.pause();
    const input = {
      roundId: contest.openRoundId,
      requestId: 'while-one-sleeps',
      entryIds: contest.openEntries.slice(0, 1),
    };
    const cast = 'mutation ($input: BallotInput!) {castBallot(input: $input) {replayed}}';
    await (await contest.voter(1)).ask(cast, {input});
    await quick.until(({payload}) => JSON.stringify(payload ?? '').includes('"DELTA"'));
  });
});
