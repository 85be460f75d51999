import {readTable} from './allocation-table.rules.js';

const columns = [
  {key: 'unions', headings: ['发动基层工会', 'Unions']},
  {key: 'events', headings: ['线下活动', 'Events']},
];
const units = ['合肥市总工会', '芜湖市总工会', '马鞍山市总工会', '安徽省直机关工会', '安徽省教科文卫体工会'].map(
  (name, n) => ({
    id: `id${n}`,
    code: `u${n}`,
    names: [name],
  }),
);
const table = (...rows: string[][]) => rows.map((cells, n) => ({number: n + 1, cells}));

test('an annex is read: its title, short names, no number where a dash stands, and its total', () => {
  const read = readTable(
    table(
      ['附件1', '', ''],
      ['序号', '单位', '发动基层工会（个）', '线下活动（场）'],
      ['1', '合肥', '7', '1,020'],
      ['2', 'u1', '6', '—'],
      ['', '合 计', '13', '1020'],
    ),
    columns,
    units,
  );
  expect(read.faults).toEqual([]);
  expect(read.rows.map(({unitId, targets}) => [unitId, targets])).toEqual([
    ['id0', {unions: 7, events: 1020}],
    ['id1', {unions: 6, events: null}],
  ]);
  expect(read.sums).toEqual([
    {metric: 'unions', printed: 13, counted: 13},
    {metric: 'events', printed: 1020, counted: 1020},
  ]);
});

test('two columns of rows beside each other are one table', () => {
  const read = readTable(
    table(['单位', '线下活动', '单位', '线下活动'], ['合肥', '1', '马鞍山', '3'], ['芜湖', '2', '合计', '6']),
    columns,
    units,
  );
  expect(read.rows.map(({unitId, targets}) => [unitId, targets.events])).toEqual([
    ['id0', 1],
    ['id1', 2],
    ['id2', 3],
  ]);
  expect(read.faults).toEqual([]);
});

test.each<[string, string[][], [number, string][]]>([
  [
    'a total that the rows do not add up to',
    [
      ['单位', '线下活动'],
      ['合肥', '1'],
      ['合计', '2'],
    ],
    [[3, 'SUM_WRONG']],
  ],
  [
    'a unit that nobody knows',
    [
      ['单位', '线下活动'],
      ['南京', '1'],
    ],
    [[2, 'UNIT_UNKNOWN']],
  ],
  [
    'a name that several begin with',
    [
      ['单位', '线下活动'],
      ['安徽省', '1'],
    ],
    [[2, 'UNIT_UNKNOWN']],
  ],
  [
    'a unit twice',
    [
      ['单位', '线下活动'],
      ['合肥', '1'],
      ['合肥市总工会', '1'],
    ],
    [[3, 'UNIT_TWICE']],
  ],
  [
    'what is no whole number',
    [
      ['单位', '线下活动'],
      ['合肥', '1.5'],
    ],
    [[2, 'NUMBER_INVALID']],
  ],
  [
    'no column of the plan',
    [
      ['单位', '人数'],
      ['合肥', '1'],
    ],
    [[1, 'COLUMNS_MISSING']],
  ],
  ['no headings', [['合肥', '1']], [[1, 'COLUMNS_MISSING']]],
])('%s is told', (_, rows, expected) => {
  expect(readTable(table(...rows), columns, units).faults.map(({line, fault}) => [line, fault])).toEqual(expected);
});
