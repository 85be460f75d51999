import {isDue, isOpening, outlived, spacingOf} from './snapshot.rules.js';

const MINUTE = 60_000;
const opensAt = 1_000 * MINUTE;
const closesAt = 2_000 * MINUTE;

test.each([
  [1, 10_000],
  [10, 10_000],
  [60, 60_000],
  [1_440, 300_000],
])('with a delay of %d minutes, counts are kept every %d ms', (minutes, spacing) =>
  expect(spacingOf(minutes * MINUTE)).toBe(spacing),
);

test.each([
  ['before the vote', opensAt - 2 * MINUTE, null, false],
  ['just before it opens', opensAt - MINUTE, null, true],
  ['soon after the last ones', opensAt + 5_000, opensAt, false],
  ['when it is time', opensAt + 10_000, opensAt, true],
  ['after it closed, for what came last', closesAt + 20_000, closesAt + 10_000, true],
  ['when that is in', closesAt + 300_000, closesAt + 10_001, false],
  ['much later, for what was voided since', closesAt + 310_001, closesAt + 10_001, true],
])('%s', (_, now, last, due) => expect(isDue({opensAt, closesAt, delayMs: 10 * MINUTE, now, last})).toBe(due));

test('a vote whose dates are open keeps nothing', () =>
  expect(isDue({opensAt: null, closesAt: null, delayMs: MINUTE, now: opensAt, last: null})).toBe(false));

test.each([
  ['before the opening', opensAt - 1, true],
  ['in its first looks', opensAt + 20_000, true],
  ['later', opensAt + 30_000, false],
])('counts of the opening stand for those of %s: %s', (_, newest, opening) =>
  expect(isOpening(opensAt, newest, MINUTE)).toBe(opening),
);

test.each([
  ['nothing is old enough yet', 109, null, []],
  ['one is', 110, null, []],
  ['two are', 120, null, [100]],
  ['all are', 999, null, [100, 110, 120]],
  ['all are, but a freeze holds one', 999, 121, [100, 120]],
  ['a freeze is to come', 999, 9_999, [100, 110, 120]],
  ['a freeze before all', 999, 50, [100, 110, 120]],
])('what is outlived when %s', (_, now, freezesAt, gone) =>
  expect(outlived([100, 110, 120, 130], {now, delayMs: 10, freezesAt})).toEqual(gone),
);
