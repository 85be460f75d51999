import type {Caller} from '@concours/kernel/identity';
import {execute} from '@concours/kernel/testing/execute';
import {accountWith, grantOf} from '@concours/kernel/testing/callers';
import {engines} from '@concours/kernel/testing/scratch-database';
import {subscribe} from '@concours/kernel/testing/subscribe';
import {type Contest, contest, type ContestOptions, semiFinal} from '../../testing/contest.js';
import {castIn, countsIn, entryIdsOf, voter} from '../../testing/voting.js';
import {VoteReading} from '../ballots/vote-reading.js';
import {verifyLedger} from '../ledger/verify-ledger.js';
import {SignalRow} from '../signals/signal-tables.js';
import {BallotHold} from './ballot-hold.js';
import {withheldDifferences} from './withheld-differences.js';
import type {Change} from './withholding.service.js';

const owner = accountWith(grantOf('CAMPAIGN_OWNER', 'ah.'));
const TALLY = `query ($id: ID!) {round(id: $id) {tally {total entries {id votes}}
  tallyCorrections(first: 50) {totalCount nodes {kind rule by reason ballots entries {votes}}}}}`;

describe.each(engines)('what is withheld of the votes, on %s', (engine) => {
  let game: Contest;
  let entries: string[];
  const start = async (options: Partial<ContestOptions> = {}) => {
    game = await (await contest({engine, entries: 4, ...options})).prepare();
    entries = await entryIdsOf(game);
  };
  afterEach(() => game.close());

  const cast = async (id: string, chosen: number[], device?: string) => {
    const caller = {...voter(id), ...(device !== undefined && {device})};
    const requestId = `request.of.${id.replaceAll(' ', '.')}`;
    (await castIn(game, {caller, requestId, entryIds: chosen.map((index) => entries[index]!)})).expectData();
  };
  /** Eight identities on one phone, each for the second entry and another. */
  const phone = async () => {
    for (let index = 0; index < 8; index++) await cast(`card ${index}`, [1, index % 2 === 0 ? 2 : 3], 'phone-1');
  };
  const look = async () => {
    await game.service.ledger.sealing.seal();
    return game.service.watching.work();
  };
  const seen = async (caller?: Partial<Caller>) =>
    (await execute(game.service, {query: TALLY, variables: {id: game.roundId}, caller})).expectData().round;
  const votes = async (): Promise<number[]> =>
    (await seen()).tally.entries.map((entry: {votes: number}) => entry.votes);
  const change = async <T>(work: (i: Change) => Promise<T>, reason = 'looked at'): Promise<T> => {
    const view = await game.service.slices.rounds.viewById(game.roundId);
    return game.service.database.write(async (manager, after) => {
      await game.service.slices.withholding.begin(manager, view);
      return work({manager, after, view, why: {caller: owner, reason, caseId: null}});
    });
  };
  const signals = () => game.service.database.read.find(SignalRow, {order: {id: 'ASC'}});
  const all = {where: '1 = 1', values: []};
  const verify = async (): Promise<string[]> => {
    await game.service.ledger.sealing.seal();
    const said: string[] = [];
    const isWhole = await verifyLedger(game.service.database.read, [], (line) => said.push(line));
    return isWhole ? [] : said;
  };
  const expectExact = async () => {
    const {round, limits} = await game.service.slices.rounds.viewById(game.roundId);
    const about = {round: round.ref, freezesAt: limits!.freezesAt};
    expect(await withheldDifferences(game.service.database.read, about)).toEqual([]);
  };

  const byRule = {ballot: {integrity: {hold: ['DEVICE' as const]}}};

  test('a device with more identities than allowed is put aside by the rule: everybody sees less, and why; nothing is changed below', async () => {
    await start(byRule);
    await cast('ann', [0, 1]);
    for (let index = 0; index < 4; index++) await cast(`card ${index}`, [1], 'phone-1');
    await look();
    expect([await votes(), await signals()]).toEqual([[1, 5, 0, 0], []]);
    for (let index = 4; index < 8; index++) await cast(`card ${index}`, [1, 2], 'phone-1');
    expect(await look()).toBe(4);
    expect(await votes()).toEqual([1, 1, 0, 0]);
    expect((await seen()).tally.total).toBe(2);
    // and what it does afterwards
    await cast('card 9', [1], 'phone-1');
    await look();
    expect(await votes()).toEqual([1, 1, 0, 0]);
    const [signal] = await signals();
    expect(signal).toMatchObject({
      kind: 'DEVICE',
      state: 'HELD',
      ballots: 9,
      marks: 13,
      evidence: {figures: {VOTERS: 9, VOTERS_ALLOWED: 5}},
    });
    expect((await seen()).tallyCorrections).toEqual({
      totalCount: 2,
      nodes: [
        {
          kind: 'HELD',
          rule: 'DEVICE',
          by: null,
          reason: expect.stringContaining('DEVICE'),
          ballots: 1,
          entries: [{votes: -1}],
        },
        {
          kind: 'HELD',
          rule: 'DEVICE',
          by: null,
          reason: expect.stringContaining('DEVICE'),
          ballots: 8,
          entries: [{votes: -8}, {votes: -4}],
        },
      ],
    });
    expect(await countsIn(game)).toEqual({stored: 15, tallied: 15});
    expect(await new VoteReading(game.service.database).discrepancies()).toEqual([]);
    await expectExact();
    expect(await verify()).toEqual([]);
  });

  test('without a rule it is flagged and counts; looked at twice, after a restart, it is the same', async () => {
    await start();
    await phone();
    await look();
    expect(await votes()).toEqual([0, 8, 4, 4]);
    expect(await signals()).toMatchObject([{kind: 'DEVICE', state: 'FLAGGED', ballots: 8}]);
    await game.service.database.write((manager) => manager.query('DELETE FROM signal_cursor'));
    await look();
    expect(await signals()).toMatchObject([{kind: 'DEVICE', state: 'FLAGGED', ballots: 8, marks: 16}]);
  });

  test('what is released counts again, and a rule does not put it aside a second time', async () => {
    await start(byRule);
    await phone();
    await look();
    expect(await votes()).toEqual([0, 0, 0, 0]);
    expect(
      await change((i) => game.service.slices.withholding.release({...i, selection: all, from: 'HELD'})),
    ).toMatchObject({
      ...{kind: 'RELEASED', ballots: 8, byName: owner.name},
    });
    expect(await votes()).toEqual([0, 8, 4, 4]);
    await game.service.database.write((manager) => manager.query('DELETE FROM signal_cursor'));
    await look();
    expect(await votes()).toEqual([0, 8, 4, 4]);
    expect(
      await change((i) => game.service.slices.withholding.release({...i, selection: all, from: 'HELD'})),
    ).toBeNull();
    await expectExact();
  });

  test('a void is a line in the ledger with the hash of its reason, and so is its reversal; the verifier wants exactly these', async () => {
    await start(byRule);
    await phone();
    await look();
    const {withholding} = game.service.slices;
    await change((i) => withholding.void({...i, selection: all}), 'one phone, eight cards');
    // not sealed yet: the decision itself says so
    expect(await verifyLedger(game.service.database.read, [], () => undefined)).toBe(true);
    expect(await verify()).toEqual([]);
    const blocks: {kind: string; ballots: number; marks: number}[] = await game.service.database.read.query(
      "SELECT kind, ballots, marks FROM ledger_block WHERE kind = 'VOIDS'",
    );
    expect(blocks).toMatchObject([{kind: 'VOIDS', ballots: 8, marks: 0}]);
    expect(await votes()).toEqual([0, 0, 0, 0]);
    await expectExact();
    // who holds the receipt of one is told so
    const again = 'mutation ($input: BallotInput!) {castBallot(input: $input) {receipt}}';
    const input = {roundId: game.roundId, requestId: 'request.of.card.0', entryIds: [entries[1], entries[2]]};
    const caller = {...voter('card 0'), device: 'phone-1'};
    const {receipt} = (await execute(game.service, {query: again, variables: {input}, caller})).expectData().castBallot;
    const proof = 'query ($receipt: String!) {ledgerProof(receipt: $receipt) {state voided {reason sealed}}}';
    expect((await execute(game.service, {query: proof, variables: {receipt}})).expectData().ledgerProof).toEqual({
      ...{state: 'AWAITING_HEAD', voided: {reason: 'one phone, eight cards', sealed: true}},
    });
    // somebody counts one again by hand
    await game.service.database.write((manager) =>
      manager.update(BallotHold, {seq: 0, state: 'VOID'}, {state: 'RELEASED'}),
    );
    expect((await verify()).join('\n')).toContain('void by the ledger, and counted');
    await game.service.database.write((manager) => manager.update(BallotHold, {state: 'RELEASED'}, {state: 'VOID'}));
    expect(await verify()).toEqual([]);
    await change((i) => withholding.release({...i, selection: all, from: 'VOID'}), 'the appeal was right');
    expect(await verify()).toEqual([]);
    expect(await votes()).toEqual([0, 8, 4, 4]);
    // and one is put aside for good without a line
    await game.service.database.write((manager) => manager.update(BallotHold, {state: 'RELEASED'}, {state: 'VOID'}));
    expect((await verify()).join('\n')).toContain('the ledger does not say that it is void');
  });

  test('the count of a suspended entry stands still, whatever comes in; resumed it is whole', async () => {
    await start();
    await cast('ann', [0, 1]);
    const [ref] = (await game.service.slices.entries.ofRound(game.roundId)).map((entry) => entry.ref);
    await change((i) => game.service.slices.withholding.suspend({...i, entry: ref!}));
    await cast('bob', [0, 1]);
    await cast('cat', [0]);
    expect(await votes()).toEqual([1, 2, 0, 0]);
    expect(await change((i) => game.service.slices.withholding.suspend({...i, entry: ref!}))).toBeNull();
    expect(await change((i) => game.service.slices.withholding.resume({...i, entry: ref!}))).toMatchObject({
      ...{kind: 'RESUMED', ballots: 0, entries: [{entry: ref, votes: 2, shown: 2}]},
    });
    expect(await votes()).toEqual([3, 2, 0, 0]);
  });

  test('a count that falls is told live as a CORRECTION, never as a delta', async () => {
    await start();
    await phone();
    await look();
    const live = await subscribe(game.service, {
      query: 'subscription ($id: ID!) {roundTally(roundId: $id) {kind revision total entries {votes}}}',
      variables: {id: game.roundId},
    });
    const first = (await live.next()).roundTally;
    expect(first).toMatchObject({kind: 'SNAPSHOT', total: 16});
    const [signal] = await signals();
    await change((i) => game.service.slices.withholding.hold({...i, signals: [signal!.id]}));
    expect((await live.next()).roundTally).toEqual({
      ...{kind: 'CORRECTION', revision: first.revision + 1, total: 0},
      entries: [{votes: 0}, {votes: 0}, {votes: 0}],
    });
    await live.stop();
  });

  test('what was shown before the freeze stays right when the freeze is moved', async () => {
    const freezeAt = '2024-08-08T12:00';
    await start({ballot: {...byRule.ballot, freezeAt}});
    await phone();
    game.clock.set('2024-08-08T05:00:00.000Z');
    await cast('late', [1], 'phone-1');
    await look();
    const shown = async () =>
      Number((await game.service.database.read.query('SELECT SUM(shown) AS shown FROM vote_withheld'))[0].shown);
    expect(await shown()).toBe(16);
    await game.changeBallot({freezeAt: '2024-08-08T20:00'});
    expect(await shown()).toBe(17);
    await expectExact();
  });

  test('the result is not frozen while ballots are put aside or an entry is suspended; after it nothing is corrected', async () => {
    const voteOnly = {
      ...semiFinal,
      ballot: {...semiFinal.ballot!, integrity: {hold: ['DEVICE' as const]}},
      components: [{...semiFinal.components[0]!, weight: '100'}],
      ties: ['SUBMITTED_EARLIER' as const, 'LOT' as const],
      cut: undefined,
    };
    await start({rounds: [voteOnly]});
    await cast('ann', [0]);
    await phone();
    await look();
    game.clock.set('2024-08-16T16:00:00.000Z');
    const freeze = () =>
      execute(game.service, {
        query: 'mutation ($id: ID!) {freezeResult(roundId: $id) {rows {entry {id} total}}}',
        variables: {id: game.roundId},
        caller: owner,
      });
    expect((await freeze()).expectRefusal('RESULT_BALLOTS_HELD')).toMatchObject({ballots: 8, entries: 0});
    const {withholding, entries: works} = game.service.slices;
    await change((i) => withholding.void({...i, selection: all}));
    const [ref] = (await works.ofRound(game.roundId)).map((entry) => entry.ref);
    await change((i) => withholding.suspend({...i, entry: ref!}));
    expect((await freeze()).expectRefusal('RESULT_BALLOTS_HELD')).toMatchObject({ballots: 0, entries: 1});
    await change((i) => withholding.resume({...i, entry: ref!}));
    const {rows} = (await freeze()).expectData().freezeResult;
    expect(rows[0]).toMatchObject({entry: {id: entries[0]}});
    await expect(change((i) => withholding.release({...i, selection: all, from: 'VOID'}))).rejects.toMatchObject({
      extensions: {code: 'INTEGRITY_RESULT_FROZEN'},
    });
  });
});
