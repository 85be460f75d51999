import {systemCaller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {eventually} from '@concours/kernel/testing/eventually';
import {engines} from '@concours/kernel/testing/scratch-database';
import {type Stream, subscribe} from '@concours/kernel/testing/subscribe';
import {planSource, type World, world} from '../../testing/world.js';

const QUERY = `subscription ($id: ID!) { planProgress(planId: $id) { kind epoch revision takenAt
  entries { id organisation { id } cells { metric { key } target done } } totals { metric { key } target done } } }`;

describe.each(engines)('the live progress of a plan on %s', (engine) => {
  let w: World;
  let planId: string;
  let streams: Stream[];
  const system = systemCaller();

  const approved = async (code: string, publicists: number) => {
    const {id} = await w.slices.reports.draft(system, planId, {
      ...{
        organisationId: w.of(code).id,
        title: 'T',
        heldOn: '2022-06-10',
        form: 'quiz',
        place: 'P',
        content: 'C',
        enterprise: null,
        links: [],
      },
      ...{participants: 1, workersReached: 2, publicists, audience: 3},
    });
    await w.slices.reports.submit(system, id);
    await w.slices.reports.approve(system, id);
  };
  /** Nobody signed in: a wall in a hall. */
  const watch = async (): Promise<Stream> => {
    const stream = await subscribe(w.service, {query: QUERY, variables: {id: planId}});
    streams.push(stream);
    return {...stream, next: async (timeout) => (await stream.next(timeout)).planProgress};
  };
  /** The next event that is no sign of life. */
  const nextChange = async (stream: Stream) => {
    for (;;) {
      const event = await stream.next(5_000);
      if (event.kind !== 'HEARTBEAT') return event;
    }
  };

  async function begin(settings: {coalesceMs?: number; heartbeatMs?: number}): Promise<void> {
    w = await world(engine, undefined, settings);
    await w.growFor(planSource);
    await w.grow('ah.hefei.a', 'ah.hefei', {kind: 'GRASSROOTS_UNION', level: 'UNIT'});
    planId = (await w.slices.definitions.apply(system, planSource, null)).id;
    await w.live();
    streams = [];
  }
  afterEach(async () => {
    for (const stream of streams) await stream.stop();
    await w.close();
  });

  it('begins with all units of the allocation in printed order, and the totals', async () => {
    await begin({});
    await approved('ah.hefei.a', 12);
    const snapshot = await (await watch()).next();
    expect(snapshot).toMatchObject({kind: 'SNAPSHOT', revision: 0, takenAt: '2022-06-15T02:00:00.000Z'});
    expect(snapshot.entries).toHaveLength(16);
    expect(snapshot.entries[0]).toMatchObject({
      id: `${planId}:${w.of('ah.hefei').id}`,
      organisation: {id: w.of('ah.hefei').id},
    });
    expect(
      snapshot.entries[0].cells.map(({target, done}: {target: number | null; done: number}) => [target, done]),
    ).toEqual([
      [7, 1],
      [140, 12],
      [20, 1],
      [null, 2],
      [null, 3],
    ]);
    expect(snapshot.totals.map(({target, done}: {target: number; done: number}) => [target, done])).toEqual([
      [100, 1],
      [2000, 12],
      [300, 1],
      [50_000, 2],
      [10_000_000, 3],
    ]);
  });

  it('goes on with absolute figures of what changed, in revisions without a gap, the same for every subscriber', async () => {
    await begin({coalesceMs: 20});
    const [one, two] = [await watch(), await watch()];
    const epochs = [await one.next(), await two.next()].map(({epoch}) => epoch);
    expect(epochs[0]).toBe(epochs[1]);
    for (let i = 1; i <= 3; i++) {
      await approved('ah.hefei.a', 1);
      for (const stream of [one, two]) {
        const delta = await nextChange(stream);
        expect(delta).toMatchObject({
          kind: 'DELTA',
          epoch: epochs[0],
          revision: i,
          entries: [{organisation: {id: w.of('ah.hefei').id}}],
        });
        expect(delta.entries[0].cells[1].done).toBe(i);
        expect(delta.totals[1]).toEqual({metric: {key: 'publicists'}, target: 2000, done: i});
      }
    }
  });

  it('gathers what happens within 250 ms', async () => {
    await begin({heartbeatMs: 60_000});
    const stream = await watch();
    await stream.next();
    const began = Date.now();
    for (let i = 0; i < 20; i++) await approved('ah.hefei.a', 1);
    let deltas = 0;
    for (let event; (event = await nextChange(stream));) {
      deltas++;
      if (event.entries[0].cells[1].done === 20) break;
    }
    expect(deltas).toBeLessThanOrEqual(2 + (Date.now() - began) / 250);
  });

  it('says that it lives when nothing changes, and finds by itself what no hint told of', async () => {
    await begin({heartbeatMs: 50});
    const stream = await watch();
    const {epoch} = await stream.next();
    expect(await stream.next()).toMatchObject({kind: 'HEARTBEAT', epoch, revision: 0, entries: []});
    // the relay is the only way a hint travels
    await w.relay.stop();
    await approved('ah.hefei.a', 4);
    expect(await nextChange(stream)).toMatchObject({kind: 'DELTA', revision: 1});
  });

  it('calls it a correction when a figure goes down', async () => {
    await begin({coalesceMs: 0});
    await approved('ah.hefei.a', 4);
    const stream = await watch();
    await stream.next();
    await w.move('ah.hefei.a', 'ah.wuhu');
    const event = await nextChange(stream);
    expect(event.kind).toBe('CORRECTION');
    expect(
      event.entries.map((entry: {organisation: {id: string}; cells: {done: number}[]}) => [
        entry.organisation.id,
        entry.cells[1].done,
      ]),
    ).toEqual(
      expect.arrayContaining([
        [w.of('ah.hefei').id, 0],
        [w.of('ah.wuhu').id, 4],
      ]),
    );
  });

  it('starts a new epoch with a snapshot when the definition changes', async () => {
    await begin({coalesceMs: 0});
    const stream = await watch();
    const {epoch} = await stream.next();
    const source = planSource
      .replace('sums: [100, 2000, 300]', 'sums: [101, 2000, 300]')
      .replace('ah.hefei, quotas: [7,', 'ah.hefei, quotas: [8,');
    await w.change(source, 'one more');
    const event = await nextChange(stream);
    expect(event).toMatchObject({kind: 'SNAPSHOT', revision: 0});
    expect(event.epoch).not.toBe(epoch);
    expect(event.entries[0].cells[0].target).toBe(8);
  });

  it('refuses a plan that there is not', async () => {
    await begin({});
    planId = newId();
    await expect(watch()).rejects.toThrow('NOT_FOUND');
  });

  it('keeps nothing for those who have left', async () => {
    await begin({heartbeatMs: 50});
    const stream = await watch();
    await stream.next();
    await stream.stop();
    await eventually(async () => (w.slices.feeds.size === 0 ? true : undefined));
  });
});
