import {anonymous} from '@concours/kernel/identity';
import {accountWith, grantOf} from '@concours/kernel/testing/callers';
import {engines} from '@concours/kernel/testing/scratch-database';
import {type Contest, contest, type ContestOptions} from '../../testing/contest.js';
import {castIn, entryIdsOf, voter} from '../../testing/voting.js';
import {Organisations} from '../organisations/organisation.service.js';
import {Constituencies} from './constituencies.service.js';
import {VoteReading} from './vote-reading.js';

const id = (name: string): string => `01J${name.toUpperCase().padStart(23, '0')}`;
const groups = [
  {key: 'north', name: {zh: '皖北', en: 'North'}, units: ['bz', 'bb']},
  {key: 'steel', name: {zh: '钢铁', en: 'Steel'}, units: ['steel']},
];
const organisations = Object.fromEntries(['ah', 'bz', 'bb', 'steel'].map((code) => [code, id(code)]));

describe.each(engines)('constituencies on %s', (engine) => {
  let game: Contest;
  let entries: string[];
  const start = async (ballot: ContestOptions['ballot']) => {
    game = await (
      await contest({engine, entries: 4, ballot: {perEntryPerDay: undefined, perDay: 9, ...ballot}})
    ).prepare();
    await game.apply({organisations});
    entries = await entryIdsOf(game);
    await tell('ah', 'ah.');
    await tell('bz', 'ah.bz.');
    await tell('bb', 'ah.bb.');
    await tell('school', 'ah.bz.school.');
    await tell('steel', 'ah.bb.steel.');
    await tell('elsewhere', 'js.nj.');
    // the first work is of the north, the second of the steel works
    await tell(game.works[0].organisationId, 'ah.bz.school.class.');
    await tell(game.works[1].organisationId, 'ah.bb.steel.mill.');
  };
  const tell = (code: string, path: string) => {
    const own = code.length === 26 ? code : id(code);
    return game.tell('OrganisationChanged', own, {
      ...{id: own, path, code, parentId: null, kind: 'GRASSROOTS_UNION', level: 'UNIT', closed: false},
      ...{name: {zh: `${code}单位`, en: code}, shortName: {zh: code, en: code}},
    });
  };
  afterEach(async () => {
    expect(await game.service.reconciliation.check()).toEqual([]);
    await game.close();
  });
  const cast = (caller: CastInput['caller'], ...chosen: number[]) =>
    castIn(game, {caller, entryIds: chosen.map((index) => entries[index])});
  type CastInput = Parameters<typeof castIn>[1];
  const view = async () => game.service.slices.rounds.viewById(game.roundId);
  const constituencies = () => new Constituencies(game.service.database, new Organisations(game.service.database));
  /** By the key of the constituency, what each entry has and how much of it is shown. */
  const counts = async () => {
    const {round, ...rest} = await view();
    const named = await constituencies().named({round, ...rest});
    const all = await game.service.slices.entries.ofRound(round.id);
    const rows = await new VoteReading(game.service.database).groupCounts(round.ref);
    return rows.map(({constituency, entry, votes, shown}) => [
      named.find(({number}) => number === constituency)?.key,
      all.findIndex(({ref}) => ref === entry),
      votes,
      shown,
    ]);
  };

  test('a voter votes in the constituency of the unit that vouches, or of the nearest one above it', async () => {
    await start({groups});
    const from = (name: string, unit: string) => voter(name, id(unit));
    for (const [name, unit] of Object.entries({a: 'bz', b: 'school', c: 'bb', d: 'steel'})) {
      (await cast(from(name, unit), 2)).expectData();
    }
    (await cast(from('d', 'steel'), 3)).expectData();
    (await cast(accountWith(grantOf('VOTER', 'ah.bb.steel.mill.')), 3)).expectData();
    // who has roles in two votes in the one that the definition names first
    (await cast(accountWith(grantOf('VOTER', 'ah.bb.steel.'), grantOf('VOTER', 'ah.bz.')), 3)).expectData();
    expect(await counts()).toEqual([
      ['north', 2, 3, 3],
      ['north', 3, 1, 1],
      ['steel', 2, 1, 1],
      ['steel', 3, 2, 2],
    ]);
    expect(await constituencies().named(await view())).toEqual(
      groups.map(({key, name}, index) => ({number: index + 1, key, name})),
    );
  });

  test('who belongs to none, or whose unit is not known, is refused: the vote would count for nothing', async () => {
    await start({groups});
    for (const caller of [
      voter('a'),
      voter('b', id('elsewhere')),
      voter('c', id('ah')),
      voter('d', id('unheard')),
      accountWith(),
    ]) {
      (await cast(caller, 2)).expectRefusal('BALLOT_GROUP_REQUIRED');
    }
    expect(await counts()).toEqual([]);
  });

  test('nobody votes for a work of the own constituency where that is excluded', async () => {
    await start({groups, ownGroupExcluded: true});
    expect((await cast(voter('a', id('bb')), 2, 0)).expectRefusal('BALLOT_OWN_GROUP')).toEqual({entryId: entries[0]});
    (await cast(voter('a', id('bb')), 1, 2)).expectData();
    (await cast(voter('b', id('steel')), 1)).expectRefusal('BALLOT_OWN_GROUP');
    (await cast(voter('b', id('steel')), 0)).expectData();
    const [north, steel, none] = await Promise.all(
      [0, 1, 2].map(async (index) => {
        const all = await game.service.slices.entries.ofRound(game.roundId);
        return constituencies().ofEntry(all[index], await view());
      }),
    );
    expect([north, steel, none]).toEqual([1, 2, null]);
  });

  test('units below the owner are numbered as they vote, by whichever instance, and keep their numbers', async () => {
    await start({groups: 'UNITS_BELOW_OWNER'});
    const asked = await view();
    const numbers = await Promise.all(
      Array.from({length: 6}, (_, index) => {
        const unit = ['school', 'steel', 'bz'][index % 3];
        return constituencies().ofCaller({...anonymous('r'), ...voter('a', id(unit))}, asked);
      }),
    );
    const [bz, bb] = numbers;
    expect(numbers).toEqual([bz, bb, bz, bz, bb, bz]);
    expect([bz, bb].sort()).toEqual([1, 2]);
    (await cast(voter('a', id('school')), 2)).expectData();
    (await cast(voter('b', id('steel')), 2)).expectData();
    (await cast(voter('c', id('ah')), 2)).expectRefusal('BALLOT_GROUP_REQUIRED');
    expect((await counts()).sort()).toEqual([
      [id('bb'), 2, 1, 1],
      [id('bz'), 2, 1, 1],
    ]);
    expect((await constituencies().named(asked)).map(({key}) => key)).toEqual([id('bb'), id('bz')]);
  });

  test('a tally of a constituency that does not say what was voted is found, and so is a vote moved to another', async () => {
    await start({groups});
    (await cast(voter('a', id('bz')), 2)).expectData();
    (await cast(voter('b', id('steel')), 2)).expectData();
    const {database, reconciliation} = game.service;
    expect(await reconciliation.check()).toEqual([]);
    const change = (sql: string) => database.write((manager) => manager.query(sql));
    const found = async () => {
      const differences = await reconciliation.check(true);
      expect(await new VoteReading(database).discrepancies()).toEqual(expect.arrayContaining(differences));
      return differences.map(({constituency, ledger, tally}) => [constituency, ledger, tally]).sort();
    };
    await change('UPDATE vote_group SET votes = 7 WHERE constituency = 1');
    expect(await found()).toEqual([[1, 1, 7]]);
    await change('UPDATE vote_group SET votes = 1 WHERE constituency = 1');
    await change('UPDATE vote SET constituency = 2 WHERE constituency = 1');
    expect(await found()).toEqual([
      [1, 0, 1],
      [2, 2, 1],
    ]);
    await change('UPDATE vote_group SET votes = votes + CASE constituency WHEN 1 THEN -1 ELSE 1 END');
    expect(await found()).toEqual([]);
    // votes that come after a whole count are held against the tallies, too
    (await cast(voter('c', id('bz')), 2)).expectData();
    expect(await reconciliation.check()).toEqual([]);
  });

  test('the count of a suspended entry stands still in each constituency, also in one that had no vote for it before', async () => {
    await start({groups});
    (await cast(voter('a', id('bz')), 2, 3)).expectData();
    const {withholding, entries: works} = game.service.slices;
    const ref = (await works.ofRound(game.roundId))[2].ref;
    const asked = await view();
    const change = (act: 'suspend' | 'resume') =>
      game.service.database.write(async (manager, after) => {
        await withholding.begin(manager, asked);
        const why = {caller: null, reason: 'looked at'};
        return withholding[act]({manager, after, view: asked, why, entry: ref});
      });
    await change('suspend');
    (await cast(voter('b', id('bz')), 2, 3)).expectData();
    (await cast(voter('c', id('steel')), 2)).expectData();
    expect(await counts()).toEqual([
      ['north', 2, 1, 1],
      ['north', 3, 2, 2],
      ['steel', 2, 0, 0],
    ]);
    const total = async () =>
      (await new VoteReading(game.service.database).counts(asked.round.ref)).find(({entry}) => entry === ref)?.votes;
    expect(await total()).toBe(1);
    expect(await change('resume')).toMatchObject({entries: [{entry: ref, votes: 2, shown: 2}]});
    expect(await counts()).toEqual([
      ['north', 2, 2, 2],
      ['north', 3, 2, 2],
      ['steel', 2, 1, 1],
    ]);
    expect(await total()).toBe(3);
  });

  test('a freeze that is moved counts anew what each constituency shows', async () => {
    await start({groups});
    (await cast(voter('a', id('bz')), 2)).expectData();
    game.clock.advance(3_600_000);
    (await cast(voter('b', id('bz')), 2)).expectData();
    // between the two
    await game.changeBallot({freezeAt: '2024-08-08T10:30'});
    await game.apply({organisations});
    expect(await counts()).toEqual([['north', 2, 2, 1]]);
  });
});
