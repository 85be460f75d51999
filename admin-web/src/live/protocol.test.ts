import {
  advance,
  freshnessOf,
  LATE_AFTER_MS,
  type LiveBoard,
  type LiveEvent,
  type LiveKind,
  type Step,
} from './protocol';

interface Count {
  id: string;
  votes: number;
}

const count = (id: string, votes: number): Count => ({id, votes});
const event = (kind: LiveKind, revision: number, entries: Count[] = [], epoch = 'e1'): LiveEvent<Count> => ({
  kind,
  epoch,
  revision,
  entries,
});
const down = (before: Count, after: Count) => after.votes < before.votes;

function play(...events: LiveEvent<Count>[]): LiveBoard<Count> {
  let board: LiveBoard<Count> | null = null;
  for (const next of events) {
    const step: Step<Count> = advance(board, next, down);
    if ('resubscribe' in step) throw new Error(step.resubscribe);
    board = step.board;
  }
  return board!;
}

const begun = () => play(event('SNAPSHOT', 7, [count('a', 10), count('b', 5)]));

test('a snapshot replaces everything, in the order it came', () => {
  const board = play(event('SNAPSHOT', 1, [count('z', 1)]), event('SNAPSHOT', 9, [count('b', 2), count('a', 3)], 'e2'));
  expect([...board.entries.keys()]).toEqual(['b', 'a']);
  expect(board).toMatchObject({epoch: 'e2', revision: 9});
});

test('a delta carries absolute counts of what changed, and the board before it stays as it was', () => {
  const before = begun();
  const step = advance(before, event('DELTA', 8, [count('b', 6)]), down);
  expect('board' in step && [...step.board.entries.values()]).toEqual([count('a', 10), count('b', 6)]);
  expect(before.entries.get('b')).toEqual(count('b', 5));
});

test.each<[string, LiveEvent<Count>, string]>([
  ['another epoch', event('DELTA', 8, [count('a', 11)], 'e2'), 'epoch'],
  ['a heartbeat of another epoch', event('HEARTBEAT', 7, [], 'e2'), 'epoch'],
  ['a gap in revisions', event('DELTA', 9, [count('a', 11)]), 'gap'],
  ['a heartbeat that knows a later revision', event('HEARTBEAT', 8), 'gap'],
  ['an entry nobody has heard of', event('DELTA', 8, [count('c', 1)]), 'unknown-entry'],
  ['a count that went down without a correction', event('DELTA', 8, [count('a', 9)]), 'backwards'],
])('%s asks for a new snapshot', (_, next, reason) => {
  expect(advance(begun(), next, down)).toEqual({resubscribe: reason});
});

test('anything before the first snapshot asks for one', () => {
  expect(advance(null, event('DELTA', 1, []))).toEqual({resubscribe: 'no-snapshot'});
});

test.each<[string, LiveEvent<Count>]>([
  ['a heartbeat', event('HEARTBEAT', 7)],
  ['a delta that was seen already', event('DELTA', 7, [count('a', 999)])],
  ['a delta of the past', event('DELTA', 3, [count('a', 1)])],
  ['a freeze at the revision it freezes', event('FREEZE', 7)],
])('%s leaves the counts alone', (_, next) => {
  const step = advance(begun(), next, down);
  expect('board' in step && [...step.board.entries.values()]).toEqual([count('a', 10), count('b', 5)]);
});

test('a correction may take votes away', () => {
  expect(
    play(event('SNAPSHOT', 7, [count('a', 10)]), event('CORRECTION', 8, [count('a', 4)])).entries.get('a'),
  ).toEqual(count('a', 4));
});

test.each([
  [
    'live while something was heard within six seconds',
    {heardAt: 0, now: LATE_AFTER_MS, connected: true, online: true},
    'live',
  ],
  ['late just after', {heardAt: 0, now: LATE_AFTER_MS + 1, connected: true, online: true}, 'late'],
  [
    'offline when the socket is gone and nothing was heard',
    {heardAt: 0, now: 60_000, connected: false, online: true},
    'offline',
  ],
  ['still live in the seconds of a quick reconnect', {heardAt: 0, now: 1_000, connected: false, online: true}, 'live'],
  ['offline at once when the device says so', {heardAt: 0, now: 10, connected: true, online: false}, 'offline'],
  ['connecting before anything came', {heardAt: null, now: 10, connected: false, online: true}, 'connecting'],
] as const)('a screen is %s', (_, input, expected) => {
  expect(freshnessOf(input)).toBe(expected);
});
