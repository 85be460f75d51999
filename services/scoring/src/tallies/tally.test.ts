import type {Caller} from '@concours/kernel/identity';
import {accountWith, grantOf} from '@concours/kernel/testing/callers';
import {execute} from '@concours/kernel/testing/execute';
import {engines} from '@concours/kernel/testing/scratch-database';
import {type Stream, subscribe} from '@concours/kernel/testing/subscribe';
import {type Contest, contest, type ContestOptions} from '../../testing/contest.js';
import {castIn, entryIdsOf, voter} from '../../testing/voting.js';

const LIVE = `subscription ($id: ID!) { roundTally(roundId: $id) {
  kind epoch revision takenAt total votesPerMinute frozenAt hidden delayMinutes entries { id entry { number } submission { id } organisation { id } votes } } }`;
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
    const next = async (within = 4_000) => (await stream.next(within)).roundTally;
    /** What is next but signs of life. */
    const change = async () => {
      for (;;) {
        const event = await next();
        if (event.kind !== 'HEARTBEAT') return event;
      }
    };
    return {next, change};
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

  describe('with a delay', () => {
    const MINUTE = 60_000;
    const opened = Date.parse('2024-08-06T16:00:00.000Z');
    const at = (minutes: number) => new Date(opened + minutes * MINUTE).toISOString();
    /** The time comes, and what is due is kept. */
    const come = async (minutes: number) => {
      game.clock.set(at(minutes));
      await game.service.snapshots.keep();
    };
    const begin = async (more: object = {}) => {
      await start({ballot: {visibility: 'DELAYED', delayMinutes: 10, ...more}, now: at(-1)});
      await game.service.snapshots.keep();
    };
    const seen = async (caller: Partial<Caller> = {}) => {
      const {entry, round} = await doors(caller);
      return [entry.votes, round.tally.total, round.entries.nodes[0].votes];
    };

    test('everybody sees the counts of ten minutes ago, those who run the round too, and the wall says of when they are', async () => {
      await begin();
      await come(1);
      await vote('ann', entries[0]);
      const wall = await watch();
      const first = await wall.next();
      expect(first).toMatchObject({kind: 'SNAPSHOT', total: 0, hidden: false, delayMinutes: 10, votesPerMinute: 0});
      expect(new Date(first.takenAt) <= new Date(at(-9))).toBe(true);
      await come(2);
      await vote('bob', entries[0]);
      await come(11);
      expect(await seen()).toEqual([0, 0, 0]);
      await come(12);
      for (const caller of [{}, voter('ann'), host()]) expect(await seen(caller)).toEqual([1, 1, 1]);
      const second = await wall.change();
      expect(second).toMatchObject({kind: 'DELTA', revision: first.revision + 1, total: 1, votesPerMinute: 1});
      expect(second.takenAt).toBe(new Date(at(2)).toISOString());
      await come(22);
      expect(await seen()).toEqual([2, 2, 2]);
    });

    test('from the freeze on they stand still where they were, and go on when it is lifted', async () => {
      await begin();
      await come(1);
      await vote('ann', entries[0]);
      await come(2);
      await game.changeBallot({visibility: 'DELAYED', delayMinutes: 10, freezeAt: '2024-08-07T00:05'});
      const wall = await watch();
      await wall.next();
      await come(5);
      const frozenAt = at(5);
      expect(await wall.change()).toMatchObject({kind: 'FREEZE', frozenAt, total: 0, delayMinutes: 10});
      await vote('bob', entries[0]);
      for (const minutes of [12, 16, 40]) {
        await come(minutes);
        for (const caller of [{}, host()]) expect(await seen(caller)).toEqual([0, 0, 0]);
      }
      await game.changeBallot({visibility: 'DELAYED', delayMinutes: 10, freezeAt: undefined});
      expect(await seen()).toEqual([2, 2, 2]);
    });

    test('where nothing so old was kept, nothing is shown', async () => {
      await start();
      await vote('ann', entries[0]);
      await game.changeBallot({visibility: 'DELAYED', delayMinutes: 10});
      for (const caller of [{}, host()]) {
        expect(await doors(caller)).toMatchObject({entry: {votes: null}, round: {tally: {hidden: true, total: 0}}});
      }
      await game.service.snapshots.keep();
      game.clock.set('2024-08-08T02:10:00.000Z');
      expect(await seen()).toEqual([1, 1, 1]);
    });

    test('counts are kept no longer than they may be shown, and by one instance', async () => {
      await begin();
      const snapshots = async () => {
        const rows = await game.service.database.read.query('SELECT COUNT(*) AS n FROM tally_snapshot');
        return Number(rows[0].n);
      };
      for (let minutes = 0; minutes <= 30; minutes++) await come(minutes);
      expect(await snapshots()).toBe(11);
      expect(await game.service.snapshots.keep()).toBe(0);
      await game.service.database.write((manager) =>
        manager.query("UPDATE tally_snapshot_lease SET holder = 'another', leasedUntil = '2999-01-01 00:00:00.000'"),
      );
      await come(31);
      expect(await snapshots()).toBe(11);
    });
  });

  describe('frozen by hand', () => {
    const FREEZE = (what: string) => `mutation ($id: ID!, $reason: String!) { ${what}(roundId: $id, reason: $reason) {
      countFreeze { at reason by } ballot { freezesAt frozen } tally { total frozenAt } } }`;
    const ask = (what: string, caller: Partial<Caller>, reason = '票数异常，先核查') =>
      execute(game.service, {query: FREEZE(what), variables: {id: game.roundId, reason}, caller});

    test('the counts stand still a few seconds later for everybody, and go on when it is taken back', async () => {
      await start();
      await vote('ann', entries[0]);
      const wall = await watch();
      await wall.next();
      const frozenAt = '2024-08-08T02:00:05.000Z';
      const {freezeCounts} = (await ask('freezeCounts', host())).expectData();
      expect(freezeCounts).toEqual({
        countFreeze: {at: frozenAt, reason: '票数异常，先核查', by: 'Somebody'},
        ballot: {freezesAt: frozenAt, frozen: false},
        tally: {total: 1, frozenAt: null},
      });
      await vote('bob', entries[0]);
      expect(await wall.change()).toMatchObject({kind: 'DELTA', total: 2});
      game.clock.set(frozenAt);
      await vote('cat', entries[0]);
      expect(await wall.change()).toMatchObject({kind: 'FREEZE', frozenAt, total: 2});
      for (const caller of [{}, host()]) expect((await doors(caller)).round.tally).toMatchObject({total: 2, frozenAt});
      (await ask('freezeCounts', host())).expectRefusal('COUNTS_FROZEN_ALREADY');

      const {thawCounts} = (await ask('thawCounts', host(), '核查完毕')).expectData();
      expect(thawCounts).toMatchObject({countFreeze: null, tally: {total: 3, frozenAt: null}});
      expect(await wall.change()).toMatchObject({kind: 'SNAPSHOT', total: 3, frozenAt: null});
      (await ask('thawCounts', host())).expectRefusal('COUNTS_NOT_FROZEN');
      const trail = await game.service.database.read.query(
        "SELECT action, reason FROM audit_row WHERE subjectType = 'Round' ORDER BY id",
      );
      expect(trail).toEqual([
        {action: 'freezeCounts', reason: '票数异常，先核查'},
        {action: 'thawCounts', reason: '核查完毕'},
      ]);
    });

    test('an earlier freeze of the definition holds, and outlives one by hand', async () => {
      await start({ballot: {freezeAt: '2024-08-08T10:30'}});
      (await ask('freezeCounts', host())).expectData();
      game.clock.set('2024-08-08T02:10:00.000Z');
      await vote('ann', entries[0]);
      expect((await doors()).round.tally).toMatchObject({total: 0});
      game.clock.set('2024-08-08T02:40:00.000Z');
      await vote('bob', entries[0]);
      const {thawCounts} = (await ask('thawCounts', host())).expectData();
      expect(thawCounts.tally).toEqual({total: 1, frozenAt: '2024-08-08T02:30:00.000Z'});
      (await ask('freezeCounts', host())).expectRefusal('COUNTS_FROZEN_ALREADY');
    });

    test.each([
      ['before the vote', '2024-08-06T15:00:00.000Z', 'freezeCounts', 'COUNTS_NO_VOTE'],
      ['after it', '2024-08-17T15:00:00.000Z', 'freezeCounts', 'COUNTS_NO_VOTE'],
      ['when nothing was frozen', '2024-08-08T02:00:00.000Z', 'thawCounts', 'COUNTS_NOT_FROZEN'],
    ])('%s it is refused', async (_, now, what, code) => {
      await start({now});
      (await ask(what, host())).expectRefusal(code);
    });

    test('only who steers the round may, and says why; who ordered it is told to who may read the round', async () => {
      await start();
      const auditor = accountWith(grantOf('AUDITOR', 'ah.'));
      (await ask('freezeCounts', auditor)).expectRefusal('NOT_PERMITTED');
      (await ask('freezeCounts', host(), '…')).expectRefusal('INPUT_INVALID');
      (await ask('freezeCounts', host())).expectData();
      const query = 'query ($id: ID!) { round(id: $id) { countFreeze { by } } }';
      const by = async (caller: Partial<Caller>) =>
        (await execute(game.service, {query, variables: {id: game.roundId}, caller})).expectData().round.countFreeze;
      expect([await by({}), await by(auditor)]).toEqual([null, {by: 'Somebody'}]);
    });
  });

  describe('the pace of the last hour', () => {
    const pace = async (caller: Partial<Caller> = {}) => {
      const query = 'query ($id: ID!) { round(id: $id) { votePace { from perMinute } } }';
      const {round} = (await execute(game.service, {query, variables: {id: game.roundId}, caller})).expectData();
      return round.votePace;
    };

    test('is told by whole minutes, and ends with the vote', async () => {
      await start();
      await vote('ann', entries[0], entries[1]);
      game.clock.set('2024-08-08T02:03:10.000Z');
      await vote('bob', entries[0]);
      game.clock.set('2024-08-08T02:05:59.000Z');
      await vote('cat', entries[0]);
      const told = await pace();
      expect(told.from).toBe('2024-08-08T01:05:00.000Z');
      expect(told.perMinute).toHaveLength(60);
      expect(told.perMinute.slice(-6)).toEqual([0, 2, 0, 0, 1, 0]);
      game.clock.set('2024-08-20T00:00:00.000Z');
      expect((await pace()).from).toBe('2024-08-16T15:00:00.000Z');
    });

    test('stands still with the counts, and is hidden with them', async () => {
      await start({ballot: {freezeAt: '2024-08-08T10:01'}});
      await vote('ann', entries[0]);
      game.clock.set('2024-08-08T02:01:00.000Z');
      const before = await pace();
      await vote('bob', entries[0]);
      game.clock.set('2024-08-08T02:09:00.000Z');
      expect(await pace(host())).toEqual(before);
      expect(before.perMinute.at(-1)).toBe(1);
      await game.changeBallot({visibility: 'HIDDEN'});
      expect(await pace()).toBeNull();
    });
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
