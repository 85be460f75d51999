import {instantOf, localDay} from '@concours/kernel/zone';
import {erasureDue} from './retention.rules.js';

const due = (days: number | undefined, ends: (string | null)[], timezone = 'Asia/Shanghai') =>
  erasureDue({days, timezone, ends}, localDay, instantOf)?.toISOString() ?? null;

describe('the day on which personal data goes', () => {
  it.each([
    [
      'the day after the last day of keeping, at midnight of the zone',
      180,
      ['2024-12-31T15:59:59.999Z'],
      '2025-06-29T16:00:00.000Z',
    ],
    [
      'counted from the stage that ends last',
      1,
      ['2024-01-01T00:00:00Z', '2024-03-01T00:00:00Z'],
      '2024-03-02T16:00:00.000Z',
    ],
    ['through a leap day', 1, ['2024-02-28T04:00:00Z'], '2024-02-29T16:00:00.000Z'],
    ['the next midnight when nothing is kept', 0, ['2024-02-28T04:00:00Z'], '2024-02-28T16:00:00.000Z'],
    ['not known while a stage has no end', 180, ['2024-01-01T00:00:00Z', null], null],
    ['not known without stages', 180, [], null],
    ['never without a rule', undefined, ['2024-01-01T00:00:00Z'], null],
  ])('is %s', (_, days, ends, expected) => expect(due(days, ends)).toBe(expected));

  it('is right where the clocks change between the end and the day', () => {
    expect(due(30, ['2024-03-15T12:00:00Z'], 'Europe/Berlin')).toBe('2024-04-14T22:00:00.000Z');
  });
});
