import type {Database} from '@concours/kernel/database';
import {newId} from '@concours/kernel/ids';
import {engines} from '@concours/kernel/testing/scratch-database';
import type {EntityManager} from 'typeorm';
import {type Contest, contest, silent} from '../../testing/contest.js';
import {numberOfVoter} from '../../testing/voting.js';
import {AlarmCode} from '../alarms/alarm.kinds.js';
import {ALL_ROUNDS} from '../alarms/vote-alarm.js';
import {CountCheck} from './count-check.js';
import {Reconciliation} from './reconciliation.service.js';
import {VoteReading} from './vote-reading.js';

const HOUR = 3_600_000;

describe.each(engines)('tallies held against votes on %s', (engine) => {
  let game: Contest;
  let database: Database;
  /** How many votes were counted, by any statement. */
  let counted: number;
  let check: CountCheck;
  const run = (sql: string, values: unknown[] = []) => database.write((manager) => manager.query(sql, values));

  /** A batch as the store would have written it, votes and tallies together; with another tally where told. */
  const batch = async (writer: number, number: number, entries: number[], {round = 1, tally = 1} = {}) => {
    const voter = await numberOfVoter(database, round, newId());
    await database.write(async (manager) => {
      for (const [seq, entry] of entries.entries()) {
        await manager.query(
          `INSERT INTO vote (writer, batch, seq, round, voter, day, entry, request, position, at)
           VALUES (?, ?, ?, ?, ?, 20240808, ?, ?, 0, 0)`,
          [writer, number, seq, round, voter, entry, Buffer.from(newId())],
        );
        if (tally > 0) await addTo(manager, [round, entry, writer], tally);
      }
    });
  };
  const addTo = async (manager: EntityManager, row: number[], more: number) => {
    const where = 'round = ? AND entry = ? AND writer = ?';
    const [found] = await manager.query(`SELECT votes FROM vote_tally WHERE ${where}`, row);
    const sql = found
      ? `UPDATE vote_tally SET votes = votes + ? WHERE ${where}`
      : 'INSERT INTO vote_tally (votes, round, entry, writer, shown) VALUES (?, ?, ?, ?, 0)';
    await manager.query(sql, [more, ...row]);
  };
  const tallied = (round: number, entry: number, writer: number, more: number) =>
    database.write((manager) => addTo(manager, [round, entry, writer], more));
  const counting = (): CountCheck => {
    const query = async (sql: string, values?: unknown[]): Promise<Record<string, unknown>[]> => {
      const rows: Record<string, unknown>[] = await database.read.query(sql, values);
      if (sql.includes('COUNT(*)')) counted += rows.reduce((sum, {votes}) => sum + Number(votes), 0);
      return rows;
    };
    return new CountCheck({read: {query} as unknown as Database['read']}, 3);
  };
  const inOrder = (rows: readonly object[] | null) =>
    rows?.map((row) => JSON.stringify(row, Object.keys(row).sort())).sort();

  beforeAll(async () => {
    game = await contest({engine});
    ({database} = game.service);
  });
  afterAll(() => game.close());
  beforeEach(async () => {
    for (const table of ['vote', 'vote_tally', 'vote_alarm', 'ballot_hold', 'vote_withheld'])
      await run(`DELETE FROM ${table}`);
    counted = 0;
    check = counting();
  });

  test('a second check counts what came since, and nothing again', async () => {
    for (let number = 1; number <= 5; number++) await batch(1, number, [1, 2]);
    expect(await check.differences(false)).toEqual([]);
    expect(counted).toBe(10);
    await batch(1, 6, [1, 1, 3]);
    await batch(2, 1, [2]);
    expect(await check.differences(false)).toEqual([]);
    expect(counted).toBe(14);
    expect(await check.differences(true)).toEqual([]);
    expect(counted).toBe(28);
  });

  test.each<[string, {whole: boolean}, () => Promise<unknown>]>([
    ['a vote without its tally', {whole: false}, () => batch(1, 9, [2], {tally: 0})],
    ['a vote that was tallied twice', {whole: false}, () => batch(1, 9, [2], {tally: 2})],
    [
      'a tally that somebody raised',
      {whole: false},
      () => run('UPDATE vote_tally SET votes = votes + 1 WHERE entry = 1'),
    ],
    ['a tally that somebody removed', {whole: false}, () => run('DELETE FROM vote_tally WHERE entry = 1')],
    ['a tally of an entry that nobody voted for', {whole: false}, () => tallied(1, 7, 1, 4)],
    ['a tally of a writer that never wrote', {whole: false}, () => tallied(1, 1, 9, 1)],
    ['a vote of a writer that has no number', {whole: false}, () => batch(77, 1, [1], {tally: 0})],
    ['an old vote that somebody removed', {whole: true}, () => run('DELETE FROM vote WHERE batch = 1 AND seq = 0')],
    [
      'an old vote that was given to another',
      {whole: true},
      () => run('UPDATE vote SET entry = 2 WHERE batch = 1 AND seq = 0'),
    ],
  ])('%s is found, as the count of everything at once finds it', async (_, {whole}, harm) => {
    for (let number = 1; number <= 4; number++) await batch(1, number, [1, 2]);
    await batch(2, 1, [1], {round: 2});
    expect(await check.differences(false)).toEqual([]);
    await harm();
    if (whole) expect(await check.differences(false)).toEqual([]);
    const found = await check.differences(whole);
    expect(found).not.toHaveLength(0);
    expect(inOrder(found)).toEqual(inOrder(await new VoteReading(database).discrepancies()));
  });

  test('a batch that was committed after later ones is no difference', async () => {
    await batch(1, 1, [1]);
    await batch(1, 5, [1, 2]);
    expect(await check.differences(false)).toEqual([]);
    await batch(1, 3, [2, 2]);
    expect(await check.differences(false)).toEqual([]);
    await batch(1, 6, [1]);
    expect(await check.differences(false)).toEqual([]);
  });

  test('a difference in the midst of votes is told once, with all of them', async () => {
    await batch(1, 1, [1, 2]);
    await check.differences(false);
    await run('UPDATE vote_tally SET votes = 9 WHERE entry = 2');
    const busy = (async () => {
      for (let number = 2; number < 20; number++) await batch(1, number, [1, 1, 1]);
    })();
    const found = await check.differences(false);
    await busy;
    expect(found).toEqual([{round: 1, entry: 2, writer: 1, ledger: 1, tally: 9}]);
  });

  describe('withheld', () => {
    const hold = (state: string, {round = 1, number = 1, seq = 0, marks = 1} = {}) =>
      run(
        `INSERT INTO ballot_hold (round, writer, batch, seq, marks, state, correction) VALUES (?, 1, ?, ?, ?, ?, '${newId()}')`,
        [round, number, seq, marks, state],
      );
    const withheld = (entry: number, votes: number, {round = 1, constituency = -1} = {}) =>
      run('INSERT INTO vote_withheld (round, constituency, entry, votes, shown) VALUES (?, ?, ?, ?, 0)', [
        ...[round, constituency, entry, votes],
      ]);
    beforeEach(async () => {
      await batch(1, 1, [1, 2]);
      await batch(1, 2, [2], {round: 2});
      await hold('HELD', {marks: 2});
      await withheld(1, 1);
      await withheld(2, 1);
      await hold('VOID', {round: 2, number: 2});
      await withheld(2, 1, {round: 2});
      expect(await check.differences(true)).toEqual([]);
    });

    test.each<[string, () => Promise<unknown>, object]>([
      [
        'a count that somebody raised',
        () => run('UPDATE vote_withheld SET votes = 3 WHERE round = 1 AND entry = 1'),
        {round: 1, entry: 1, ledger: 1, tally: 3},
      ],
      [
        'a count that somebody removed',
        () => run('DELETE FROM vote_withheld WHERE round = 2'),
        {round: 2, entry: 2, ledger: 1, tally: 0},
      ],
      [
        'a void that somebody took back below the counts',
        () => run("UPDATE ballot_hold SET state = 'RELEASED' WHERE round = 2"),
        {round: 2, entry: 2, ledger: 0, tally: 1},
      ],
      [
        'a count of a constituency that has none',
        () => withheld(1, 4, {constituency: 3}),
        {round: 1, entry: 1, constituency: 3, ledger: 0, tally: 4},
      ],
    ])('%s is found, and is an alarm of its round', async (_, harm, difference) => {
      await harm();
      expect(await check.differences(false)).toEqual([{writer: null, ...difference}]);
      await new Reconciliation({counting: check, alarms: game.service.slices.alarms, log: silent}).watch();
      const {round} = difference as {round: number};
      expect(await game.service.slices.alarms.standing(AlarmCode.TALLY_DIFFERS)).toMatchObject([{round, count: 1}]);
    });
  });

  describe('watched', () => {
    let now: number;
    let watch: Reconciliation;
    const alarms = async () =>
      (await Promise.all(Object.values(AlarmCode).map((code) => game.service.slices.alarms.standing(code))))
        .flat()
        .map(({round, code, count}) => [round, code, count]);
    beforeEach(() => {
      now = Date.parse('2024-08-08T02:00:00.000Z');
      watch = new Reconciliation({
        ...{counting: check, alarms: game.service.slices.alarms, log: silent},
        now: () => now,
      });
    });

    test('a difference is an alarm of its round until a whole count has found none', async () => {
      await batch(1, 1, [1, 2]);
      await batch(1, 2, [1], {round: 2});
      await watch.watch();
      expect(await alarms()).toEqual([]);
      await run('UPDATE vote_tally SET votes = votes + 5 WHERE round = 1');
      await watch.watch();
      expect(await alarms()).toEqual([[1, 'TALLY_DIFFERS', 2]]);
      await run('UPDATE vote_tally SET votes = 1 WHERE round = 1');
      now += 60_000;
      await watch.watch();
      expect(await alarms()).toEqual([[1, 'TALLY_DIFFERS', 2]]);
      now += HOUR;
      await watch.watch();
      expect(await alarms()).toEqual([]);
    });

    test('everything is counted first of all, once a day when nobody votes, and every third day in any case', async () => {
      const whole = async (): Promise<boolean> => {
        counted = 0;
        await watch.watch();
        return counted >= 3;
      };
      let last = 0;
      const vote = () => batch(1, ++last, [1]);
      await vote();
      await vote();
      await vote();
      expect(await whole()).toBe(true);
      // hours since the last check, whether somebody voted in them, and whether everything is counted then
      const checks: [hours: number, votes: boolean, isWhole: boolean][] = [
        [20, true, false],
        [5, true, false],
        [1, false, false],
        [1, false, true],
        [10, true, false],
        [15, true, false],
        [24, true, false],
        [24, true, true],
      ];
      for (const [hours, votes, isWhole] of checks) {
        now += hours * HOUR;
        if (votes) await vote();
        expect(await whole()).toBe(isWhole);
      }
    });

    test('when nothing can be compared any more, that is an alarm until it can', async () => {
      await run('ALTER TABLE vote_writer RENAME TO vote_writer_away');
      for (const count of [0, 0, 1, 1]) {
        await watch.watch();
        expect(await alarms()).toHaveLength(count);
      }
      expect(await alarms()).toEqual([[ALL_ROUNDS, 'CHECK_FAILED', 1]]);
      await run('ALTER TABLE vote_writer_away RENAME TO vote_writer');
      await watch.watch();
      expect(await alarms()).toEqual([]);
    });
  });
});
