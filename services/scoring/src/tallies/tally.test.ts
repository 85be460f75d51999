import type {Caller} from '@concours/kernel/identity';
import {accountWith, grantOf} from '@concours/kernel/testing/callers';
import {execute} from '@concours/kernel/testing/execute';
import {engines} from '@concours/kernel/testing/scratch-database';
import {type Stream, subscribe} from '@concours/kernel/testing/subscribe';
import {type Contest, contest, type ContestOptions} from '../../testing/contest.js';
import {castIn, entryIdsOf, voter} from '../../testing/voting.js';

const LIVE = `subscription ($id: ID!) { roundTally(roundId: $id) {
  kind epoch revision total votesPerMinute frozenAt hidden entries { id entry { number } submission { id } organisation { id } votes } } }`;
const DOORS = `query ($id: ID!, $entry: ID!) { entry(id: $entry) { votes }
  round(id: $id) { tally { total frozenAt hidden entries { id votes } } entries(first: 1) { nodes { votes } } } }`;

describe.each(engines)('live tallies on %s', (engine) => {
  let game: Contest;
  let entries: string[];
  const streams: Stream[] = [];
  const start = async (options: Partial<ContestOptions> = {}) => {
    game = await (await contest({engine, entries: 3, ...options})).prepare();
    entries = await entryIdsOf(game);
  };
  afterEach(async () => {
    await Promise.all(streams.splice(0).map((stream) => stream.stop()));
    await game.close();
  });
  const watch = async () => {
    const stream = await subscribe(game.service, {query: LIVE, variables: {id: game.roundId}});
    streams.push(stream);
    return {next: async (within = 4_000) => (await stream.next(within)).roundTally};
  };
  const doors = async (caller: Partial<Caller> = {}) =>
    (
      await execute(game.service, {query: DOORS, variables: {id: game.roundId, entry: entries[0]}, caller})
    ).expectData();
  const vote = async (name: string, ...entryIds: string[]) =>
    (await castIn(game, {caller: voter(name), entryIds})).expectData();
  const votesIn = (event: {entries: {id: string; votes: number}[]}) =>
    event.entries.map(({id, votes}) => [entries.indexOf(id), votes]);
  const host = (): Partial<Caller> => accountWith(grantOf('TRACK_HOST', 'ah.', `${game.campaignId}/song`));

  test('a story: snapshot, deltas with absolute counts, heartbeats, and revisions without a gap', async () => {
    await start();
    await vote('ann', entries[0]);
    const wall = await watch();
    const first = await wall.next();
    expect(first).toMatchObject({kind: 'SNAPSHOT', total: 1, votesPerMinute: 1, hidden: false, frozenAt: null});
    expect(votesIn(first)).toEqual([
      [0, 1],
      [1, 0],
      [2, 0],
    ]);
    expect(first.entries[0]).toMatchObject({
      entry: {number: '001'},
      submission: {id: game.works[0].id},
      organisation: {id: game.works[0].organisationId},
    });
    await vote('bob', entries[0], entries[2]);
    const second = await wall.next();
    expect(second).toMatchObject({kind: 'DELTA', epoch: first.epoch, revision: first.revision + 1, total: 3});
    expect(votesIn(second)).toEqual([
      [0, 2],
      [2, 1],
    ]);
    const third = await wall.next();
    expect(third).toMatchObject({kind: 'HEARTBEAT', revision: second.revision, total: 3, entries: []});
  });

  test('many votes at once are few deltas, at most four a second, and nothing is lost', async () => {
    await start();
    const wall = await watch();
    await wall.next();
    const begun = Date.now();
    let deltas = 0;
    const voting = (async () => {
      for (let turn = 0; turn < 20; turn++) {
        await Promise.all(Array.from({length: 20}, (_, index) => vote(`v${turn}-${index}`, entries[index % 3])));
      }
    })();
    for (let total = 0; total < 400; deltas++) total = (await wall.next()).total;
    await voting;
    expect(deltas).toBeLessThanOrEqual(2 + (Date.now() - begun) / 250);
  });

  test('everybody who watches gets the same, and a second epoch begins with a second process only', async () => {
    await start();
    const [one, two] = [await watch(), await watch()];
    const [first, second] = [await one.next(), await two.next()];
    expect(second).toEqual(first);
    await vote('ann', entries[1]);
    expect(await one.next()).toEqual(await two.next());
  });

  test('from the freeze on no later count goes out through any door, and the freeze is told with its time', async () => {
    await start({ballot: {freezeAt: '2024-08-08T10:00:01'}});
    await vote('ann', entries[0]);
    const wall = await watch();
    await wall.next();
    game.clock.set('2024-08-08T02:00:01.000Z');
    await vote('bob', entries[0], entries[1]);
    const frozenAt = '2024-08-08T02:00:01.000Z';
    const freeze = await wall.next();
    expect(freeze).toMatchObject({kind: 'FREEZE', frozenAt, total: 1, votesPerMinute: 0, hidden: false});
    expect(votesIn(freeze)).toEqual([]);
    await vote('cat', entries[0]);
    expect(await wall.next()).toMatchObject({kind: 'HEARTBEAT', frozenAt, total: 1, entries: []});
    expect(await (await watch()).next()).toMatchObject({kind: 'SNAPSHOT', frozenAt, total: 1});
    for (const caller of [{}, voter('ann'), host()]) {
      expect(await doors(caller)).toMatchObject({
        entry: {votes: 1},
        round: {tally: {total: 1, frozenAt}, entries: {nodes: [{votes: 1}]}},
      });
    }
  });

  test('a freeze that is moved after votes came in counts what is shown anew', async () => {
    await start();
    await vote('ann', entries[0]);
    game.clock.set('2024-08-08T04:00:00.000Z');
    await vote('bob', entries[0]);
    await game.changeBallot({freezeAt: '2024-08-08T11:00'});
    expect((await doors()).round.tally).toMatchObject({total: 1});
    await game.changeBallot({freezeAt: undefined});
    expect((await doors()).round.tally).toMatchObject({total: 2, frozenAt: null});
  });

  test('hidden counts are seen by who may read the round, by question only', async () => {
    await start({ballot: {visibility: 'HIDDEN'}});
    await vote('ann', entries[0]);
    const wall = await watch();
    expect(await wall.next()).toMatchObject({kind: 'SNAPSHOT', hidden: true, total: 0, votesPerMinute: 0, entries: []});
    await vote('bob', entries[0]);
    expect(await wall.next()).toMatchObject({kind: 'HEARTBEAT', hidden: true, total: 0});
    expect(await doors()).toMatchObject({entry: {votes: null}, round: {tally: {hidden: true, total: 0, entries: []}}});
    expect(await doors(host())).toMatchObject({entry: {votes: 2}, round: {tally: {hidden: false, total: 2}}});
    const elsewhere = accountWith(grantOf('TRACK_HOST', 'ah.', `${game.campaignId}/other`));
    expect(await doors(elsewhere)).toMatchObject({entry: {votes: null}});
  });

  test('a work that is withdrawn is told by a snapshot', async () => {
    await start();
    const wall = await watch();
    const {revision} = await wall.next();
    await game.changeWork(game.works[1], {state: 'WITHDRAWN'});
    expect(await wall.next()).toMatchObject({kind: 'SNAPSHOT', revision: revision + 1});
  });

  test('a count that goes down is told as a correction', async () => {
    await start();
    await vote('ann', entries[0]);
    const wall = await watch();
    await wall.next();
    await game.service.database.write((manager) => manager.query('UPDATE vote_tally SET votes = 0, shown = 0'));
    const event = await wall.next();
    expect(event).toMatchObject({kind: 'CORRECTION', total: 0});
    expect(votesIn(event)).toEqual([[0, 0]]);
  });

  test('a round that does not exist is refused', async () => {
    await start();
    const stream = subscribe(game.service, {query: LIVE, variables: {id: 'nowhere'}});
    await expect(stream).rejects.toThrow('NOT_FOUND');
  });
});
