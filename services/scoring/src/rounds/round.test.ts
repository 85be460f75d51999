import {execute} from '@concours/kernel/testing/execute';
import {expectNoDrift} from '@concours/kernel/testing/expect-no-drift';
import {engines} from '@concours/kernel/testing/scratch-database';
import {buildSubgraph} from '@concours/kernel/subgraph';
import {type Contest, contest} from '../../testing/contest.js';
import {graph} from '../graph.js';

test('the SDL comes out without a database', () => {
  expect(buildSubgraph(graph()).sdl).toContain('type Round');
});

describe.each(engines)('rounds on %s', (engine) => {
  let game: Contest;
  beforeAll(async () => (game = await contest({engine, entries: 4})));
  afterAll(() => game.close());

  const round = async () => {
    const query = `query ($id: ID!) { round(id: $id) { key name english: name(language: EN) state entriesComplete entryCount
      ballot { opensAt closesAt perDay perRound perEntryPerDay marksAtLeast marksAtMost visibility delayMinutes frozen }
      components { key weight kind method most criteria { key most } } cut { to exactly }
      campaign { id } track { id } entries(first: 2) { totalCount nodes { number withdrawn submission { id } } pageInfo { hasNextPage } } } }`;
    return (await execute(game.service, {query, variables: {id: game.roundId}})).expectData().round;
  };

  test('entities and migrations agree', () => expectNoDrift(game.service.database));

  test('a round comes with its definition, and has no entries before the shortlist is closed', async () => {
    await game.apply();
    for (const work of game.works) await game.changeWork(work);
    expect(await round()).toMatchObject({
      key: 'semi-final',
      name: '复赛',
      english: 'Semi-final',
      state: 'OPEN',
      entriesComplete: false,
      entryCount: 0,
      ballot: {opensAt: '2024-08-06T16:00:00.000Z', closesAt: '2024-08-16T15:59:59.999Z', perDay: 5, perRound: null},
      components: [
        {key: 'vote', weight: '40', kind: 'BALLOT', method: 'SHARE_OF_LEADER', most: null},
        {key: 'judges', weight: '60', kind: 'PANEL', most: '100', criteria: [{key: 'singing', most: '100'}]},
      ],
      cut: {to: 30, exactly: true},
      track: {id: `${game.campaignId}:song`},
    });
  });

  test('a shortlist of which a work has not arrived leaves the round incomplete', async () => {
    const absent = '01J0000000000000000000ABSENT'.slice(0, 26);
    await game.closeShortlist([...game.works.map(({id}) => id), absent]);
    expect(await round()).toMatchObject({entriesComplete: false, entryCount: 0});
  });

  test('once count and digest match, its works are the entries, numbered in their order', async () => {
    await game.closeShortlist();
    expect(await round()).toMatchObject({
      entriesComplete: true,
      entryCount: 4,
      entries: {
        totalCount: 4,
        nodes: game.works.slice(0, 2).map(({id}, index) => ({number: `00${index + 1}`, submission: {id}})),
        pageInfo: {hasNextPage: true},
      },
    });
  });

  test('a work withdrawn stays in its place', async () => {
    await game.changeWork(game.works[0], {state: 'WITHDRAWN'});
    expect((await round()).entries.nodes[0]).toMatchObject({number: '001', withdrawn: true});
    expect(await round()).toMatchObject({entriesComplete: true});
  });

  test.each([
    ['2024-08-06T15:59:59.999Z', 'WAITING'],
    ['2024-08-16T16:00:00.000Z', 'CLOSED'],
  ])('at %s it is %s', async (now, state) => {
    game.clock.set(now);
    expect(await round()).toMatchObject({state});
  });

  test('a stage closed by hand closes the round', async () => {
    game.clock.set('2024-08-10T02:00:00.000Z');
    const closedAt = '2024-08-09T00:00:00.000Z';
    await game.apply({stages: [{key: 'online-vote', opensAt: '2024-08-06T16:00:00.000Z', closesAt: closedAt}]});
    expect(await round()).toMatchObject({state: 'CLOSED', ballot: {closesAt: closedAt}});
  });
});
