import {orderOf, pageCount, pictureOf, placePage} from './tally-board';

const lines = [
  {id: 'c', number: '10', votes: 30},
  {id: 'a', number: '9', votes: 50},
  {id: 'd', number: '2', votes: 30},
  {id: 'b', number: '1', votes: 0},
];

test('ranked entries stand by votes; equal votes share a rank and then go by number', () => {
  expect(orderOf(lines, true).map(({line, rank}) => [line.id, rank])).toEqual([
    ['a', 1],
    ['d', 2],
    ['c', 2],
    ['b', 4],
  ]);
});

test('where the campaign shows no ranking, entries stand by number and nobody has a rank', () => {
  expect(orderOf(lines, false).map(({line, rank}) => [line.number, rank])).toEqual([
    ['1', null],
    ['2', null],
    ['9', null],
    ['10', null],
  ]);
});

test('a page lies in the document in the order of ids, however the places change', () => {
  const before = placePage(orderOf(lines, true), 0, 3);
  const after = placePage(orderOf([...lines.slice(1), {id: 'c', number: '10', votes: 99}], true), 0, 3);
  expect(before.map(({line, slot}) => [line.id, slot])).toEqual([
    ['a', 0],
    ['c', 2],
    ['d', 1],
  ]);
  expect(after.map(({line, slot}) => [line.id, slot])).toEqual([
    ['a', 1],
    ['c', 0],
    ['d', 2],
  ]);
});

test('shares are of the leader, on later pages too, and nothing is divided by zero', () => {
  expect(placePage(orderOf(lines, true), 1, 3).map(({share}) => share)).toEqual([0]);
  expect(placePage(orderOf([{id: 'a', number: '1', votes: 0}], true), 0, 20)[0]!.share).toBe(0);
});

test.each([
  [0, 1],
  [20, 1],
  [21, 2],
  [300, 15],
])('%i entries make %i pages of twenty', (entries, pages) => {
  expect(pageCount(entries, 20)).toBe(pages);
});

const open = {
  state: 'OPEN',
  opensAt: '2024-08-07T00:00:00+08:00',
  closesAt: '2024-08-16T23:59:59.999+08:00',
  now: new Date('2024-08-10T12:00:00+08:00'),
  entryCount: 300,
  hidden: false,
  heard: true,
};
test.each([
  ['the board while the vote is open', {}, 'board'],
  ['that it opens later', {now: new Date('2024-08-06T23:59:59+08:00'), state: 'WAITING'}, 'opening'],
  ['that it has closed', {now: new Date('2024-08-17T00:00:00+08:00')}, 'closed'],
  ['the board in its last millisecond', {now: new Date('2024-08-16T23:59:59.999+08:00')}, 'board'],
  ['that there are no entries', {entryCount: 0}, 'empty'],
  ['that counts are hidden', {hidden: true}, 'hidden'],
  ['that it waits for the first data', {heard: false}, 'waiting'],
  ['closed once the result is frozen', {state: 'FROZEN'}, 'closed'],
  ['what the votes were from the public notice on', {state: 'ON_NOTICE', hidden: false}, 'revealed'],
  ['the same once it is published', {state: 'PUBLISHED', now: new Date('2024-09-01T00:00:00+08:00')}, 'revealed'],
])('a wall shows %s', (_, change, expected) => {
  expect(pictureOf({...open, ...change})).toBe(expected);
});
