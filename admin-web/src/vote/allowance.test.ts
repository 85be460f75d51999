import {allowanceOf, type Voting} from './allowance';

const unlimited = {
  ...{remainingToday: null, remainingInRound: null, remainingNow: null},
  ...{ballotsLeftToday: null, ballotsLeftInRound: null},
};

/** The one line that says what a voter has left. */
test.each<[said: string, left: Partial<Voting>, expected: ReturnType<typeof allowanceOf>]>([
  ['nothing is limited', {}, null],
  ['marks a day', {remainingToday: 10}, {key: 'today', n: 10}],
  ['a ballot a day holds three of the ten', {remainingToday: 10, ballotsLeftToday: 1}, {key: 'today', n: 3}],
  ['two ballots hold six', {remainingInRound: 50, ballotsLeftInRound: 2}, {key: 'inRound', n: 6}],
  ['the tightest counts', {remainingToday: 10, remainingNow: 2}, {key: 'now', n: 2}],
  ['no ballot left today', {remainingToday: 7, ballotsLeftToday: 0}, {key: 'noBallotToday', n: 0}],
  ['no ballot left at all', {ballotsLeftInRound: 0, remainingToday: 7}, {key: 'noBallotInRound', n: 0}],
])('%s', (_, left, expected) => {
  expect(allowanceOf({...unlimited, ...left} as Voting, 3)).toEqual(expected);
});
