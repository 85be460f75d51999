import {endOf, isReal, startOf} from './moment.rules.js';

describe('a moment', () => {
  it.each([
    ['2024-07-31', '2024-07-31T00:00:00.000', '2024-07-31T23:59:59.999'],
    ['2024-07-31T23:59', '2024-07-31T23:59:00.000', '2024-07-31T23:59:59.999'],
    ['2024-07-31T23:59:59', '2024-07-31T23:59:59.000', '2024-07-31T23:59:59.999'],
    ['2024-08-16T20:00', '2024-08-16T20:00:00.000', '2024-08-16T20:00:59.999'],
  ])('%s begins at %s and lasts through %s', (moment, start, end) => {
    expect([startOf(moment), endOf(moment)]).toEqual([start, end]);
  });

  it.each(['2024-02-30', '2023-02-29', '2024-00-10', '2024-04-31', '2024-01-01T24:00', '2024-01-01T10:60', '2024-1-1', '0000-01-01', ''])('%s is none', (moment) => {
    expect(isReal(moment)).toBe(false);
  });
});
