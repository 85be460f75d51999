import {
  type Criterion,
  faultOf,
  inputOf,
  lacking,
  listed,
  type Marks,
  mostOf,
  neighbour,
  nextPending,
  phaseOf,
  sameMarks,
  type Sheet,
  stateOf,
  tidied,
  totalOf,
} from './score-sheet';

const criteria: Criterion[] = [
  {key: 'voice', name: 'Voice', most: '40'},
  {key: 'content', name: 'Content', most: '60.5'},
];
const marks = (voice = '', content = '', more: Partial<Marks> = {}): Marks => ({
  points: {voice, content},
  abstained: false,
  conflict: false,
  ...more,
});

test.each([
  ['８８．５', '88.5'],
  ['88。5', '88.5'],
  [' 88.5 ', '88.5'],
  ['abc', 'abc'],
])('%j is taken as %j', (text, expected) => expect(tidied(text)).toBe(expected));

test.each([
  ['', null],
  ['40', null],
  ['40.0000', null],
  ['0', null],
  ['40.0001', 'over'],
  ['400', 'over'],
  ['3.00001', 'digits'],
  ['1e1', 'digits'],
  ['-1', 'digits'],
  ['30.', 'digits'],
] as const)('%j out of 40 has the fault %j', (text, fault) => expect(faultOf(text, '40')).toBe(fault));

test.each([
  ['blank', marks()],
  ['partial', marks('30')],
  ['partial', marks('30', '61')],
  ['done', marks('30', '60.5')],
  ['abstained', marks('30', '', {abstained: true})],
  ['conflict', marks('', '', {conflict: true})],
])('a sheet is %s', (state, sheet) => expect(stateOf(sheet, criteria)).toBe(state));

test('what is lacking is named; nothing is for who abstains', () => {
  expect(lacking(marks('30', 'x'), criteria).map(({name}) => name)).toEqual(['Content']);
  expect(lacking(marks('', '', {abstained: true}), criteria)).toEqual([]);
});

test('the total is exact, and there is none before every criterion has its points', () => {
  expect(totalOf(marks('0.1', '0.2'), criteria)).toBe('0.3');
  expect(totalOf(marks('39.9999', '60.5'), criteria)).toBe('100.4999');
  expect(totalOf(marks('39'), criteria)).toBeNull();
  expect(mostOf(criteria)).toBe('100.5');
});

test('points that are none hold nothing else back', () => {
  expect(inputOf(marks('30.50', '99'), criteria)).toEqual({
    scores: [{criterion: 'voice', points: '30.50'}],
    abstain: false,
    conflict: false,
  });
});

test.each([
  [true, marks('30.5', ''), marks('30.5000', '')],
  [true, marks('30', ''), marks('30', 'x')],
  [false, marks('30', ''), marks('30.1', '')],
  [false, marks('30', ''), marks('30', '', {conflict: true})],
])('two sheets say the same: %s', (same, a, b) => expect(sameMarks(a, b, criteria)).toBe(same));

const sheet = (entryId: string, m: Marks): Sheet => ({
  ...m,
  entryId,
  number: entryId,
  submissionId: entryId,
  title: entryId,
  author: '',
  unit: '',
  version: 0,
  page: null,
});
const sheets = [
  sheet('1', marks('30', '60')),
  sheet('2', marks()),
  sheet('3', marks('30')),
  sheet('4', marks('1', '2')),
];
const ids = (list: readonly Sheet[]) => list.map(({entryId}) => entryId);

test('the list keeps the open sheet in view whatever the filter', () => {
  expect(ids(listed(sheets, criteria, '', null))).toEqual(['1', '2', '3', '4']);
  expect(ids(listed(sheets, criteria, 'pending', null))).toEqual(['2', '3']);
  expect(ids(listed(sheets, criteria, 'pending', '4'))).toEqual(['2', '3', '4']);
  expect(ids(listed(sheets, criteria, 'done', '2'))).toEqual(['1', '2', '4']);
});

test('neighbours end where the list ends', () => {
  expect(neighbour(sheets, '2', 1)?.entryId).toBe('3');
  expect(neighbour(sheets, '2', -1)?.entryId).toBe('1');
  expect(neighbour(sheets, '4', 1)).toBeNull();
  expect(neighbour(sheets, '1', -1)).toBeNull();
  expect(neighbour(sheets, null, 1)).toBeNull();
});

test('the next that is not scored is looked for onwards, then from the start; never the open one', () => {
  expect(nextPending(sheets, criteria, null)?.entryId).toBe('2');
  expect(nextPending(sheets, criteria, '2')?.entryId).toBe('3');
  expect(nextPending(sheets, criteria, '3')?.entryId).toBe('2');
  expect(nextPending([sheets[1]!], criteria, '2')).toBeNull();
});

const window = {scoringOpensAt: '2024-08-07T00:00:00.000Z', scoringClosesAt: '2024-08-16T15:59:59.999Z'};
test.each([
  ['before', {state: 'WAITING', ...window}, '2024-08-06T23:59:59.999Z'],
  ['before', {state: 'WAITING', scoringOpensAt: null, scoringClosesAt: null}, '2024-08-06T00:00:00Z'],
  ['open', {state: 'OPEN', ...window}, '2024-08-07T00:00:00.000Z'],
  ['open', {state: 'OPEN', ...window}, '2024-08-16T15:59:59.999Z'],
  ['open', {state: 'OPEN', ...window, scoringClosesAt: null}, '2030-01-01T00:00:00Z'],
  ['over', {state: 'CLOSED', ...window}, '2024-08-16T16:00:00.000Z'],
  ['over', {state: 'FROZEN', ...window}, '2024-08-10T00:00:00Z'],
] as const)('scoring is %s', (phase, round, now) => expect(phaseOf(round, new Date(now))).toBe(phase));
