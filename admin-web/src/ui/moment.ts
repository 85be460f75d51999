/** The zone where no campaign names another. */
export const PLATFORM_ZONE = 'Asia/Shanghai';

/** Dates as the papers write them: 7月31日 23:59 (周三), in the zone of the campaign, never in that of the browser. */
export type MomentLanguage = 'zh' | 'en';

interface Parts {
  year: number;
  month: number;
  day: number;
  hour: string;
  minute: string;
  second: string;
  weekday: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, language: MomentLanguage): Intl.DateTimeFormat {
  const key = `${zone} ${language}`;
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
      timeZone: zone,
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      weekday: 'short',
      hourCycle: 'h23',
    });
    formats.set(key, made);
  }
  return made;
}

function partsOf(at: Date, zone: string, language: MomentLanguage): Parts {
  const found = Object.fromEntries(
    format(zone, language)
      .formatToParts(at)
      .map(({type, value}) => [type, value]),
  );
  const {hour = '', minute = '', second = '', weekday = ''} = found;
  return {year: Number(found.year), month: Number(found.month), day: Number(found.day), hour, minute, second, weekday};
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function dayText(p: Parts, language: MomentLanguage, thisYear: number): string {
  if (language === 'zh') return `${p.year === thisYear ? '' : `${p.year}年`}${p.month}月${p.day}日`;
  return `${p.day} ${months[p.month - 1] ?? ''}${p.year === thisYear ? '' : ` ${p.year}`}`;
}

export interface Where {
  zone: string;
  language: MomentLanguage;
  /** The server's now: the year is left out when it is this one. */
  now: Date;
}

export function momentText(at: Date, {zone, language, now}: Where): string {
  const p = partsOf(at, zone, language);
  const day = dayText(p, language, partsOf(now, zone, language).year);
  return language === 'zh'
    ? `${day} ${p.hour}:${p.minute} (${p.weekday})`
    : `${p.weekday} ${day} ${p.hour}:${p.minute}`;
}

/** The day alone: for a stage that begins at midnight or ends with its day. */
export function dateText(at: Date, {zone, language, now}: Where): string {
  const p = partsOf(at, zone, language);
  const day = dayText(p, language, partsOf(now, zone, language).year);
  return language === 'zh' ? `${day} (${p.weekday})` : `${p.weekday} ${day}`;
}

export function clockText(at: Date, zone: string): string {
  const p = partsOf(at, zone, 'en');
  return `${p.hour}:${p.minute}:${p.second}`;
}

/** `2024-07-31` as a person's day: the graph's days have no zone of their own. */
export function dayOf(day: string, where: Omit<Where, 'zone'>): string {
  return dateText(new Date(`${day}T12:00:00Z`), {...where, zone: 'UTC'});
}

export interface Span {
  days: number;
  hours: number;
  minutes: number;
  seconds: number;
}

export function spanOf(ms: number): Span {
  const s = Math.max(0, Math.floor(ms / 1000));
  return {
    days: Math.floor(s / 86_400),
    hours: Math.floor(s / 3600) % 24,
    minutes: Math.floor(s / 60) % 60,
    seconds: s % 60,
  };
}

/** The two largest units that say something: `3 天 4 小时`, `12 minutes`. */
export function spanText(ms: number, language: MomentLanguage): string {
  const {days, hours, minutes, seconds} = spanOf(ms);
  const zh = ['天', '小时', '分钟', '秒'];
  const en = ['day', 'hour', 'minute', 'second'];
  const values = [days, hours, minutes, seconds];
  const first = values.findIndex((v) => v > 0);
  if (first < 0) return language === 'zh' ? '不到 1 秒' : 'less than a second';
  const shown = values.slice(first, first + 2).map((value, i) => ({value, unit: first + i}));
  return shown
    .filter(({value}) => value > 0)
    .map(({value, unit}) =>
      language === 'zh' ? `${value} ${zh[unit] ?? ''}` : `${value} ${en[unit] ?? ''}${value === 1 ? '' : 's'}`,
    )
    .join(' ');
}

/** `2024-07-31`: the day it is in a zone. */
export function isoDay(at: Date, zone: string): string {
  const {year, month, day} = partsOf(at, zone, 'en');
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** The last millisecond of a day in a zone: `2024-07-31` there, as an instant. */
export function endOfDay(day: string, zone: string): Date {
  const noon = new Date(`${day}T12:00:00Z`);
  const there = partsOf(noon, zone, 'en');
  const wall = Date.UTC(there.year, there.month - 1, there.day, Number(there.hour), Number(there.minute));
  return new Date(Date.parse(`${day}T23:59:59.999Z`) - (wall - noon.getTime()));
}

/** A local time in a zone, `2024-07-31T18:00`, as an instant. */
export function instantAt(local: string, zone: string): Date {
  const guess = new Date(`${local}:00Z`);
  const there = partsOf(guess, zone, 'en');
  const wall = Date.UTC(there.year, there.month - 1, there.day, Number(there.hour), Number(there.minute));
  return new Date(2 * guess.getTime() - wall);
}
