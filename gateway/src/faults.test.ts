import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {createLogger} from '@concours/kernel/log';
import {eventually} from '@concours/kernel/testing/eventually';
import {post} from '../testing/client.js';
import {littleHouse, type LittleHouse} from '../testing/little-house.js';
import {account} from '../testing/little-services.js';
import type {Misbehaviour} from '../testing/little-subgraph.js';

const query = '{ campaigns round(id: "r") { id } }';

/** Which of these is answered first. */
const firstOf = (asked: Record<string, Promise<unknown>>): Promise<string> =>
  Promise.race(Object.entries(asked).map(([name, answer]) => answer.then(() => name)));

describe('a subgraph that fails', () => {
  let house: LittleHouse;
  beforeAll(async () => (house = await littleHouse({subgraphTimeoutMs: 400})));
  afterAll(() => house.close());
  afterEach(() => house.services.scoring.misbehave('none'));

  it.each<Misbehaviour>(['silent', 'html', 'huge', 'slow-bytes'])(
    'costs only its own fields when it is %s',
    async (how) => {
      house.services.scoring.misbehave(how);
      const began = Date.now();
      const {body, text, status} = await post(house.gateway, {query});
      expect(Date.now() - began).toBeLessThan(2_000);
      expect(body.data).toEqual({campaigns: ['一', '二'], round: null});
      expect(body.errors?.[0]?.extensions).toMatchObject({
        code: 'SUBGRAPH_UNAVAILABLE',
        text: {zh: expect.any(String), en: expect.any(String)},
      });
      expect(text).not.toMatch(/127\.0\.0\.1|10\.0\.0\.7|ECONN|stack|html/);
      expect(status).toBe(200);
    },
  );

  it('delays nobody who does not need it', async () => {
    house.services.scoring.misbehave('silent');
    const waiting = post(house.gateway, {query});
    expect(await firstOf({waiting, other: post(house.gateway, {query: '{ campaigns }'})})).toBe('other');
    await waiting;
  });

  it('costs only its own fields when it is down, and is back as soon as it is up', async () => {
    await house.services.scoring.stop();
    const down = await post(house.gateway, {query});
    expect(down.body.data).toEqual({campaigns: ['一', '二'], round: null});
    expect(down.body.errors?.[0]?.extensions.code).toBe('SUBGRAPH_UNAVAILABLE');
    await house.services.scoring.start();
    await eventually(async () => (await post(house.gateway, {query})).body.errors === undefined || undefined);
  });

  it('is organisations: who was known a moment ago works on, a stranger hears that nobody can tell', async () => {
    house.sessions.set('known', account('known'));
    const known = {authorization: 'Bearer known'};
    expect((await post(house.gateway, {query: '{ campaigns }'}, known)).status).toBe(200);
    house.services.organisations.misbehave('silent');
    const waiting = post(house.gateway, {query: '{ campaigns }'}, {authorization: 'Bearer stranger'});
    const working = post(house.gateway, {query: '{ campaigns }'}, known);
    expect(await firstOf({waiting, working})).toBe('working');
    expect((await working).status).toBe(200);
    const {status, body} = await waiting;
    expect([status, body.errors?.[0]?.extensions.code]).toEqual([503, 'SUBGRAPH_UNAVAILABLE']);
    house.services.organisations.misbehave('none');
  });

  it('refuses our signature: that is a defect of ours, not the caller’s', async () => {
    const {gateway, settings} = house;
    const other = await import('./compose.js').then(({startGateway}) =>
      startGateway({...settings, keys: [{id: 'other', secret: 'another secret, long enough for a test'}]}, silentLog()),
    );
    const {body} = await post(other, {query});
    expect(body.errors?.every(({extensions}) => extensions.code === 'SUBGRAPH_UNAVAILABLE')).toBe(true);
    await other.close();
    expect((await post(gateway, {query})).status).toBe(200);
  });
});

describe('the gateway', () => {
  it('starts, lives and says that it is not ready when no service is up', async () => {
    const house = await littleHouse();
    await Promise.all(Object.values(house.services).map((service) => service.stop()));
    const {startGateway} = await import('./compose.js');
    const alone = await startGateway(house.settings, silentLog());
    expect((await fetch(alone.url + '/healthz')).status).toBe(200);
    const ready = await fetch(alone.url + '/readyz');
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ready: false, services: {organisations: false, scoring: false}});
    await alone.close();
    await house.close();
  });

  it('is ready when organisations is, and names what is missing', async () => {
    const house = await littleHouse();
    await house.services.scoring.stop();
    const answer = await (await fetch(house.gateway.url + '/readyz')).json();
    expect(answer).toEqual({
      status: 'ready',
      ready: true,
      services: {organisations: true, campaigns: true, submissions: true, scoring: false},
    });
    await house.close();
  });

  it('says in one line that its port is taken', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const {port} = taken.address() as AddressInfo;
    await expect(littleHouse({port})).rejects.toThrow('EADDRINUSE');
    taken.close();
  });

  it('finishes what is in flight when it is told to stop', async () => {
    const house = await littleHouse({subgraphTimeoutMs: 600});
    house.services.scoring.misbehave('silent');
    const inFlight = post(house.gateway, {query});
    await eventually(async () => house.services.campaigns.asked.length > 0 || undefined);
    await house.gateway.close();
    expect((await inFlight).body.data).toEqual({campaigns: ['一', '二'], round: null});
    await house.close();
  });
});

function silentLog() {
  return createLogger('test', {level: 'silent'});
}
