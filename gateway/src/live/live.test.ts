import {eventually} from '@concours/kernel/testing/eventually';
import {listen, post, rawSocket, socketClient} from '../../testing/client.js';
import {littleHouse, type LittleHouse} from '../../testing/little-house.js';
import {account, entry} from '../../testing/little-services.js';

const tally = `subscription ($id: ID!) { roundTally(roundId: $id) {
  kind epoch revision total entries { id votes submission { title } organisation { shortName } }
} }`;
const delta = (revision: number, ...entries: ReturnType<typeof entry>[]) => ({
  kind: 'DELTA',
  epoch: 'a',
  revision,
  total: 0,
  entries,
});

describe('a live tally', () => {
  let house: LittleHouse;
  const clients: {dispose(): void | Promise<void>}[] = [];
  const client = (...args: Parameters<typeof socketClient> extends [unknown, ...infer R] ? R : never) => {
    const made = socketClient(house.gateway, ...args);
    clients.push(made);
    return made;
  };
  beforeEach(async () => (house = await littleHouse({sessionRecheckMs: 200})));
  afterEach(async () => {
    for (const each of clients.splice(0)) await each.dispose();
    await house.close();
  });

  it('carries the title of the work and the name of the unit from two other services', async () => {
    const wall = listen(client(), tally, {id: 'r'});
    expect(await wall.next()).toEqual({
      data: {
        roundTally: {
          kind: 'SNAPSHOT',
          epoch: 'a',
          revision: 1,
          total: 3,
          entries: [
            {id: 'e0', votes: 1, submission: {title: '作品 0'}, organisation: {shortName: '单位 o0'}},
            {id: 'e1', votes: 2, submission: {title: '作品 1'}, organisation: {shortName: '单位 o1'}},
          ],
        },
      },
    });
    house.tally.push(delta(2, entry(7, 70)));
    expect((await wall.next()).data).toMatchObject({
      roundTally: {kind: 'DELTA', revision: 2, entries: [{id: 'e7', votes: 70, submission: {title: '作品 7'}}]},
    });
  });

  it('is one upstream for fifty walls, however they space their text, and none after the last has gone', async () => {
    const spellings = [tally, tally.replace(/\s+/g, ' ')];
    const walls = Array.from({length: 50}, (_, i) => listen(client(), spellings[i % 2] ?? tally, {id: 'r'}));
    await Promise.all(walls.map((wall) => wall.next()));
    expect([house.tally.listening, house.tally.opened]).toEqual([1, 1]);
    house.tally.push(delta(2, entry(0, 5)));
    const events = await Promise.all(walls.map((wall) => wall.next()));
    expect(new Set(events.map((event) => JSON.stringify(event))).size).toBe(1);
    walls.forEach(({stop}) => stop());
    await eventually(async () => house.tally.listening === 0 || undefined);
  });

  it('begins with a whole snapshot for those who come late, deltas included', async () => {
    const first = listen(client(), tally, {id: 'r'});
    await first.next();
    house.tally.push(delta(2, entry(1, 20), entry(2, 30)));
    await first.next();
    const late = listen(client(), tally, {id: 'r'});
    expect((await late.next()).data).toMatchObject({
      roundTally: {
        kind: 'SNAPSHOT',
        revision: 2,
        entries: [
          {id: 'e0', votes: 1},
          {id: 'e1', votes: 20},
          {id: 'e2', votes: 30, submission: {title: '作品 2'}},
        ],
      },
    });
    expect(house.tally.opened).toBe(1);
  });

  it('is asked for anew after a freeze, so that nobody is given a count from before it', async () => {
    const first = listen(client(), tally, {id: 'r'});
    await first.next();
    house.snapshot.entries = [];
    house.tally.push({kind: 'FREEZE', epoch: 'a', revision: 3, total: 0, entries: []});
    expect((await first.next()).data).toMatchObject({roundTally: {kind: 'FREEZE'}});
    const late = listen(client(), tally, {id: 'r'});
    expect((await late.next()).data).toMatchObject({roundTally: {kind: 'SNAPSHOT', entries: []}});
  });

  it.each([
    ['under other names', tally.replace('entries {', 'rows: entries {')],
    ['without the entries’ ids', tally.replace('entries { id', 'entries {')],
    ['under a condition', tally.replace('revision', 'revision @include(if: true)')],
  ])('has an upstream of its own for a client that asks for it %s', async (_how, query) => {
    const one = listen(client(), query, {id: 'r'});
    const other = listen(client(), query, {id: 'r'});
    expect((await one.next()).data).toMatchObject({roundTally: {kind: 'SNAPSHOT'}});
    expect((await other.next()).data).toMatchObject({roundTally: {kind: 'SNAPSHOT'}});
    expect(house.tally.listening).toBe(2);
  });

  it('is shared by those who may see the same, and by no others', async () => {
    const grant = {role: 'CLERK', organisation: 'o1', path: 'a.'};
    house.sessions.set('a', account('a', grant)).set('b', account('b', grant)).set('c', account('c'));
    const as = (token: string) => client({init: {authorization: `Bearer ${token}`}});
    const walls = [client(), as('a'), as('b'), as('c')].map((each) => listen(each, tally, {id: 'r'}));
    await Promise.all(walls.map((wall) => wall.next()));
    // The public and those without a grant; the two clerks.
    expect(house.tally.listening).toBe(2);
    const mine = [as('a'), as('b')].map((each) =>
      listen(each, tally.replace('($id: ID!)', '').replace('roundTally(roundId: $id)', 'mine')),
    );
    await Promise.all(mine.map((wall) => wall.next()));
    expect(house.tally.listening).toBe(4);
  });

  it('survives a restart of the service: the walls see the next snapshot and nothing else', async () => {
    const wall = listen(client(), tally, {id: 'r'});
    await wall.next();
    await house.services.scoring.stop();
    house.snapshot.revision = 9;
    await house.services.scoring.start();
    expect((await wall.next(8_000)).data).toMatchObject({roundTally: {kind: 'SNAPSHOT', revision: 9}});
    expect(wall.events).toHaveLength(2);
  });

  it('waits for a service that is not up yet', async () => {
    await house.services.scoring.stop();
    const wall = listen(client(), tally, {id: 'r'});
    await eventually(async () => (await post(house.gateway, {query: '{ round(id: "r") { id } }'})).body.errors && true);
    await house.services.scoring.start();
    expect((await wall.next(8_000)).data).toMatchObject({roundTally: {kind: 'SNAPSHOT'}});
  });

  it('ends with the service’s own refusal when it refuses', async () => {
    const wall = listen(client(), tally, {id: 'hidden'});
    expect(await wall.ended).toMatchObject([{extensions: {code: 'NOT_PERMITTED', text: {en: expect.any(String)}}}]);
  });

  it('refuses a condition on the root field, also within a fragment', async () => {
    for (const query of [
      'subscription { tick @skip(if: false) }',
      'subscription { ... @include(if: true) { tick } }',
    ]) {
      const [event] = await Promise.all([listen(client(), query).next()]);
      expect(event.errors?.[0]?.extensions).toMatchObject({code: 'SUBSCRIPTION_ROOT_CONDITIONAL'});
    }
  });

  it('keeps showing titles while the service that has them is away', async () => {
    const wall = listen(client(), tally, {id: 'r'});
    await wall.next();
    await house.services.submissions.stop();
    house.tally.push(delta(2, entry(0, 11)));
    expect((await wall.next()).data).toMatchObject({
      roundTally: {kind: 'DELTA', entries: [{id: 'e0', votes: 11, submission: {title: '作品 0'}}]},
    });
  });

  it('waits for a join that fails at first, and shows the whole snapshot as soon as it can', async () => {
    await house.services.submissions.stop();
    const wall = listen(client(), tally, {id: 'r'});
    await eventually(async () => house.tally.opened > 1 || undefined);
    expect(wall.events).toEqual([]);
    await house.services.submissions.start();
    expect((await wall.next(8_000)).data).toMatchObject({
      roundTally: {kind: 'SNAPSHOT', entries: [{submission: {title: '作品 0'}}, {}]},
    });
  });

  it('closes the sockets of a session that has ended, and leaves the others open', async () => {
    house.sessions.set('short', account('short')).set('long', account('long'));
    const short = listen(client({init: {authorization: 'Bearer short'}}), tally, {id: 'r'});
    const long = listen(client({init: {authorization: 'Bearer long'}}), tally, {id: 'r'});
    await Promise.all([short.next(), long.next()]);
    house.sessions.delete('short');
    expect(await short.ended).toMatchObject({code: 4403});
    house.tally.push(delta(2, entry(0, 5)));
    await long.next();
  });

  it('tells a client to come again when what it may see has changed', async () => {
    const grant = {role: 'CLERK', organisation: 'o1', path: 'a.'};
    house.sessions.set('t', account('t', grant));
    const wall = listen(client({init: {authorization: 'Bearer t'}}), tally, {id: 'r'});
    await wall.next();
    house.sessions.set('t', account('t'));
    expect(await wall.ended).toMatchObject({code: 1012});
  });

  it('closes with 1001 when the gateway stops, which clients take for "come again"', async () => {
    const wall = listen(client(), tally, {id: 'r'});
    await wall.next();
    await house.gateway.close();
    expect(await wall.ended).toMatchObject({code: 1001});
  });

  it('takes a stale cookie away with the handshake, so that the next attempt is the public’s', async () => {
    const {socket, closed, opened} = rawSocket(house.gateway, {headers: {cookie: 'concours_session=gone'}});
    const cookies: unknown[] = [];
    socket.on('upgrade', ({headers}) => cookies.push(headers['set-cookie']));
    await opened;
    socket.send('{"type":"connection_init"}');
    expect(await closed).toEqual({code: 4403, reason: 'SESSION_INVALID'});
    expect(String(cookies)).toContain('concours_session=; ');
  });

  it('answers queries and mutations on the same socket', async () => {
    house.sessions.set('t', account('mei'));
    const one = client({init: {authorization: 'Bearer t'}});
    expect(
      await listen(
        one,
        '{ viewer { name } round(id: "r") { entries(first: 1) { nodes { submission { title } } } } }',
      ).next(),
    ).toEqual({
      data: {viewer: {name: 'mei'}, round: {entries: {nodes: [{submission: {title: '作品 0'}}]}}},
    });
    expect(await listen(one, 'mutation { cast(id: "e0") }').next()).toEqual({data: {cast: 1}});
    const broken = await listen(one, '{ boom }').next();
    expect(broken.errors?.[0]?.extensions).toMatchObject({code: 'INTERNAL', reference: expect.any(String)});
    expect(JSON.stringify(broken)).not.toContain('ER_DUP');
  });
});

