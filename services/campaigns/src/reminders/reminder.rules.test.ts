import {forbiddenAt, freeSlot, nextAllowed, reminderRuleOf} from './reminder.rules.js';

const rule = {perUnitPerWeek: 1, from: '08:30', until: '17:30'};

test('without a word in the definition a unit gets one reminder a week, from 08:30 until 17:30', () => {
  expect(reminderRuleOf({})).toEqual(rule);
  expect(reminderRuleOf({reminders: {perUnitPerWeek: 2, from: '09:00'}})).toEqual({
    ...{perUnitPerWeek: 2, from: '09:00', until: '17:30'},
  });
});

// 2022-06-13 is a Monday
test.each([
  ['on Monday at the first minute', '2022-06-13T08:30:00.000', null, '2022-06-13T08:30:00.000'],
  ['on Monday a millisecond earlier', '2022-06-13T08:29:59.999', 'HOURS', '2022-06-13T08:30:00.000'],
  ['in the last minute', '2022-06-13T17:30:59.999', null, '2022-06-13T17:30:59.999'],
  ['in the evening', '2022-06-13T17:31:00.000', 'HOURS', '2022-06-14T08:30:00.000'],
  ['on Friday evening', '2022-06-17T18:00:00.000', 'HOURS', '2022-06-20T08:30:00.000'],
  ['on Saturday at noon', '2022-06-18T12:00:00.000', 'DAY', '2022-06-20T08:30:00.000'],
  ['on Sunday night', '2022-06-19T23:59:59.999', 'DAY', '2022-06-20T08:30:00.000'],
  ['at the turn of the year', '2022-12-30T20:00:00.000', 'HOURS', '2023-01-02T08:30:00.000'],
] as const)('a reminder %s is allowed or has its next time', (_, local, forbidden, next) => {
  expect(forbiddenAt(local, rule)).toBe(forbidden);
  expect(nextAllowed(local, rule)).toBe(next);
  expect(forbiddenAt(next, rule)).toBeNull();
});

test('a campaign that allows none has no next time', () => {
  const off = {...rule, perUnitPerWeek: 0};
  expect(forbiddenAt('2022-06-13T10:00:00.000', off)).toBe('OFF');
  expect(nextAllowed('2022-06-13T10:00:00.000', off)).toBeNull();
});

describe('of the places of a unit', () => {
  const now = new Date('2022-06-13T02:00:00Z');
  const ago = (days: number, ms = 0) => new Date(now.getTime() - days * 86_400_000 - ms);

  test.each([
    ['the first is free at the beginning', [], 1, {slot: 0}],
    ['one is free again after seven days to the millisecond', [{slot: 0, at: ago(7)}], 1, {slot: 0}],
    ['none is before that', [{slot: 0, at: new Date(ago(7).getTime() + 1)}], 1, {freeAt: new Date(now.getTime() + 1)}],
    ['the next one is free', [{slot: 0, at: ago(1)}], 2, {slot: 1}],
    [
      'the lowest of those that are free is taken',
      [
        {slot: 0, at: ago(8)},
        {slot: 1, at: ago(2)},
      ],
      2,
      {slot: 0},
    ],
    [
      'the oldest comes free first',
      [
        {slot: 0, at: ago(3)},
        {slot: 1, at: ago(5)},
      ],
      2,
      {freeAt: ago(-2)},
    ],
    [
      'after the rule became stricter all but the newest have to pass',
      [
        {slot: 0, at: ago(6)},
        {slot: 1, at: ago(5)},
        {slot: 2, at: ago(1)},
      ],
      1,
      {freeAt: ago(-6)},
    ],
  ])('%s', (_, slots, most, expected) => {
    expect(freeSlot(slots, most, now)).toEqual(expected);
  });
});
