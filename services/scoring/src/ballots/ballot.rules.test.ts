import {allot, checkMarks, checkWindow, dayAfter, dayNumber, dayText, leftOf, type Use} from './ballot.rules.js';

const opensAt = Date.parse('2024-08-06T16:00:00.000Z');
const closesAt = Date.parse('2024-08-16T15:59:59.999Z');
const limits = {
  ...{perDay: 5, perRound: 8, perEntryPerDay: 2, marksAtLeast: 2, marksAtMost: 3},
  ...{perEntryPerRound: null, ballotsPerDay: null, ballotsPerRound: null, rolling: null},
};
const noLimits = {...limits, perDay: null, perRound: null, perEntryPerDay: null};
const unused: Use = {
  ...{today: 0, inRound: 0, ballotsToday: 0, ballotsInRound: 0, turns: []},
  ...{ofEntryToday: new Map(), ofEntryInRound: new Map()},
};
const use = (today: number, inRound: number, ofEntry: [number, number][] = []): Use => ({
  ...unused,
  ...{today, inRound, ofEntryToday: new Map(ofEntry)},
});
const HOUR = 3_600_000;
const when = {day: 20240808, at: 100 * HOUR};

describe('the window holds to the millisecond, both ends included', () => {
  test.each([
    [opensAt - 1_000, 'NOT_OPEN'],
    [opensAt - 1, 'NOT_OPEN'],
    [opensAt, null],
    [closesAt, null],
    [closesAt + 1, 'CLOSED'],
    [closesAt + 1_000, 'CLOSED'],
  ])('%d: %s', (at, kind) => expect(checkWindow({opensAt, closesAt}, at)?.kind ?? null).toBe(kind));

  test('a vote whose opening is not settled has not begun', () =>
    expect(checkWindow({opensAt: null, closesAt: null}, opensAt)).toEqual({kind: 'NOT_OPEN', opensAt: null}));
});

describe('a ballot names as many different entries as the round wants', () => {
  test.each<[string[], string | null]>([
    [[], 'MARKS_COUNT'],
    [['a'], 'MARKS_COUNT'],
    [['a', 'b'], null],
    [['a', 'b', 'c'], null],
    [['a', 'b', 'c', 'd'], 'MARKS_COUNT'],
    [['a', 'a'], 'ENTRY_TWICE'],
    [['a', 'b', 'a'], 'ENTRY_TWICE'],
  ])('%j: %s', (entries, kind) => expect(checkMarks(entries, limits)?.kind ?? null).toBe(kind));
});

describe('slots', () => {
  test.each<[string, number[], Use, unknown]>([
    ['nothing used', [7, 8], use(0, 0), [1, 2]],
    ['the last two of the day', [7, 8], use(3, 3), [4, 5]],
    ['one left of the day', [7, 8], use(4, 4), {kind: 'DAY_USED', remaining: 1}],
    ['none left of the day', [7], use(5, 5), {kind: 'DAY_USED', remaining: 0}],
    ['more used than is allowed by now', [7], use(9, 5), {kind: 'DAY_USED', remaining: 0}],
    ['one left of the round', [7, 8], use(0, 7), {kind: 'ROUND_USED', remaining: 1}],
    ['the entry has had its share', [8, 7], use(2, 2, [[7, 2]]), {kind: 'ENTRY_USED', entry: 7, perDay: 2}],
    ['the entry may have one more', [7, 8], use(2, 2, [[7, 1]]), [3, 4]],
  ])('%s', (_, entries, used, expected) => {
    const given = allot(entries, limits, used, when);
    expect('kind' in given ? given : given.marks.map(({slot}) => slot)).toEqual(expected);
  });

  test('each limit numbers on its own, and a limit that is not set numbers nothing', () => {
    expect(allot([7], limits, use(2, 4, [[7, 1]]), when)).toEqual({
      marks: [{entry: 7, slot: 3, roundSlot: 5, entrySlot: 2}],
      ...{claims: [], turns: []},
    });
    expect(allot([7], noLimits, use(99, 99, [[7, 99]]), when)).toEqual({
      marks: [{entry: 7, slot: null, roundSlot: null, entrySlot: null}],
      ...{claims: [], turns: []},
    });
  });
});

describe('the rarer limits', () => {
  test.each<[string, Partial<typeof limits | Record<string, unknown>>, Partial<Use>, unknown]>([
    [
      'an entry in the round',
      {perEntryPerRound: 2},
      {ofEntryInRound: new Map([[8, 1]])},
      [
        [1, 7, 1, 0],
        [1, 8, 2, 1],
      ],
    ],
    [
      'an entry that has had its share of the round',
      {perEntryPerRound: 2},
      {ofEntryInRound: new Map([[8, 2]])},
      {kind: 'ENTRY_ROUND_USED', entry: 8, perRound: 2},
    ],
    ['one ballot a day', {ballotsPerDay: 1}, {}, [[2, 20240808, 1, 0]]],
    ['one ballot a day, handed in', {ballotsPerDay: 1}, {ballotsToday: 1}, {kind: 'BALLOTS_DAY_USED', perDay: 1}],
    ['the third ballot of a round', {ballotsPerRound: 3}, {ballotsInRound: 2}, [[3, 0, 3, 0]]],
    ['a fourth of three', {ballotsPerRound: 3}, {ballotsInRound: 3}, {kind: 'BALLOTS_ROUND_USED', perRound: 3}],
    [
      'both at once',
      {ballotsPerDay: 2, ballotsPerRound: 9},
      {ballotsToday: 1, ballotsInRound: 5},
      [
        [2, 20240808, 2, 0],
        [3, 0, 6, 0],
      ],
    ],
  ])('%s', (_, some, used, expected) => {
    const given = allot([7, 8], {...noLimits, ...some}, {...unused, ...used}, when);
    const claims = 'kind' in given ? given : given.claims.map((c) => [c.kind, c.subject, c.slot, c.position]);
    expect(claims).toEqual(expected);
  });
});

