import {isWithin, plainDecimal, pointsProblem, sumOf} from './round-rules';

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
