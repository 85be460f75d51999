import {allot, checkMarks, checkWindow, dayAfter, dayNumber, dayText, type Use} from './ballot.rules.js';

const opensAt = Date.parse('2024-08-06T16:00:00.000Z');
const closesAt = Date.parse('2024-08-16T15:59:59.999Z');
const limits = {perDay: 5, perRound: 8, perEntryPerDay: 2, marksAtLeast: 2, marksAtMost: 3};
const use = (today: number, inRound: number, ofEntry: [number, number][] = []): Use => ({
  today,
  inRound,
  ofEntryToday: new Map(ofEntry),
});

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
    const given = allot(entries, limits, used);
    expect(Array.isArray(given) ? given.map(({slot}) => slot) : given).toEqual(expected);
  });

  test('each limit numbers on its own, and a limit that is not set numbers nothing', () => {
    expect(allot([7], limits, use(2, 4, [[7, 1]]))).toEqual([{entry: 7, slot: 3, roundSlot: 5, entrySlot: 2}]);
    const free = {...limits, perDay: null, perRound: null, perEntryPerDay: null};
    expect(allot([7], free, use(99, 99, [[7, 99]]))).toEqual([
      {entry: 7, slot: null, roundSlot: null, entrySlot: null},
    ]);
  });
});

test.each([
  [20240807, '2024-08-07', '2024-08-08'],
  [20240831, '2024-08-31', '2024-09-01'],
  [20240228, '2024-02-28', '2024-02-29'],
  [20241231, '2024-12-31', '2025-01-01'],
])('%d is %s, and %s comes after it', (day, text, next) => {
  expect([dayNumber(text), dayText(day), dayAfter(day)]).toEqual([day, text, next]);
});
