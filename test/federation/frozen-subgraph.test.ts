import {post, listen, socketClient} from '../../gateway/testing/client.js';
import {startFleet, type Fleet} from '../bench/fleet.js';

const both = '{ campaigns round(id: "r") { entries(first: 1) { nodes { submission { title } } } } }';
const wall = 'subscription { roundTally(roundId: "r") { kind epoch revision entries { id submission { title } } } }';

async function timed<T>(work: Promise<T>): Promise<{answer: T; ms: number}> {
  const began = Date.now();
  const answer = await work;
  return {answer, ms: Date.now() - began};
}

/** Processes of their own, since only a process can be frozen. */
describe('a service that is frozen in mid-flight', () => {
  let fleet: Fleet;
  beforeAll(async () => (fleet = await startFleet()), 60_000);
  afterAll(() => fleet.stop());

  it('costs its own fields within two seconds, nobody else anything, and is missed no longer than it is away', async () => {
    const {gateway, services} = fleet;
    const before = await post(gateway, {query: both});
    expect(before.body.errors).toBeUndefined();
    const client = socketClient(gateway);
    const live = listen(client, wall);
    expect((await live.next()).data).toMatchObject({roundTally: {kind: 'SNAPSHOT'}});

    services.scoring.freeze();
    const frozen = timed(post(gateway, {query: both}));
    const free = await timed(post(gateway, {query: '{ campaigns }'}));
    expect(free.answer.body.data).toEqual({campaigns: ['一', '二']});
    expect(free.ms).toBeLessThan(200);
    const {answer, ms} = await frozen;
    expect(answer.body.data).toEqual({campaigns: ['一', '二'], round: null});
    expect(answer.body.errors?.[0]?.extensions.code).toBe('SUBGRAPH_UNAVAILABLE');
    expect(ms).toBeLessThan(2_000);

    services.scoring.thaw();
    const after = await post(gateway, {query: both});
    expect(after.body.errors).toBeUndefined();
    await services.scoring.ask({ask: 'push', revision: 2});
    expect((await live.next(15_000)).data).toMatchObject({roundTally: {entries: expect.any(Array)}});
    await client.dispose();
  }, 60_000);
});
