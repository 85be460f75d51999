import {cellsIn, changedRows, hasNames, moved, numberIn, pasted, sumsOf} from './number-grid';

const rows = [
  {id: 'a', name: '合肥', numbers: [7, null]},
  {id: 'b', name: '芜湖', numbers: [6, 0]},
];

test.each([
  ['7', 7],
  [' 1,200 ', 1200],
  ['１２', 12],
  ['', null],
  ['—', null],
  ['1.5', undefined],
  ['-3', undefined],
  ['7个', undefined],
])('%j is %p', (text, number) => expect(numberIn(text)).toBe(number));

test('a block from a spreadsheet is written from one cell on, and what is no number is left', () => {
  const {rows: next, refused} = pasted(rows, {row: 0, column: 1}, cellsIn('5\t9\r\nx\t9\r\n1\t1\r\n'));
  expect(next.map(({numbers}) => numbers)).toEqual([
    [7, 5],
    [6, 0],
  ]);
  expect(refused).toBe(1);
});

test('a table with names is told from a block of numbers', () => {
  expect(hasNames(cellsIn('单位\t数\n合肥\t7'))).toBe(true);
  expect(hasNames(cellsIn('7\t8\n9\t—'))).toBe(false);
});

test('sums are there at once, and nothing is not 0', () => {
  expect(sumsOf(rows, 2)).toEqual([13, 0]);
  expect(sumsOf([rows[0]!], 2)).toEqual([7, null]);
});

test('only what is another number is sent', () => {
  const columns = [
    {key: 'unions', name: ''},
    {key: 'events', name: ''},
  ];
  const now = [
    {...rows[0]!, numbers: [7, 3]},
    {...rows[1]!, numbers: [6, null]},
  ];
  expect(changedRows(rows, now, columns)).toEqual([
    {organisationId: 'a', targets: [{metric: 'events', target: 3}]},
    {organisationId: 'b', targets: [{metric: 'events', target: null}]},
  ]);
});

test.each([
  ['ArrowDown', {row: 1, column: 0}],
  ['Enter', {row: 1, column: 0}],
  ['ArrowRight', {row: 0, column: 1}],
  ['ArrowUp', null],
  ['ArrowLeft', null],
  ['a', null],
])('%s leads from the first cell to %j', (key, place) => {
  expect(moved(key, {row: 0, column: 0}, {rows: 2, columns: 2})).toEqual(place);
});
