import {engines} from '@concours/kernel/testing/scratch-database';
import {type Contest, contest} from '../../testing/contest.js';
import {castIn, countsIn, entryIdsOf, numberOfVoter, voter} from '../../testing/voting.js';
import {verifyLedger} from '../ledger/verify-ledger.js';

describe.each(engines)('the numbers of voters on %s', (engine) => {
  let game: Contest;
  let entryIds: string[];
  const query = (sql: string, values: unknown[] = []) => game.service.database.source.query(sql, values);
  const cast = (name: string, entries: string[], requestId?: string) =>
    castIn(game, {caller: voter(name), entryIds: entries, requestId});

  beforeAll(async () => {
    const limits = {
      perDay: 4,
      perRound: 6,
      perEntryPerDay: 2,
      perEntryPerRound: 3,
      ballotsPerDay: 2,
      ballotsPerRound: 5,
    };
    const rolling = {marks: 4, hours: 1};
    game = await (await contest({engine, entries: 4, ballot: {...limits, rolling}})).prepare();
    entryIds = await entryIdsOf(game);
    // hours apart: ann's later turns refer to her first
    for (const [name, hours] of Object.entries({ann: 2, bob: 2, cat: 1, Ann: 1})) {
      (await cast(name, entryIds.slice(0, 3), `first-of-${name}`)).expectData();
      game.clock.advance(hours * 3_600_000);
    }
    (await cast('ann', entryIds.slice(3), 'second-of-ann')).expectData();
    await game.service.ledger.sealing.seal();
  });
  afterAll(() => game.close());

  const rowsOf = (table: string) => query(`SELECT * FROM ${table} ORDER BY writer, batch, seq`);
  const isSound = () => verifyLedger(game.service.database.source.manager, [], () => undefined);

  test('each voter has one, in the order in which they came', async () => {
    const rows: {id: number | string; name: Uint8Array}[] = await query('SELECT id, name FROM vote_voter ORDER BY id');
    expect(rows.map(({name}) => Buffer.from(name).toString().split(':').at(-1))).toEqual(['ann', 'bob', 'cat', 'Ann']);
    expect(await countsIn(game)).toEqual({stored: 13, tallied: 13});
    expect(await isSound()).toBe(true);
  });

  test('tables of before, with names, come through there and back with every row, and all limits hold', async () => {
    const tables = ['vote', 'vote_claim', 'vote_turn'];
    const before = await Promise.all(tables.map(rowsOf));
    expect(before.every((rows) => rows.length > 0)).toBe(true);
    const {source} = game.service.database;
    const mine = source.migrations.findIndex(({name}) => name === 'NumbersOfVoters20261122008000');
    for (let left = source.migrations.length; left > mine; left--)
      await source.undoLastMigration({transaction: 'each'});
    const names: {voter: Uint8Array}[] = await query('SELECT DISTINCT voter FROM vote');
    expect(names.map((row) => Buffer.from(row.voter).toString().split(':').at(-1)).sort()).toEqual([
      'Ann',
      'ann',
      'bob',
      'cat',
    ]);
    await source.runMigrations({transaction: 'each'});
    expect(await Promise.all(tables.map(rowsOf))).toEqual(before);
    expect(await isSound()).toBe(true);
    const {castBallot} = (await cast('ann', entryIds.slice(0, 3), 'first-of-ann')).expectData();
    expect(castBallot).toMatchObject({replayed: true});
    (await cast('ann', entryIds.slice(0, 1))).expectRefusal('BALLOT_DAILY_BALLOTS_USED');
    (await cast('dan', entryIds.slice(0, 1))).expectData();
  });

  test.each([
    ['a voter who is of another round', async () => numberOfVoter(game.service.database, 999, 'eve')],
    ['nobody', () => Promise.resolve(4_711)],
  ])('the database keeps a mark from going to %s', async (_, numberOf) => {
    const voterId = await numberOf();
    const change = query(
      'UPDATE vote SET voter = ? WHERE batch = (SELECT b FROM (SELECT MAX(batch) AS b FROM vote) x)',
      [voterId],
    );
    await expect(change).rejects.toThrow(/foreign key/i);
  });

  test('the database keeps a voter from having two numbers, and one who has voted from going', async () => {
    const [{round}] = await query('SELECT round FROM vote LIMIT 1');
    const [{name}] = await query('SELECT name FROM vote_voter ORDER BY id');
    await expect(numberOfVoter(game.service.database, round, Buffer.from(name).toString())).rejects.toThrow(
      /unique|duplicate/i,
    );
    await expect(query('DELETE FROM vote_voter')).rejects.toThrow(/foreign key/i);
  });
});
