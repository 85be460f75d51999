import type {Caller} from '@concours/kernel/identity';
import {accountWith} from '@concours/kernel/testing/callers';
import {execute} from '@concours/kernel/testing/execute';
import {engines} from '@concours/kernel/testing/scratch-database';
import {type Contest, contest, type ContestOptions} from '../../testing/contest.js';
import {castIn, entryIdsOf, voter} from '../../testing/voting.js';

const QUERY = `query ($id: ID!) { round(id: $id) { ballot { voters } voting {
  voter remainingToday remainingInRound remainingNow nextAt ballotsLeftToday ballotsLeftInRound spent barred } } }`;

describe.each(engines)('what a voter has left, on %s', (engine) => {
  let game: Contest;
  let entries: string[];
  const start = async (options: Partial<ContestOptions> = {}) => {
    game = await (await contest({engine, entries: 4, ...options})).prepare();
    entries = await entryIdsOf(game);
  };
  afterEach(() => game.close());
  const ann = voter('ann');
  const round = async (caller: Partial<Caller>) =>
    (await execute(game.service, {query: QUERY, variables: {id: game.roundId}, caller})).expectData().round;
  const of = async (caller: Partial<Caller>) => (await round(caller)).voting;
  const vote = async (caller: Partial<Caller>, ...entryIds: string[]) =>
    (await castIn(game, {caller, entryIds})).expectData();

  test('is the whole allowance at first, less with each ballot, and whole again the next day', async () => {
    await start({ballot: {perDay: 5, perRound: 7, perEntryPerDay: 1, ballotsPerDay: 2}});
    expect(await of(ann)).toMatchObject({remainingToday: 5, remainingInRound: 7, ballotsLeftToday: 2, spent: []});
    await vote(ann, entries[0], entries[2]);
    expect(await of(ann)).toMatchObject({
      ...{remainingToday: 3, remainingInRound: 5, ballotsLeftToday: 1, ballotsLeftInRound: null, remainingNow: null},
      spent: [entries[0], entries[2]],
    });
    expect(await of(voter('bob'))).toMatchObject({remainingToday: 5, spent: []});
    game.clock.set('2024-08-08T16:00:00Z');
    expect(await of(ann)).toMatchObject({remainingToday: 5, remainingInRound: 5, ballotsLeftToday: 2, spent: []});
  });

  test('says of a rolling allowance when there is more', async () => {
    await start({ballot: {perDay: undefined, rolling: {marks: 1, hours: 24}}});
    expect(await of(ann)).toMatchObject({remainingNow: 1, nextAt: null});
    await vote(ann, entries[0]);
    expect(await of(ann)).toMatchObject({remainingNow: 0, nextAt: '2024-08-09T02:00:00.000Z'});
  });

  test('is the same for all who ask at once, whatever they ask while ballots are counted', async () => {
    await start({ballot: {perDay: 4}});
    await vote(ann, entries[0], entries[1]);
    const asked = await Promise.all(Array.from({length: 20}, () => of(ann)));
    expect(new Set(asked.map(({remainingToday}) => remainingToday))).toEqual(new Set([2]));
    const [, ...after] = await Promise.all([vote(ann, entries[2]), ...Array.from({length: 20}, () => of(ann))]);
    for (const {remainingToday} of after) expect([1, 2]).toContain(remainingToday);
    expect((await of(ann)).remainingToday).toBe(1);
  });

  test('names the voter by a mark that is theirs alone in this round, and nobody who may not vote', async () => {
    await start({ballot: {voters: ['PARTNER_APP', 'OPENID']}});
    expect((await round(ann)).ballot.voters).toEqual(['PARTNER_APP', 'OPENID']);
    const mark = (await of(ann)).voter;
    expect(mark).toMatch(/^[0-9a-f]{16}$/);
    expect((await of(ann)).voter).toBe(mark);
    const openid = {kind: 'voter' as const, voter: {app: 'openid:id.example.org', id: 'ann'}};
    const others = [voter('bob'), openid].map(async (caller) => (await of(caller)).voter);
    expect(new Set([mark, ...(await Promise.all(others))]).size).toBe(3);
    for (const caller of [accountWith(), {kind: 'anonymous' as const}, {kind: 'display' as const}]) {
      expect(await of(caller)).toEqual({
        ...{voter: null, remainingToday: null, remainingInRound: null, remainingNow: null, nextAt: null},
        ...{ballotsLeftToday: null, ballotsLeftInRound: null, spent: [], barred: []},
      });
    }
  });

  test('bars the works of the own unit where the round excludes them', async () => {
    await start({ballot: {ownUnitExcluded: true}});
    const unit = game.works[0].organisationId;
    const own = game.works.flatMap(({organisationId}, index) => (organisationId === unit ? [entries[index]] : []));
    expect((await of(voter('a', unit))).barred).toEqual(own);
    expect((await of(voter('a'))).barred).toEqual([]);
    await game.changeBallot({ownUnitExcluded: false});
    expect((await of(voter('a', unit))).barred).toEqual([]);
  });
});
