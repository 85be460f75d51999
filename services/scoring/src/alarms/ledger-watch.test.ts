import {engines} from '@concours/kernel/testing/scratch-database';
import {type Contest, contest, silent} from '../../testing/contest.js';
import {castIn, entryIdsOf, voter} from '../../testing/voting.js';
import {Round} from '../rounds/round.js';
import {AlarmCode} from './alarm.kinds.js';
import {LedgerWatch} from './ledger-watch.service.js';

describe.each(engines)('the watch over the ledger on %s', (engine) => {
  let game: Contest;
  let ref: number;
  let entries: string[];
  let watch: LedgerWatch;
  let voters = 0;
  const alarms = async () =>
    (await Promise.all(Object.values(AlarmCode).map((code) => game.service.slices.alarms.standing(code))))
      .flat()
      .map(({round, code, count}) => [round, code, count]);
  const vote = async (marks = 1) => {
    const answer = await castIn(game, {caller: voter(`voter ${voters++}`), entryIds: entries.slice(0, marks)});
    expect(answer.errors).toBeUndefined();
  };
  const another = () =>
    new LedgerWatch({
      database: game.service.database,
      alarms: game.service.slices.alarms,
      heads: game.service.ledger.publishing,
      log: silent,
    });

  beforeEach(async () => {
    game = await (await contest({engine})).prepare();
    ref = (await game.service.database.read.findOneByOrFail(Round, {id: game.roundId})).ref;
    entries = await entryIdsOf(game);
    watch = another();
    await game.service.ledger.publishing.publishDue();
  });
  afterEach(() => game.close());

  test('votes that wait a minute while none is sealed are an alarm, until they are sealed', async () => {
    await watch.look(0);
    await vote(3);
    await watch.look(1_000);
    await vote();
    await watch.look(60_999);
    expect(await alarms()).toEqual([]);
    await watch.look(61_000);
    expect(await alarms()).toEqual([[ref, 'LEDGER_STALLED', 4]]);
    await vote();
    await watch.look(62_000);
    expect(await alarms()).toEqual([[ref, 'LEDGER_STALLED', 5]]);
    // an instance that has only just come knows nothing yet, and takes nothing back
    await another().look(63_000);
    expect(await alarms()).toEqual([[ref, 'LEDGER_STALLED', 5]]);
    await game.service.ledger.sealing.seal();
    await watch.look(64_000);
    expect(await alarms()).toEqual([]);
  });

  test('ballots that wait a minute while none is looked through are an alarm, until they are', async () => {
    const sealed = async () => {
      await vote(2);
      await game.service.ledger.sealing.seal();
    };
    await sealed();
    await watch.look(0);
    await watch.look(59_999);
    expect(await alarms()).toEqual([]);
    await watch.look(60_000);
    expect(await alarms()).toEqual([[ref, 'WATCH_FAILED', 1]]);
    await sealed();
    await watch.look(61_000);
    expect(await alarms()).toEqual([[ref, 'WATCH_FAILED', 2]]);
    await game.service.watching.work();
    await watch.look(62_000);
    expect(await alarms()).toEqual([]);
    // behind and coming on is no failure
    for (let minute = 2; minute < 5; minute++) {
      await sealed();
      await watch.look(minute * 60_000);
      await game.service.watching.work();
    }
    expect(await alarms()).toEqual([]);
  });

  test('a sealer that is behind and comes on is none', async () => {
    for (let minute = 0; minute < 4; minute++) {
      await vote();
      await watch.look(minute * 60_000);
      await game.service.ledger.sealing.seal();
      await game.service.watching.work();
      await vote();
      await watch.look(minute * 60_000 + 30_000);
    }
    expect(await alarms()).toEqual([]);
  });

  test('a head that is due and does not come within two minutes is an alarm, until it is there', async () => {
    await vote();
    await game.service.ledger.sealing.seal();
    await game.service.watching.work();
    await watch.look(0);
    game.clock.set('2024-08-08T16:00:00.000Z');
    await watch.look(1_000);
    await watch.look(120_999);
    expect(await alarms()).toEqual([]);
    await watch.look(121_000);
    expect(await alarms()).toEqual([[ref, 'HEAD_FAILED', 1]]);
    // the next day nobody has published either: the same alarm, not a new patience
    game.clock.set('2024-08-09T16:00:00.000Z');
    await watch.look(122_000);
    expect(await alarms()).toEqual([[ref, 'HEAD_FAILED', 1]]);
    await game.service.ledger.publishing.publishDue();
    await watch.look(123_000);
    expect(await alarms()).toEqual([]);
  });

  test('a round of which nothing can be told is one whose head can not be published', async () => {
    const blind = new LedgerWatch({
      ...{database: game.service.database, alarms: game.service.slices.alarms, log: silent},
      heads: {dueAfter: () => Promise.reject(new Error('no definition'))},
    });
    await blind.look(0);
    await blind.look(120_000);
    expect(await alarms()).toEqual([[ref, 'HEAD_FAILED', 1]]);
  });
});
