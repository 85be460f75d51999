import {isWithin, limitsOf, plainDecimal, pointsProblem, sumOf} from './round-rules';

const ballot = {
  perDay: 10,
  perRound: null,
  perEntryPerDay: 1,
  perEntryPerRound: null,
  rolling: null,
  ballotsPerDay: null,
  ballotsPerRound: null,
  byConstituency: false,
  ownGroupExcluded: false,
  marksAtLeast: 1,
  marksAtMost: 10,
  ownUnitExcluded: false,
  visibility: 'LIVE' as const,
  delayMinutes: null,
};

test('a limit that is not set is not mentioned', () => {
  expect(limitsOf(ballot).map(({key}) => key)).toEqual(['perDay', 'perEntryPerDay', 'marks', 'visible_LIVE']);
});

test('what is set is said with its number', () => {
  const said = limitsOf({...ballot, perDay: null, perRound: 30, ownUnitExcluded: true, visibility: 'HIDDEN'});
  expect(said.map(({key}) => key)).toEqual(['perRound', 'perEntryPerDay', 'marks', 'ownUnit', 'visible_HIDDEN']);
  expect(said[0]?.values).toEqual({n: 30});
});

test('the rarer limits are said too, each where it is set, and a fixed number of entries as one', () => {
  const rarer = {perEntryPerRound: 3, rolling: {marks: 2, hours: 24}, ballotsPerDay: 1, ballotsPerRound: 7};
  const said = limitsOf({
    ...{...ballot, ...rarer, byConstituency: true, ownGroupExcluded: true},
    ...{marksAtLeast: 3, marksAtMost: 3, perDay: null},
  });
  expect(said).toEqual([
    {key: 'rolling', values: {n: 2, hours: 24}},
    {key: 'ballotsPerDay', values: {n: 1}},
    {key: 'ballotsPerRound', values: {n: 7}},
    {key: 'perEntryPerDay', values: {n: 1}},
    {key: 'perEntryPerRound', values: {n: 3}},
    {key: 'marksExactly', values: {n: 3}},
    {key: 'byConstituency', values: {}},
    {key: 'ownGroup', values: {}},
    {key: 'visible_LIVE', values: {n: 0}},
  ]);
});

test.each([
  ['98.5000', '98.5'],
  ['100', '100'],
  ['100.0000', '100'],
  ['0.0500', '0.05'],
])('%s reads as %s', (text, plain) => expect(plainDecimal(text)).toBe(plain));

test.each([
  ['88.5', null],
  ['100', null],
  ['100.0000', null],
  ['0', null],
  ['', 'blank'],
  ['100.0001', 'bad'],
  ['-0', 'bad'],
  ['１００', 'bad'],
  ['1e2', 'bad'],
  ['88.', 'bad'],
  ['.5', 'bad'],
  ['1.00001', 'bad'],
])('points of %j out of 100 have the problem %j', (text, problem) => {
  expect(pointsProblem(text, '100')).toBe(problem);
});

test('sums are exact', () => {
  expect(sumOf(['0.1000', '0.2000', '53.9999'])).toBe('54.2999');
});

test.each([
  ['2024-08-01T00:00:00.000Z', '2024-08-02T00:00:00.000Z', true],
  ['2024-08-01T12:00:00.000Z', '2024-08-02T00:00:00.000Z', true],
  ['2024-07-01T00:00:00.000Z', '2024-08-01T12:00:00.000Z', true],
  ['2024-07-01T00:00:00.000Z', '2024-08-01T11:59:59.999Z', false],
  ['2024-08-01T12:00:00.001Z', null, false],
  ['2024-07-01T00:00:00.000Z', null, true],
  [null, null, false],
])('noon is within %j to %j: %j', (from, until, within) => {
  expect(isWithin({from, until}, new Date('2024-08-01T12:00:00.000Z'))).toBe(within);
});
