import type {Caller} from '@concours/kernel/identity';
import {execute} from '@concours/kernel/testing/execute';
import {engines} from '@concours/kernel/testing/scratch-database';
import {type Contest, contest} from '../../testing/contest.js';
import {castIn, countsIn, entryIdsOf, voter} from '../../testing/voting.js';
import {Round} from '../rounds/round.js';
import {AlarmCode} from './alarm.kinds.js';
import {alarmWords} from './alarm.rules.js';
import {ALL_ROUNDS} from './vote-alarm.js';

const ALARMS = '{voteAlarms {code count since round {id} zh: text en: text(language: EN)}}';
const OF_ROUND = 'query ($id: ID!) {round(id: $id) {alarms {code count}}}';
const holder = (role: string, path: string, within?: string): Partial<Caller> => ({
  kind: 'account',
  id: 'somebody',
  grants: [{role, path, organisation: 'x', within}] as never,
});

describe.each(engines)('alarms of votes on %s', (engine) => {
  let game: Contest;
  let ref: number;
  const alarms = () => game.service.slices.alarms;
  const asked = async (caller: Partial<Caller>) => (await execute(game.service, {query: ALARMS, caller})).expectData();
  const ofRound = async (caller: Partial<Caller>) =>
    (await execute(game.service, {query: OF_ROUND, variables: {id: game.roundId}, caller})).expectData().round.alarms;

  beforeEach(async () => {
    game = await (await contest({engine})).prepare();
    ref = (await game.service.database.read.findOneByOrFail(Round, {id: game.roundId})).ref;
  });
  afterEach(() => game.close());

  test('they say in both languages what is wrong, since when and how much, until it is well again', async () => {
    const owner = holder('CAMPAIGN_OWNER', 'ah.');
    expect((await asked(owner)).voteAlarms).toEqual([]);
    await alarms().raise(ref, AlarmCode.TALLY_DIFFERS, 2);
    game.clock.advance(60_000);
    await alarms().raise(ref, AlarmCode.TALLY_DIFFERS, 3);
    await alarms().raise(ALL_ROUNDS, AlarmCode.CHECK_FAILED, 1);
    const {zh, en} = alarmWords.TALLY_DIFFERS(3);
    expect((await asked(owner)).voteAlarms).toMatchObject([
      {code: 'TALLY_DIFFERS', count: 3, since: '2024-08-08T02:00:00.000Z', round: {id: game.roundId}, zh, en},
      {code: 'CHECK_FAILED', since: '2024-08-08T02:01:00.000Z', round: null},
    ]);
    expect(await ofRound(owner)).toEqual([
      {code: 'TALLY_DIFFERS', count: 3},
      {code: 'CHECK_FAILED', count: 1},
    ]);
    await alarms().clear(ref, AlarmCode.TALLY_DIFFERS);
    await alarms().clear(ref, AlarmCode.TALLY_DIFFERS);
    expect(await ofRound(owner)).toEqual([{code: 'CHECK_FAILED', count: 1}]);
  });

  test.each<[string, number, Partial<Caller>]>([
    ['an administrator of the platform', 2, holder('PLATFORM_ADMIN', 'ah.')],
    ['an auditor', 2, holder('AUDITOR', 'ah.')],
    ['an owner at another place', 0, holder('CAMPAIGN_OWNER', 'bj.')],
    ['a judge', 0, holder('JUDGE', 'ah.')],
    ['a voter', 0, voter('ann')],
    ['nobody', 0, {}],
  ])('%s is told of %d alarms: they are for who may read the round', async (_, count, caller) => {
    await alarms().raise(ref, AlarmCode.TALLY_DIFFERS, 1);
    await alarms().raise(ALL_ROUNDS, AlarmCode.CHECK_FAILED, 1);
    expect((await asked(caller)).voteAlarms).toHaveLength(count);
    expect(await ofRound(caller)).toHaveLength(count);
  });

  test('two instances that see the same at once say it once', async () => {
    await Promise.all(Array.from({length: 4}, () => alarms().raise(ref, AlarmCode.LEDGER_STALLED, 7)));
    expect((await asked(holder('AUDITOR', 'ah.'))).voteAlarms).toHaveLength(1);
  });

  test('a database that stores no ballots is told by the instance that could not, until it stores one', async () => {
    const [entry] = await entryIdsOf(game);
    const auditor = holder('AUDITOR', 'ah.');
    const cast = async (name: string) =>
      (await castIn(game, {caller: voter(name), entryIds: [entry]})).errors?.[0]?.extensions?.code;
    await game.service.database.write((manager) => manager.query('ALTER TABLE vote_tally RENAME TO vote_tally_away'));
    expect([await cast('ann'), await cast('bob')]).toEqual(['BALLOT_OUTCOME_UNKNOWN', 'BALLOT_OUTCOME_UNKNOWN']);
    expect(await ofRound(auditor)).toEqual([{code: 'BALLOTS_FAILING', count: 2}]);
    expect(await ofRound({})).toEqual([]);
    await game.service.database.write((manager) => manager.query('ALTER TABLE vote_tally_away RENAME TO vote_tally'));
    expect(await cast('cat')).toBeUndefined();
    expect(await ofRound(auditor)).toEqual([]);
    expect(await countsIn(game)).toEqual({stored: 1, tallied: 1});
  });
});