describe('a reader that never reads', () => {
  it('costs no more than its bound and is closed, while the others get everything', async () => {
    const bounds = {softBytes: 20_000, hardBytes: 40_000, slowMs: 300};
    const house = await littleHouse({liveBounds: bounds});
    const slow = rawSocket(house.gateway);
    await slow.opened;
    slow.socket.send('{"type":"connection_init"}');
    await new Promise((resolve) => slow.socket.once('message', resolve));
    slow.socket.send(JSON.stringify({id: '1', type: 'subscribe', payload: {query: tally, variables: {id: 'r'}}}));
    const quick = socketClient(house.gateway);
    const wall = listen(quick, tally, {id: 'r'});
    await wall.next();
    slow.socket.pause();

    // Much more than the system's own buffers hold.
    const many = Array.from({length: 300}, (_, i) => ({...entry(i, i), id: `e${i}`.padEnd(2_000, '-')}));
    const before = process.memoryUsage().arrayBuffers;
    for (let revision = 2; revision <= 40; revision++) {
      house.tally.push(delta(revision, ...many));
      await wall.next();
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(40_000_000);
    expect(wall.events).toHaveLength(40);
    slow.socket.resume();
    const {code, reason} = await slow.closed;
    // The reason, or nothing at all where the socket was cut before it was read.
    expect([1013, 1006]).toContain(code);
    expect(['slow reader', '']).toContain(reason);
    expect(slow.heard.length).toBeLessThan(35);
    await quick.dispose();
    await house.close();
  });
});
