import {limitsOf} from './ballot-limits';

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
