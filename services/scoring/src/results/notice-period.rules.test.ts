import {lastNoticeDay} from './notice-period.rules.js';

test.each([
  ['2024-09-11', 5, '2024-09-18'],
  ['2024-09-13', 1, '2024-09-16'],
  ['2024-09-14', 3, '2024-09-18'],
  ['2024-12-30', 3, '2025-01-02'],
])('a period from %s of %i working days ends with %s', (day, workingDays, last) =>
  expect(lastNoticeDay(day, workingDays)).toBe(last),
);
