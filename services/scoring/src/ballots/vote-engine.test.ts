import type {BallotDefinition} from '@concours/schema/definition/round';
import {newId} from '@concours/kernel/ids';
import {isRefusal} from '@concours/kernel/refusal';
import {engines} from '@concours/kernel/testing/scratch-database';
import {type Contest, contest, silent} from '../../testing/contest.js';
import {countsIn, entryIdsOf} from '../../testing/voting.js';
import {openVoteStore} from '../compose-votes.js';
import {Campaigns} from '../campaigns/campaign.service.js';
import {Entries} from '../entries/entry.service.js';
import {Rounds} from '../rounds/round.service.js';
import {Submissions} from '../submissions/submission.service.js';
import {type BallotOrder, BallotPlanner} from './ballot-planner.js';
import {ClaimReading} from './claim-reading.js';
import {RoundBooks} from './round-book.service.js';
import {VoteEngine} from './vote-engine.js';
import {VoteReading} from './vote-reading.js';
import type {OnStep, VoteStore} from './vote-store.js';
import {VoterHistories} from './voter-histories.js';

describe.each(engines)('the vote engine on %s', (engine) => {
  let game: Contest;
  let entries: string[];
  const running: VoteEngine[] = [];

  /** An engine as another instance of the service would have it. */
  const instance = (o: {onStep?: OnStep; mostWaiting?: number; store?: (store: VoteStore) => VoteStore} = {}) => {
    const {database} = game.service;
    const campaigns = new Campaigns(database);
    const rounds = new Rounds(database, campaigns, {of: async () => new Map()}, game.clock);
    const books = new RoundBooks(
      database,
      rounds,
      new Entries(database, campaigns, new Submissions(database), rounds, game.clock),
    );
    const votes = new VoteReading(database);
    const store = openVoteStore(database, game.databaseUrl, o.onStep);
    const planner = new BallotPlanner(books, new VoterHistories(votes, new ClaimReading(database)));
    const made = new VoteEngine({
      store: o.store ? o.store(store) : store,
      votes,
      planner,
      books,
      log: silent,
      mostWaiting: o.mostWaiting,
    });
    running.push(made);
    return made;
  };
  const order = (voter: string, marks: number, requestId = newId()): BallotOrder => ({
    roundId: game.roundId,
    voter,
    requestId,
    entryIds: entries.slice(0, marks),
    at: game.clock.now().getTime(),
  });
  const outcomes = async (casts: Promise<unknown>[]) => {
    const settled = await Promise.allSettled(casts);
    const codes: Record<string, number> = {};
    for (const each of settled) {
      const code =
        each.status === 'fulfilled' ? 'counted' : isRefusal(each.reason) ? each.reason.code : String(each.reason);
      codes[code] = (codes[code] ?? 0) + 1;
    }
    return codes;
  };

  beforeEach(async () => {
    game = await (await contest({engine, entries: 5, ballot: {perDay: 5, perEntryPerDay: 5}})).prepare();
    entries = await entryIdsOf(game);
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((each) => each.stop()));
    expect(await game.service.reconciliation.check()).toEqual([]);
    await game.close();
  });

  test('a thousand ballots of one voter over two instances give exactly the allowance', async () => {
    const [one, two] = [instance(), instance()];
    const casts = Array.from({length: 1_000}, (_, index) => (index % 2 ? one : two).cast(order('ann', 1)));
    expect(await outcomes(casts)).toEqual({counted: 5, BALLOT_DAILY_ALLOWANCE_USED: 995});
    expect(await countsIn(game)).toEqual({stored: 5, tallied: 5});
  });

  test.each<[string, Partial<BallotDefinition>, number, string]>([
    ['marks a round', {perDay: undefined, perRound: 7}, 7, 'BALLOT_ROUND_ALLOWANCE_USED'],
    ['marks a day and a round', {perDay: 9, perRound: 6}, 6, 'BALLOT_ROUND_ALLOWANCE_USED'],
    ['marks for an entry a day', {perDay: 9, perEntryPerDay: 3}, 3, 'BALLOT_ENTRY_ALLOWANCE_USED'],
    ['marks for an entry a round', {perDay: 9, perEntryPerRound: 4}, 4, 'BALLOT_ENTRY_ROUND_ALLOWANCE_USED'],
    ['ballots a day', {perDay: 9, ballotsPerDay: 2}, 2, 'BALLOT_DAILY_BALLOTS_USED'],
    ['ballots a round', {perDay: 9, ballotsPerRound: 3}, 3, 'BALLOT_ROUND_BALLOTS_USED'],
    ['a rolling allowance', {perDay: undefined, rolling: {marks: 6, hours: 24}}, 6, 'BALLOT_ROLLING_ALLOWANCE_USED'],
  ])('a thousand ballots of one voter over two instances: exactly the allowance of %s', async (_, some, most, code) => {
    await game.changeBallot({perEntryPerDay: undefined, ...some});
    const [one, two] = [instance(), instance()];
    const casts = Array.from({length: 1_000}, (__, index) => (index % 2 ? one : two).cast(order('ann', 1)));
    expect(await outcomes(casts)).toEqual({counted: most, [code]: 1_000 - most});
    expect(await countsIn(game)).toEqual({stored: most, tallied: most});
  });

  test('what an entry was given while its limit was out of reach counts when the limit is lowered', async () => {
    const before = instance();
    await before.cast(order('ann', 1));
    await before.cast(order('ann', 1));
    expect(await game.service.database.read.query('SELECT entry_slot AS slot FROM vote')).toEqual([
      {slot: null},
      {slot: null},
    ]);
    await game.changeBallot({perEntryPerDay: 2});
    for (const each of [before, instance()])
      expect(await outcomes([each.cast(order('ann', 1))])).toEqual({BALLOT_ENTRY_ALLOWANCE_USED: 1});
    await game.changeBallot({perEntryPerDay: 3});
    expect(await outcomes([instance().cast(order('ann', 1)), before.cast(order('ann', 1))])).toEqual({
      ...{counted: 1, BALLOT_ENTRY_ALLOWANCE_USED: 1},
    });
  });

  test('ballots that rest on one whose outcome is not known are planned anew, and nothing of the allowance is lost', async () => {
    let batches = 0;
    const one = instance({
      onStep: (step) => {
        if (step === 'commit' && ++batches === 1) throw new Error('broken');
      },
    });
    // more than are planned at once: the others are planned while the first are written
    const first = Array.from({length: 400}, () => one.cast(order('ann', 1)));
    const {counted = 0, BALLOT_OUTCOME_UNKNOWN: unknown = 0} = await outcomes(first);
    expect(unknown).toBeGreaterThan(0);
    expect(counted).toBe(5);
    expect(await countsIn(game)).toEqual({stored: 5, tallied: 5});
  });

  test('ballots of all limits at once over two instances leave nothing of those that lost', async () => {
    await game.changeBallot({
      ...{perDay: 4, perRound: 4, perEntryPerDay: 2, perEntryPerRound: 2, ballotsPerDay: 3, ballotsPerRound: 3},
      rolling: {marks: 4, hours: 1},
    });
    const [one, two] = [instance(), instance()];
    const voters = Array.from({length: 40}, (_, index) => `voter ${index}`);
    const casts = [one, two, one, two].flatMap((each) => voters.map((voter) => each.cast(order(voter, 2))));
    const {counted} = await outcomes(casts);
    expect(counted).toBe(80);
    expect(await countsIn(game)).toEqual({stored: 160, tallied: 160});
    const {read} = game.service.database;
    const rows = async (table: string) => Number((await read.query(`SELECT COUNT(*) AS n FROM ${table}`))[0].n);
    // of each ballot one claim for the day, one for the round and two for its entries
    expect([await rows('vote_claim'), await rows('vote_turn')]).toEqual([80 * 4, 160]);
  });

  test('ballots of two marks over two instances: whole ones only, and what is left is told', async () => {
    const [one, two] = [instance(), instance()];
    const voters = Array.from({length: 50}, (_, index) => `voter ${index}`);
    const casts = [one, two, one, two].flatMap((each) => voters.map((voter) => each.cast(order(voter, 2))));
    expect(await outcomes(casts)).toEqual({counted: 100, BALLOT_DAILY_ALLOWANCE_USED: 100});
    expect(await countsIn(game)).toEqual({stored: 200, tallied: 200});
  });

  test('one request sent to two instances at once counts once', async () => {
    const [one, two] = [instance(), instance()];
    const sent = Array.from({length: 100}, (_, index) => order(`voter ${index % 10}`, 1, `request ${index % 10}`));
    const answers = await Promise.all(sent.flatMap((each) => [one.cast(each), two.cast(each)]));
    expect(answers.filter(({replayed}) => !replayed)).toHaveLength(10);
    expect(await countsIn(game)).toEqual({stored: 10, tallied: 10});
  });

  test.each(['marks', 'tally', 'commit', 'committed'] as const)(
    'a batch that breaks at "%s" is of unknown outcome, and the same requests again count once',
    async (at) => {
      let batches = 0;
      const one = instance({
        onStep: (step) => {
          if (step === at && ++batches === 2) throw new Error('broken');
        },
      });
      const orders = Array.from({length: 100}, (_, index) => order(`voter ${index}`, 1));
      const {counted, ...rest} = await outcomes(orders.map((each) => one.cast(each)));
      expect(rest).toEqual({BALLOT_OUTCOME_UNKNOWN: 100 - counted});
      expect(await outcomes(orders.map((each) => one.cast(each)))).toEqual({counted: 100});
      expect(await countsIn(game)).toEqual({stored: 100, tallied: 100});
    },
  );

  test('nobody is answered before the batch is durable', async () => {
    let [release, stored]: (() => void)[] = [];
    const held = new Promise<void>((resolve) => (release = resolve));
    const committing = new Promise<void>((resolve) => (stored = resolve));
    const seen: string[] = [];
    const one = instance({
      store: (store) => ({
        inBackground: store.inBackground,
        close: () => store.close(),
        commit: async (batch) => {
          const committed = await store.commit(batch);
          stored();
          await held;
          seen.push('durable');
          return committed;
        },
      }),
    });
    const cast = one.cast(order('ann', 1)).then(() => seen.push('answered'));
    await committing;
    expect(seen).toEqual([]);
    release();
    await cast;
    expect(seen).toEqual(['durable', 'answered']);
  });

  test('beyond the bound of the queue ballots are refused at once, and nothing of them is stored', async () => {
    const one = instance({mostWaiting: 10});
    const codes = await outcomes(Array.from({length: 50}, (_, index) => one.cast(order(`voter ${index}`, 1))));
    expect(codes.BALLOT_BUSY).toBeGreaterThanOrEqual(38);
    expect(await countsIn(game)).toEqual({stored: codes.counted, tallied: codes.counted});
  });

  test('the demo loads its votes through the same limits', async () => {
    const many = Array.from({length: 6_000}, (_, index) => order(`voter ${index % 1_000}`, 1));
    const outcome = await game.service.loading.load(many);
    expect(outcome).toEqual({counted: 5_000, refused: {BALLOT_DAILY_ALLOWANCE_USED: 1_000}});
    expect(await countsIn(game)).toEqual({stored: 5_000, tallied: 5_000});
  });
});
