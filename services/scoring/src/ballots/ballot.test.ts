import {accountWith, grantOf} from '@concours/kernel/testing/callers';
import {engines} from '@concours/kernel/testing/scratch-database';
import {type Contest, contest, type ContestOptions, closesAt, opensAt} from '../../testing/contest.js';
import {type CastInput, castIn, countsIn, entryIdsOf, voter} from '../../testing/voting.js';

describe.each(engines)('ballots on %s', (engine) => {
  let game: Contest;
  let entries: string[];
  const start = async (options: Partial<ContestOptions> = {}) => {
    game = await (await contest({engine, entries: 6, ...options})).prepare();
    entries = await entryIdsOf(game);
  };
  afterEach(async () => {
    expect(await game.service.reconciliation.check()).toEqual([]);
    await game.close();
  });
  const cast = (input: CastInput) => castIn(game, input);
  const ann = voter('ann');

  test('a ballot is counted and its receipt says which marks it took', async () => {
    await start();
    const receipt = (await cast({caller: ann, entryIds: [entries[2], entries[0]]})).expectData().castBallot;
    expect(receipt).toMatchObject({
      remainingToday: 3,
      replayed: false,
      at: '2024-08-08T02:00:00.000Z',
      accepted: [
        {entry: {id: entries[2]}, day: '2024-08-08', slot: 1},
        {entry: {id: entries[0]}, day: '2024-08-08', slot: 2},
      ],
    });
    expect(await countsIn(game)).toEqual({stored: 2, tallied: 2});
  });

  test('what is refused leaves nothing behind', async () => {
    await start({ballot: {perDay: 5, perEntryPerDay: 1, marks: {atLeast: 1, atMost: 2}}});
    const nobody = {kind: 'anonymous' as const};
    (await cast({caller: nobody, entryIds: [entries[0]]})).expectRefusal('BALLOT_VOTER_REQUIRED');
    (await cast({caller: voter(''), entryIds: [entries[0]]})).expectRefusal('BALLOT_VOTER_REQUIRED');
    (await cast({caller: voter('v'.repeat(200)), entryIds: [entries[0]]})).expectRefusal('BALLOT_VOTER_REQUIRED');
    (await cast({caller: voter('\ud83d'), entryIds: [entries[0]]})).expectRefusal('BALLOT_VOTER_REQUIRED');
    (await cast({caller: ann, entryIds: entries.slice(0, 3)})).expectRefusal('BALLOT_MARKS_COUNT');
    (await cast({caller: ann, entryIds: []})).expectRefusal('BALLOT_MARKS_COUNT');
    (await cast({caller: ann, entryIds: [entries[0], entries[0]]})).expectRefusal('BALLOT_ENTRY_TWICE');
    (await cast({caller: ann, entryIds: [entries[0], game.works[0].id]})).expectRefusal('BALLOT_ENTRY_UNKNOWN');
    (await cast({caller: ann, entryIds: [entries[0]], roundId: 'nowhere'})).expectRefusal('NOT_FOUND');
    (await cast({caller: ann, entryIds: [entries[0]], requestId: 'x'})).expectRefusal('INPUT_INVALID');
    expect(await countsIn(game)).toEqual({stored: 0, tallied: 0});
  });

  test('the daily allowance holds, is told, and is new after midnight in Shanghai', async () => {
    await start({ballot: {perDay: 2, perEntryPerDay: 2}});
    game.clock.set('2024-08-08T15:59:59.999Z');
    (await cast({caller: ann, entryIds: [entries[0]]})).expectData();
    const over = await cast({caller: ann, entryIds: [entries[0], entries[1]]});
    expect(over.expectRefusal('BALLOT_DAILY_ALLOWANCE_USED')).toEqual({
      remaining: 1,
      resetsAt: '2024-08-08T16:00:00.000Z',
    });
    (await cast({caller: ann, entryIds: [entries[0]]})).expectData();
    (await cast({caller: ann, entryIds: [entries[0]]})).expectRefusal('BALLOT_DAILY_ALLOWANCE_USED');
    game.clock.advance(1);
    const {accepted} = (await cast({caller: ann, entryIds: [entries[0], entries[1]]})).expectData().castBallot;
    expect(accepted.map(({day, slot}: {day: string; slot: number}) => [day, slot])).toEqual([
      ['2024-08-09', 1],
      ['2024-08-09', 2],
    ]);
    expect(await countsIn(game)).toEqual({stored: 4, tallied: 4});
  });

  test('limits for the round and for an entry hold too', async () => {
    await start({ballot: {perDay: 3, perRound: 4, perEntryPerDay: 1, marks: {atLeast: 1, atMost: 3}}});
    (await cast({caller: ann, entryIds: entries.slice(0, 2)})).expectData();
    const again = await cast({caller: ann, entryIds: [entries[1]]});
    expect(again.expectRefusal('BALLOT_ENTRY_ALLOWANCE_USED')).toMatchObject({entryId: entries[1], perDay: 1});
    game.clock.advance(86_400_000);
    (await cast({caller: ann, entryIds: entries.slice(0, 3)})).expectRefusal('BALLOT_ROUND_ALLOWANCE_USED');
    (await cast({caller: ann, entryIds: entries.slice(0, 2)})).expectData();
    (await cast({caller: ann, entryIds: [entries[5]]})).expectRefusal('BALLOT_ROUND_ALLOWANCE_USED');
  });

  test('a window of seven times 24 hours that opens at ten gives eight daily allowances', async () => {
    const [from, hours] = ['2024-08-08T02:00:00.000Z', 7 * 24];
    await start({ballot: {perDay: 2, perEntryPerDay: 2}});
    const until = new Date(Date.parse(from) + hours * 3_600_000 - 1).toISOString();
    await game.apply({stages: [{key: 'online-vote', opensAt: from, closesAt: until}]});
    const days = new Map<string, number>();
    for (let hour = 0; hour < hours; hour++) {
      game.clock.set(new Date(Date.parse(from) + hour * 3_600_000).toISOString());
      const answer = await cast({caller: ann, entryIds: [entries[0]]});
      if (answer.errors) answer.expectRefusal('BALLOT_DAILY_ALLOWANCE_USED');
      else for (const {day} of answer.expectData().castBallot.accepted) days.set(day, (days.get(day) ?? 0) + 1);
    }
    const expected = Array.from({length: 8}, (_, index) => [`2024-08-${String(index + 8).padStart(2, '0')}`, 2]);
    expect([...days]).toEqual(expected);
    game.clock.set(new Date(Date.parse(until) + 1).toISOString());
    (await cast({caller: ann, entryIds: [entries[0]]})).expectRefusal('BALLOT_ROUND_CLOSED');
  });

  test('a rolling allowance takes no notice of midnight, and says what is left and when there is more', async () => {
    await start({ballot: {perDay: undefined, perEntryPerDay: undefined, rolling: {marks: 2, hours: 24}}});
    const vote = (marks: number) => cast({caller: ann, entryIds: entries.slice(0, marks)});
    const left = async (marks: number) => {
      const {remainingToday, remainingNow, nextAt} = (await vote(marks)).expectData().castBallot;
      return {remainingToday, remainingNow, nextAt};
    };
    game.clock.set('2024-08-08T14:00:00.000Z');
    expect(await left(1)).toEqual({remainingToday: null, remainingNow: 1, nextAt: '2024-08-09T14:00:00.000Z'});
    // 23:00 and, an hour after midnight, 01:00 in Shanghai
    game.clock.set('2024-08-08T17:00:00.000Z');
    expect((await vote(2)).expectRefusal('BALLOT_ROLLING_ALLOWANCE_USED')).toEqual({
      ...{marks: 2, hours: 24, remaining: 1, resetsAt: '2024-08-09T14:00:00.000Z'},
    });
    expect(await left(1)).toEqual({remainingToday: null, remainingNow: 0, nextAt: '2024-08-09T14:00:00.000Z'});
    game.clock.set('2024-08-09T13:59:59.999Z');
    (await vote(1)).expectRefusal('BALLOT_ROLLING_ALLOWANCE_USED');
    game.clock.advance(1);
    expect(await left(1)).toMatchObject({remainingNow: 0, nextAt: '2024-08-09T17:00:00.000Z'});
    (await vote(1)).expectRefusal('BALLOT_ROLLING_ALLOWANCE_USED');
  });

  test('one ballot a day of exactly three entries, and six for an entry in the round', async () => {
    await start({
      ballot: {
        ...{perDay: undefined, perEntryPerDay: undefined, ballotsPerDay: 1, ballotsPerRound: 3, perEntryPerRound: 2},
        marks: {atLeast: 3, atMost: 3},
      },
    });
    const three = [entries.slice(0, 3), entries.slice(3)];
    const vote = (entryIds: string[]) => cast({caller: ann, entryIds});
    (await vote(entries.slice(0, 2))).expectRefusal('BALLOT_MARKS_COUNT');
    (await vote(entries.slice(0, 4))).expectRefusal('BALLOT_MARKS_COUNT');
    const first = (await vote(three[0])).expectData().castBallot;
    expect(first).toMatchObject({ballotsLeftToday: 0, ballotsLeftInRound: 2, remainingToday: null});
    expect((await vote(three[1])).expectRefusal('BALLOT_DAILY_BALLOTS_USED')).toEqual({
      ...{perDay: 1, resetsAt: '2024-08-08T16:00:00.000Z'},
    });
    game.clock.advance(86_400_000);
    (await vote(three[0])).expectData();
    game.clock.advance(86_400_000);
    expect((await vote(three[0])).expectRefusal('BALLOT_ENTRY_ROUND_ALLOWANCE_USED')).toMatchObject({perRound: 2});
    (await vote(three[1])).expectData();
    game.clock.advance(86_400_000);
    expect((await vote(three[1])).expectRefusal('BALLOT_ROUND_BALLOTS_USED')).toEqual({perRound: 3});
  });

  test('who votes faster than the definition says waits, and nobody else with them', async () => {
    await start({ballot: {perDay: 10, perEntryPerDay: 10, integrity: {perMinute: {identity: 2}}}});
    const vote = (caller = ann) => cast({caller, entryIds: [entries[0]]});
    (await vote()).expectData();
    (await vote()).expectData();
    const {whose, retryAfterMs} = (await vote()).expectRefusal('BALLOT_TOO_FAST') as {
      whose: string;
      retryAfterMs: number;
    };
    expect([whose, retryAfterMs > 0 && retryAfterMs <= 30_000]).toEqual(['identity', true]);
    (await vote(voter('ben'))).expectData();
  });

  test('a replay tells what is left in a round without a limit a day, too', async () => {
    await start({ballot: {perDay: undefined, perEntryPerDay: undefined, perRound: 5}});
    const sent = {caller: ann, entryIds: entries.slice(0, 2), requestId: 'request-1'};
    expect((await cast(sent)).expectData().castBallot).toMatchObject({replayed: false, remainingInRound: 3});
    expect((await cast(sent)).expectData().castBallot).toMatchObject({replayed: true, remainingInRound: 3});
  });

  test.each([
    [opensAt, -1_000, 'BALLOT_ROUND_NOT_OPEN'],
    [opensAt, -1, 'BALLOT_ROUND_NOT_OPEN'],
    [opensAt, 0, null],
    [opensAt, 1_000, null],
    [closesAt, -1_000, null],
    [closesAt, 0, null],
    [closesAt, 1, 'BALLOT_ROUND_CLOSED'],
    [closesAt, 1_000, 'BALLOT_ROUND_CLOSED'],
  ])('at %s %d ms the window answers %s', async (edge, offset, code) => {
    await start({now: new Date(Date.parse(edge) + offset).toISOString()});
    const answer = await cast({caller: ann, entryIds: [entries[0]]});
    if (code) answer.expectRefusal(code);
    else answer.expectData();
  });

  test('a request sent again gives its first answer and adds nothing, also when the vote is over or the work gone', async () => {
    await start({ballot: {perDay: 2}});
    const sent = {caller: ann, entryIds: [entries[0], entries[1]], requestId: 'request-1'};
    const first = (await cast(sent)).expectData().castBallot;
    const replay = async () => (await cast(sent)).expectData().castBallot;
    expect(await replay()).toEqual({...first, replayed: true});
    game.clock.advance(86_400_000);
    expect(await replay()).toEqual({...first, replayed: true, remainingToday: 2});
    await game.changeWork(game.works[0], {state: 'WITHDRAWN'});
    expect(await replay()).toMatchObject({accepted: first.accepted, replayed: true});
    game.clock.set('2024-09-01T00:00:00.000Z');
    expect(await replay()).toMatchObject({accepted: first.accepted, replayed: true});
    (await cast({...sent, entryIds: [entries[1], entries[0]]})).expectRefusal('BALLOT_REQUEST_REUSED');
    (await cast({...sent, entryIds: [entries[0]]})).expectRefusal('BALLOT_REQUEST_REUSED');
    expect(await countsIn(game)).toEqual({stored: 2, tallied: 2});
  });

  test('a request id belongs to its voter', async () => {
    await start();
    for (const caller of [ann, voter('bob')]) {
      (await cast({caller, entryIds: [entries[0]], requestId: 'request-1'})).expectData();
    }
    expect(await countsIn(game)).toEqual({stored: 2, tallied: 2});
  });

  test('two thousand replays, many at once, add nothing', async () => {
    await start();
    const sent = {caller: ann, entryIds: [entries[0]], requestId: 'request-1'};
    const answers = await Promise.all(Array.from({length: 2_000}, () => cast(sent)));
    const fresh = answers.filter((answer) => !answer.expectData().castBallot.replayed);
    expect(fresh).toHaveLength(1);
    expect(await countsIn(game)).toEqual({stored: 1, tallied: 1});
  });

  test('a thousand ballots of one voter at once give exactly the allowance', async () => {
    await start({ballot: {perDay: 7, perEntryPerDay: 7}});
    const answers = await Promise.all(
      Array.from({length: 1_000}, (_, index) => cast({caller: ann, entryIds: [entries[index % 6]]})),
    );
    const counted = answers.filter(({errors}) => !errors);
    expect(counted).toHaveLength(7);
    for (const answer of answers) if (answer.errors) answer.expectRefusal('BALLOT_DAILY_ALLOWANCE_USED');
    expect(await countsIn(game)).toEqual({stored: 7, tallied: 7});
  });

  test.each(['Ann', 'ann ', ' ann', 'ANN', 'aǹn', 'ann\u200b'])('%j is another voter than ann', async (id) => {
    await start({ballot: {perDay: 1}});
    (await cast({caller: ann, entryIds: [entries[0]]})).expectData();
    (await cast({caller: voter(id), entryIds: [entries[0]]})).expectData();
    (await cast({caller: voter(id), entryIds: [entries[0]]})).expectRefusal('BALLOT_DAILY_ALLOWANCE_USED');
  });

  test('a round says which kinds of voters it takes', async () => {
    await start({ballot: {voters: ['ACCOUNT']}});
    (await cast({caller: ann, entryIds: [entries[0]]})).expectRefusal('BALLOT_VOTER_NOT_ADMITTED');
    (await cast({caller: accountWith(), entryIds: [entries[0]]})).expectData();
  });

  test("nobody votes for the voter's own unit where the round excludes it", async () => {
    await start({ballot: {ownUnitExcluded: true}});
    const unit = game.works[0].organisationId;
    const tell = (id: string, path: string) =>
      game.tell('OrganisationChanged', id, {
        ...{id, path, code: id, parentId: null, kind: 'GRASSROOTS_UNION', level: 'UNIT', closed: false},
        ...{name: {zh: '单位', en: 'Unit'}, shortName: {zh: '单位', en: 'Unit'}},
      });
    await tell(unit, 'ah.hf.');
    await tell('01J00000000000000000000SUB', 'ah.hf.dept.');
    for (const caller of [
      voter('a', unit),
      voter('b', '01J00000000000000000000SUB'),
      accountWith(grantOf('VOTER', 'ah.hf.x.')),
    ]) {
      const answer = await cast({caller, entryIds: [entries[1], entries[0]]});
      expect(answer.expectRefusal('BALLOT_OWN_UNIT')).toEqual({entryId: entries[0]});
      (await cast({caller, entryIds: [entries[1]]})).expectData();
    }
  });

  test('a withdrawn work takes no more votes from that moment, and keeps those it has', async () => {
    await start();
    (await cast({caller: ann, entryIds: [entries[0]]})).expectData();
    await game.changeWork(game.works[0], {state: 'WITHDRAWN'});
    (await cast({caller: voter('bob'), entryIds: [entries[1], entries[0]]})).expectRefusal('BALLOT_ENTRY_WITHDRAWN');
    (await cast({caller: voter('bob'), entryIds: [entries[1]]})).expectData();
    expect(await countsIn(game)).toEqual({stored: 2, tallied: 2});
  });

  test('a stage closed by hand closes the vote, and a larger allowance counts at once', async () => {
    await start({ballot: {perDay: 1}});
    (await cast({caller: ann, entryIds: [entries[0]]})).expectData();
    await game.changeBallot({perDay: 2});
    (await cast({caller: ann, entryIds: [entries[1]]})).expectData();
    await game.apply({stages: [{key: 'online-vote', opensAt, closesAt: '2024-08-08T01:59:59.999Z'}]});
    (await cast({caller: voter('bob'), entryIds: [entries[0]]})).expectRefusal('BALLOT_ROUND_CLOSED');
  });

  test('a round whose entries have not all arrived takes no votes', async () => {
    await start();
    await game.closeShortlist([...game.works.map(({id}) => id), '01J00000000000000000000NEW']);
    (await cast({caller: ann, entryIds: [entries[0]]})).expectRefusal('ROUND_ENTRIES_INCOMPLETE');
  });
});
