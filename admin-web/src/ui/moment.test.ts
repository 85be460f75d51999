import {endOfDay, clockText, dateText, isoDay, momentText, spanText} from './moment';

const shanghai = (language: 'zh' | 'en') => ({zone: 'Asia/Shanghai', language, now: new Date('2024-07-01T00:00:00Z')});

test.each([
  ['2024-07-31T23:59:59.999+08:00', '7月31日 23:59 (周三)', 'Wed 31 Jul 23:59'],
  ['2024-08-06T16:00:00Z', '8月7日 00:00 (周三)', 'Wed 7 Aug 00:00'],
  ['2025-01-01T00:00:00+08:00', '2025年1月1日 00:00 (周三)', 'Wed 1 Jan 2025 00:00'],
])('%s is said in the zone of the campaign, with the year only when it is another', (at, zh, en) => {
  expect(momentText(new Date(at), shanghai('zh'))).toBe(zh);
  expect(momentText(new Date(at), shanghai('en'))).toBe(en);
});

test('days and clocks are those of the zone', () => {
  const at = new Date('2024-07-31T16:30:05Z');
  expect([isoDay(at, 'Asia/Shanghai'), isoDay(at, 'UTC')]).toEqual(['2024-08-01', '2024-07-31']);
  expect(clockText(at, 'Asia/Shanghai')).toBe('00:30:05');
  expect(dateText(at, shanghai('zh'))).toBe('8月1日 (周四)');
});

const h = 3_600_000;
test.each([
  [3 * 24 * h + 4 * h + 1, '3 天 4 小时', '3 days 4 hours'],
  [24 * h, '1 天', '1 day'],
  [h + 60_000, '1 小时 1 分钟', '1 hour 1 minute'],
  [59_000, '59 秒', '59 seconds'],
  [0, '不到 1 秒', 'less than a second'],
])('%i ms is told in its two largest units', (ms, zh, en) => {
  expect([spanText(ms, 'zh'), spanText(ms, 'en')]).toEqual([zh, en]);
});

test('the end of a day is that of its zone', () => {
  expect(endOfDay('2024-07-31', 'Asia/Shanghai').toISOString()).toBe('2024-07-31T15:59:59.999Z');
  expect(endOfDay('2024-07-31', 'UTC').toISOString()).toBe('2024-07-31T23:59:59.999Z');
  expect(endOfDay('2024-12-31', 'America/New_York').toISOString()).toBe('2025-01-01T04:59:59.999Z');
});