describe('a rolling allowance of 3 marks in any 24 hours', () => {
  const rolling = {marks: 3, hours: 24};
  /** Marks at these hours, numbered from the first that is still known. */
  const turns = (hours: number[], first = 1) => hours.map((hour, index) => ({slot: first + index, at: hour * HOUR}));

  test.each<[string, number[], number, {now: number; nextAt: number | null}]>([
    ['nothing used', [], 0, {now: 3, nextAt: null}],
    ['one used just now', [10], 10, {now: 2, nextAt: 34}],
    ['two used, hours apart', [10, 20], 21, {now: 1, nextAt: 34}],
    ['all used', [10, 20, 30], 31, {now: 0, nextAt: 34}],
    ['the first is a moment short of a day ago', [10, 20, 30], 33.999, {now: 0, nextAt: 34}],
    ['the first is a day ago to the moment', [10, 20, 30], 34, {now: 1, nextAt: 44}],
    ['two of them are over', [10, 20, 30], 44, {now: 2, nextAt: 54}],
    ['all of them are over', [10, 20, 30], 54, {now: 3, nextAt: null}],
    ['three at once', [10, 10, 10], 33, {now: 0, nextAt: 34}],
    ['three at once, a day ago', [10, 10, 10], 34, {now: 3, nextAt: null}],
  ])('%s', (_, used, hour, {now, nextAt}) => {
    const left = leftOf({...noLimits, rolling}, {...unused, turns: turns(used)}, hour * HOUR);
    expect([left.now, left.nextAt]).toEqual([now, nextAt === null ? null : nextAt * HOUR]);
  });

  test('midnight changes nothing: at 23:00 and 01:00 it is the same allowance', () => {
    const used = {...unused, turns: turns([23, 23, 23])};
    expect(allot([7], {...noLimits, rolling}, used, {day: 20240809, at: 25 * HOUR})).toEqual({
      kind: 'ROLLING_USED',
      ...{marks: 3, hours: 24, remaining: 0, resetsAt: 47 * HOUR},
    });
  });

  test('a ballot waits for the last mark that it needs, and says when that is', () => {
    const used = {...unused, turns: turns([1, 5, 9], 8)};
    const at = 26 * HOUR;
    expect(allot([7, 8], {...noLimits, rolling}, used, {day: 20240809, at})).toMatchObject({
      ...{kind: 'ROLLING_USED', remaining: 1, resetsAt: 29 * HOUR},
    });
    expect(allot([7, 8, 9, 6], {...noLimits, rolling}, used, {day: 20240809, at})).toMatchObject({resetsAt: null});
  });

  test('each mark names the one before which it must keep its distance from', () => {
    const given = allot([7, 8], {...noLimits, rolling}, {...unused, turns: turns([1, 2, 50], 8)}, when);
    expect(given).toMatchObject({
      turns: [
        {slot: 11, rolling, beforeAt: 1 * HOUR, position: 0},
        {slot: 12, rolling, beforeAt: 2 * HOUR, position: 1},
      ],
    });
    const first = allot([7, 8], {...noLimits, rolling}, unused, when);
    expect(first).toMatchObject({
      turns: [
        {slot: 1, beforeAt: null},
        {slot: 2, beforeAt: null},
      ],
    });
  });
});

test('what is left is told of each limit, and of none that there is not', () => {
  const all = {...limits, ballotsPerDay: 2, ballotsPerRound: 9, rolling: {marks: 4, hours: 1}};
  const used = {...use(3, 9), ballotsToday: 1, ballotsInRound: 4};
  const none = {today: null, inRound: null, ballotsToday: null, ballotsInRound: null, now: null, nextAt: null};
  expect(leftOf(all, used, 0)).toEqual({...none, today: 2, inRound: 0, ballotsToday: 1, ballotsInRound: 5, now: 4});
  expect(leftOf(noLimits, used, 0)).toEqual(none);
});

test.each([
  [20240807, '2024-08-07', '2024-08-08'],
  [20240831, '2024-08-31', '2024-09-01'],
  [20240228, '2024-02-28', '2024-02-29'],
  [20241231, '2024-12-31', '2025-01-01'],
])('%d is %s, and %s comes after it', (day, text, next) => {
  expect([dayNumber(text), dayText(day), dayAfter(day)]).toEqual([day, text, next]);
});
