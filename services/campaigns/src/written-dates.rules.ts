import type {WhenValue} from '@concours/schema/definition/values';

/** Whether a date begins something (its first instant counts) or ends it (its last one does). */
export type Edge = 'START' | 'END';

export interface Interval {
  /** Days, both included. */
  first: string;
  last: string;
}

/** What a date says by itself, as a `Moment` that every service reads alike; nothing where it is not exact. */
export function writtenMoment(when: WhenValue | undefined, edge: Edge): string | undefined {
  if (when === undefined) return undefined;
  if (typeof when === 'string') return /^\d{4}-\d{2}-\d{2}/.test(when) ? withoutTwentyFour(when, edge) : undefined;
  if (!('at' in when)) return undefined;
  const moment = withoutTwentyFour(when.at, edge);
  // 24:00 names the end of the day itself: nothing of the day after was ever in it
  return when.inclusive || isTwentyFour(when.at) ? moment : neighbour(moment, edge === 'END' ? -1 : 1);
}

/** In which days an inexact date lies: its month or third of a month (上旬、中旬、下旬); nothing for TBA and what hangs on another date. */
export function intervalOf(when: WhenValue | undefined): Interval | undefined {
  const [, month, third] = (typeof when === 'string' && /^(\d{4}-\d{2})(?:-(early|mid|late))?$/.exec(when)) || [];
  if (month === undefined) return undefined;
  const [first, last] = {early: ['01', '10'], mid: ['11', '20'], late: ['21', lastDay(month)]}[
    third as 'early' | 'mid' | 'late'
  ] ?? ['01', lastDay(month)];
  return {first: `${month}-${first}`, last: `${month}-${last}`};
}

export function dayAfter(moment: string, days: number): string {
  const [year, month, day] = moment.slice(0, 10).split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10);
}

const isTwentyFour = (moment: string): boolean => moment.slice(11, 13) === '24';

/** 24:00 as an end is the whole day; as a beginning it is the next one. No other service knows of an hour 24. */
function withoutTwentyFour(moment: string, edge: Edge): string {
  if (!isTwentyFour(moment)) return moment;
  return edge === 'END' ? moment.slice(0, 10) : dayAfter(moment, 1);
}

/** The day, minute or second before or after the one that is named. */
function neighbour(moment: string, step: 1 | -1): string {
  if (moment.length === 10) return dayAfter(moment, step);
  const unit = moment.length === 16 ? 60_000 : 1_000;
  const at = Date.parse(`${moment}${moment.length === 16 ? ':00' : ''}Z`) + step * unit;
  return new Date(at).toISOString().slice(0, moment.length);
}

const lastDay = (month: string): string => {
  const [year, number] = month.split('-').map(Number);
  return String(new Date(Date.UTC(year, number, 0)).getUTCDate()).padStart(2, '0');
};
