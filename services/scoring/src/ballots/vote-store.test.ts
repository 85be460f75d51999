import type {Database} from '@concours/kernel/database';
import {newId} from '@concours/kernel/ids';
import {engines} from '@concours/kernel/testing/scratch-database';
import {type Contest, contest} from '../../testing/contest.js';
import {countsIn, entryIdsOf} from '../../testing/voting.js';
import {openVoteStore} from '../compose-votes.js';
import {Entry} from '../entries/entry.js';
import {Round} from '../rounds/round.js';
import {claimKinds} from './ballot.rules.js';
import {unknownOrigin} from './origin.js';
import {VoteReading} from './vote-reading.js';
import type {PlannedBallot, Step, VoteStore} from './vote-store.js';

/** One contract; each adapter keeps it. */
describe.each(engines)('the vote store on %s', (engine) => {
  let game: Contest;
  let database: Database;
  let round: Round;
  let entries: Entry[];
  let votes: VoteReading;
  const stores: VoteStore[] = [];
  let breakAt: Step | undefined;

  const open = (): VoteStore => {
    const store = openVoteStore(database, game.databaseUrl, (step) => {
      if (step !== breakAt) return;
      breakAt = undefined;
      throw new Error(`broken at ${step}`);
    });
    stores.push(store);
    return store;
  };

  beforeEach(async () => {
    game = await (await contest({engine, entries: 4, ballot: {perEntryPerDay: 2}})).prepare();
    ({database} = game.service);
    votes = new VoteReading(database);
    round = await database.read.findOneByOrFail(Round, {id: game.roundId});
    entries = await database.read.find(Entry, {where: {roundId: game.roundId}, order: {position: 'ASC'}});
    expect(await entryIdsOf(game)).toEqual(entries.map(({id}) => id));
  });
  afterEach(async () => {
    expect(await votes.discrepancies()).toEqual([]);
    await Promise.all(stores.splice(0).map((store) => store.close()));
    await game.close();
  });

  const ballot = (voter: string, slots: number[], change: Partial<PlannedBallot> = {}): PlannedBallot => ({
    round: round.ref,
    voter,
    request: newId(),
    day: 20240808,
    at: Date.parse('2024-08-08T02:00:00.000Z'),
    shown: true,
    origin: unknownOrigin,
    marks: slots.map((slot, index) => ({entry: entries[index].ref, slot, roundSlot: null, entrySlot: 1})),
    ...change,
  });
  const commit = (store: VoteStore, ...ballots: PlannedBallot[]) =>
    store.commit({ballots, revisions: new Map([[round.ref, round.revision]])});

  test('stores marks, counts them by entry, and reads a ballot back in its order', async () => {
    const one = ballot('ann', [1, 2, 3]);
    expect(await commit(open(), one, ballot('bob', [1], {shown: false}))).toEqual({stale: [], taken: new Set()});
    expect((await votes.ballot(round.ref, 'ann', one.request)).map(({entry, slot, day}) => [entry, slot, day])).toEqual(
      [
        [entries[0].ref, 1, 20240808],
        [entries[1].ref, 2, 20240808],
        [entries[2].ref, 3, 20240808],
      ],
    );
    expect(await votes.ballot(round.ref, 'Ann', one.request)).toEqual([]);
    expect((await votes.counts(round.ref)).sort((a, b) => a.entry - b.entry)).toEqual([
      {entry: entries[0].ref, votes: 2, shown: 1},
      {entry: entries[1].ref, votes: 1, shown: 1},
      {entry: entries[2].ref, votes: 1, shown: 1},
    ]);
    expect(await votes.lastMinute(round.ref, one.at)).toBe(4);
    expect(await votes.lastMinute(round.ref, one.at + 60_000)).toBe(0);
  });

  test('each mark carries where its ballot comes from, or nothing where nothing is known', async () => {
    const origin = {device: '00ff10203040507f', since: 20240229, constituency: 7};
    const [one, two] = [ballot('ann', [1, 2], {origin}), ballot('bob', [1])];
    await database.write((manager) => manager.query(`INSERT INTO vote_constituency VALUES (${round.ref}, 7, 'north')`));
    await commit(open(), one, two);
    const read = async (voter: string, {request}: PlannedBallot) =>
      (await votes.ballot(round.ref, voter, request)).map((mark) => mark.origin);
    expect(await read('ann', one)).toEqual([origin, origin]);
    expect(await read('bob', two)).toEqual([unknownOrigin]);
  });

  test.each<[string, (first: PlannedBallot) => Partial<PlannedBallot>]>([
    ['a slot of the day', () => ({marks: [{entry: 0, slot: 3, roundSlot: null, entrySlot: 1}]})],
    ['a slot of the entry', () => ({marks: [{entry: 0, slot: 4, roundSlot: null, entrySlot: 1}]})],
    ['the request id', ({request}) => ({request, marks: [{entry: 0, slot: 4, roundSlot: null, entrySlot: 2}]})],
  ])('a ballot that finds %s taken is not stored at all, the others of its batch are', async (_, changed) => {
    const store = open();
    const first = ballot('ann', [1, 2, 3]);
    await commit(store, first);
    const change = changed(first);
    // Its other marks are free, so they are stored before the one that is not.
    const late = ballot('ann', [], {
      ...change,
      marks: [
        ...('request' in change ? [] : [{entry: entries[3].ref, slot: 5, roundSlot: null, entrySlot: 1}]),
        ...change.marks!.map((mark) => ({...mark, entry: entries[0].ref})),
      ],
    });
    const {taken} = await commit(store, ballot('bob', [1]), late, ballot('cat', [1]));
    expect([...taken]).toEqual([1]);
    expect(await countsIn(game)).toEqual({stored: 5, tallied: 5});
  });

  const rolling = {marks: 2, hours: 24};
  const {ENTRY_ROUND, BALLOT_DAY, BALLOT_ROUND} = claimKinds;
  const HOUR = 3_600_000;
  const turn = (slot: number, beforeAt: number | null = null, position = 0) => ({slot, rolling, beforeAt, position});
  const withAllLimits = async () => {
    await game.changeBallot({
      ...{perDay: 5, perRound: 6, perEntryPerDay: 2, perEntryPerRound: 2, ballotsPerDay: 2, ballotsPerRound: 3},
      rolling,
    });
    round = await database.read.findOneByOrFail(Round, {id: game.roundId});
  };

  test.each<[string, Pick<PlannedBallot, 'claims' | 'turns'>, boolean]>([
    ['the second ballot of the day', {claims: [{kind: BALLOT_DAY, subject: 20240808, slot: 2, position: 0}]}, false],
    ['the first of another day', {claims: [{kind: BALLOT_DAY, subject: 20240809, slot: 1, position: 0}]}, false],
    ['the first of the day again', {claims: [{kind: BALLOT_DAY, subject: 20240808, slot: 1, position: 0}]}, true],
    ['the first of the round again', {claims: [{kind: BALLOT_ROUND, subject: 0, slot: 1, position: 0}]}, true],
    ['an entry again', {claims: [{kind: ENTRY_ROUND, subject: 1, slot: 1, position: 1}]}, true],
    ['the second mark of a span', {turns: [turn(2)]}, false],
    ['the first mark of a span again', {turns: [turn(2, null, 1), turn(1)]}, true],
  ])('a ballot takes its claims with it or leaves nothing: %s', async (_, rarer, isTaken) => {
    await withAllLimits();
    const store = open();
    const first = {
      claims: [
        {kind: BALLOT_DAY, subject: 20240808, slot: 1, position: 0},
        {kind: BALLOT_ROUND, subject: 0, slot: 1, position: 0},
        {kind: ENTRY_ROUND, subject: 1, slot: 1, position: 0},
      ],
      turns: [turn(1)],
    };
    await commit(store, ballot('ann', [1], first));
    const marks = [3, 4].map((slot) => ({entry: entries[3].ref, slot, roundSlot: null, entrySlot: slot - 2}));
    const {taken} = await commit(store, ballot('bob', [1]), ballot('ann', [], {marks, ...rarer}), ballot('cat', [1]));
    expect([...taken]).toEqual(isTaken ? [1] : []);
    const left = 3 + (isTaken ? 0 : 2);
    expect(await countsIn(game)).toEqual({stored: left, tallied: left});
    const rows = async (table: string) =>
      Number((await database.read.query(`SELECT COUNT(*) AS n FROM ${table}`))[0].n);
    expect((await rows('vote_claim')) + (await rows('vote_turn'))).toBe(isTaken ? 4 : 5);
  });

  /** After two good marks of ann's. */
  async function expectRefused(wrong: (at: number) => Partial<PlannedBallot>, reason: RegExp): Promise<void> {
    await withAllLimits();
    const store = open();
    const one = ballot('ann', [1, 2], {turns: [turn(1), turn(2, null, 1)]});
    await commit(store, one);
    const late = ballot('ann', [3], {day: 20240810, ...wrong(one.at)});
    await expect(commit(store, late)).rejects.toMatchObject({message: expect.stringMatching(reason)});
    expect(await countsIn(game)).toEqual({stored: 2, tallied: 2});
  }

  test.each<[string, (at: number) => Partial<PlannedBallot>]>([
    ['a third mark for an entry in a round', () => ({claims: [{kind: ENTRY_ROUND, subject: 1, slot: 3, position: 0}]})],
    ['a third ballot of a day', () => ({claims: [{kind: BALLOT_DAY, subject: 20240808, slot: 3, position: 0}]})],
    ['a fourth ballot of a round', () => ({claims: [{kind: BALLOT_ROUND, subject: 0, slot: 4, position: 0}]})],
    ['a third mark in a span as if nothing were before it', () => ({turns: [turn(3)]})],
    ['a third mark an hour too soon', (at) => ({at: at + 23 * HOUR, turns: [turn(3, at)]})],
    ['a third mark after one that was never given', (at) => ({at: at + 48 * HOUR, turns: [turn(3, at + HOUR)]})],
    ['an allowance that the round has not', () => ({turns: [{...turn(3), rolling: {marks: 9, hours: 1}}]})],
  ])('the database refuses a program that gives %s', (_, wrong) =>
    expectRefused(wrong, /FOREIGN KEY|CHECK|CONSTRAINT/),
  );

  test.each<[string, Partial<PlannedBallot>]>([
    ['a seventh mark of a round', {marks: [{entry: 1, slot: 1, roundSlot: 7, entrySlot: 1}]}],
    ['a third mark for an entry in a day', {marks: [{entry: 1, slot: 1, roundSlot: 1, entrySlot: 3}]}],
  ])('the store, by the tables of the same transaction, refuses a program that gives %s', (_, wrong) =>
    expectRefused(() => wrong, /vote_bounds/),
  );

  test('a mark as many hours later as the allowance says is taken', async () => {
    await withAllLimits();
    const one = ballot('ann', [1, 2], {turns: [turn(1), turn(2, null, 1)]});
    const store = open();
    await commit(store, one);
    const at = one.at + 24 * HOUR;
    const {taken} = await commit(store, ballot('ann', [1], {day: 20240809, at, turns: [turn(3, one.at)]}));
    expect(taken.size).toBe(0);
  });

  test('a batch that was planned by another revision is not stored', async () => {
    await game.changeBallot({perDay: 4});
    const outcome = await commit(open(), ballot('ann', [1]));
    expect(outcome).toEqual({stale: [round.ref], taken: new Set()});
    expect(await countsIn(game)).toEqual({stored: 0, tallied: 0});
  });

  test('a program that gives more slots than the round allows is stopped by the database', async () => {
    const refused = {code: expect.stringMatching(/FOREIGNKEY|NO_REFERENCED_ROW/)};
    await expect(commit(open(), ballot('ann', [6]))).rejects.toMatchObject(refused);
    expect(await countsIn(game)).toEqual({stored: 0, tallied: 0});
  });

  test('two writers at once, many voters in common: each slot once, tallies by writer', async () => {
    const writers = [open(), open()];
    const taken = await Promise.all(
      Array.from({length: 20}, async (_, turn) => {
        const voters = Array.from({length: 25}, (__, index) => ballot(`voter ${(turn * 7 + index) % 40}`, [1, 2]));
        return (await commit(writers[turn % 2], ...unique(voters))).taken.size;
      }),
    );
    const stored = 20 * 25 - taken.reduce((sum, some) => sum + some, 0);
    expect(stored).toBe(40);
    expect(await countsIn(game)).toEqual({stored: 80, tallied: 80});
  });

  test.each<[Step, number]>([
    ['begin', 0],
    ['marks', 0],
    ['tally', 0],
    ['commit', 0],
    ['committed', 2],
  ])('when it breaks at "%s" the caller does not know, and %d marks are stored and tallied', async (step, marks) => {
    const store = open();
    const one = ballot('ann', [1, 2]);
    breakAt = step;
    await expect(commit(store, one)).rejects.toThrow('broken');
    expect(await countsIn(game)).toEqual({stored: marks, tallied: marks});
    // The same ballot again finds out, and the store has recovered.
    const {taken} = await commit(store, one, ballot('bob', [1]));
    expect(taken.size).toBe(marks === 0 ? 0 : 1);
    expect(await countsIn(game)).toEqual({stored: 3, tallied: 3});
  });

  test('writers have numbers of their own while they live, and give them back', async () => {
    const [one, two] = [open(), open()];
    await commit(one, ballot('ann', [1]));
    await commit(two, ballot('bob', [1]));
    await one.close();
    await commit(open(), ballot('cat', [1]));
    const rows: {writer: number; batches: number}[] = await database.read.query(
      'SELECT writer, COUNT(DISTINCT batch) AS batches FROM vote GROUP BY writer ORDER BY writer',
    );
    expect(rows.map(({writer, batches}) => [Number(writer), Number(batches)])).toEqual([
      [1, 2],
      [2, 1],
    ]);
  });
});

/** One ballot a voter: the second would take the first one's slots within the batch. */
function unique(ballots: readonly PlannedBallot[]): PlannedBallot[] {
  return [...new Map(ballots.map((ballot) => [ballot.voter, ballot])).values()];
}
