import {csvOf, printedColumns, PRINTED_ROWS} from './quota-table';

const table = (rows: number) => ({
  headings: ['h'],
  sums: [rows],
  rows: Array.from({length: rows}, (_, i) => ({name: `u${i}`, quotas: [1]})),
});

test.each([
  [16, [16]],
  [PRINTED_ROWS, [PRINTED_ROWS]],
  [PRINTED_ROWS + 1, [13, 12]],
])('%i units are printed in columns of %j rows, numbered through', (rows, lengths) => {
  const columns = printedColumns(table(rows));
  expect(columns.map(({length}) => length)).toEqual(lengths);
  expect(columns.flat().map(({number}) => number)).toEqual(Array.from({length: rows}, (_, i) => i + 1));
});

test('a file opens in a spreadsheet as text and figures, never as formulas', () => {
  expect(csvOf([['序号', '=cmd|x', 'a,"b"', null, 7]])).toBe('\uFEFF序号,\'=cmd|x,"a,""b""",,7\r\n');
});
