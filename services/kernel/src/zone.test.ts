import {instantOf, isZone, localDay, localTime} from './zone.js';

describe('days and times of a zone', () => {
  test.each([
    ['2024-07-31T23:59:59.999', 'Asia/Shanghai', '2024-07-31T15:59:59.999Z'],
    ['2024-08-01T00:00:00.000', 'Asia/Shanghai', '2024-07-31T16:00:00.000Z'],
    ['2024-03-31T03:30:00.000', 'Europe/Berlin', '2024-03-31T01:30:00.000Z'],
    ['2024-10-27T02:30:00.000', 'Europe/Berlin', '2024-10-27T00:30:00.000Z'],
    ['2024-03-31T02:30:00.000', 'Europe/Berlin', '2024-03-31T01:00:00.000Z'],
    ['2024-12-31T23:00:00.000', 'Pacific/Kiritimati', '2024-12-31T09:00:00.000Z'],
  ])('%s in %s is %s', (local, zone, instant) => expect(instantOf(local, zone).toISOString()).toBe(instant));

  test.each([
    ['2024-07-31T15:59:59.999Z', '2024-07-31'],
    ['2024-07-31T16:00:00.000Z', '2024-08-01'],
  ])('%s falls on %s in Shanghai', (instant, day) => expect(localDay(new Date(instant), 'Asia/Shanghai')).toBe(day));

  test('every hour of a year comes back from its local time, but the hour that happens twice', () => {
    for (let at = Date.UTC(2024, 0, 1); at < Date.UTC(2025, 0, 1); at += 3_600_000) {
      const back = instantOf(localTime(new Date(at), 'Europe/Berlin'), 'Europe/Berlin').getTime();
      expect([0, -3_600_000]).toContain(back - at);
      if (back !== at) expect(new Date(at).toISOString()).toBe('2024-10-27T01:00:00.000Z');
    }
  });

  test('a zone that does not exist is told from one that does', () =>
    expect(['Asia/Shanghai', 'UTC', 'Anhui/Hefei', ''].map(isZone)).toEqual([true, true, false, false]));
});
