import {rowsIn, textOfRows} from './table-text.rules.js';

test('a table is read as it is copied from a spreadsheet', () => {
  expect(rowsIn('ah.hefei\t7\t140\n\nah.wuhu, 6, -\n  ah.x 0 1e3\n')).toEqual({
    rows: [
      {unit: 'ah.hefei', quotas: [7, 140]},
      {unit: 'ah.wuhu', quotas: [6, null]},
      {unit: 'ah.x', quotas: [0, '1e3']},
    ],
    lines: [0, 2, 3],
  });
});

test.each([
  ['plan:\n  rows: |\n    a 1\n\n    b 2\n  reports: x\n', '    a 1\n\n    b 2\n'],
  ['plan:\n  rows: |-\n    a 1', '    a 1'],
  ['plan:\n  rows:\n    - {unit: a}\n', null],
])('its text is found in %j', (source, expected) => {
  const place = textOfRows(source);
  expect(place && source.slice(place.from, place.to)).toBe(expected);
});
