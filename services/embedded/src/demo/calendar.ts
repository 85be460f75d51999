import {instantOf, localDay} from '@concours/kernel/zone';

export const ZONE = 'Asia/Shanghai';
const DAY = 86_400_000;

/** By how many days a definition moves so that today falls on `day` of its calendar. */
export function shiftSoThatTodayIs(day: string, now: Date): number {
  return Math.round((Date.parse(localDay(now, ZONE)) - Date.parse(day)) / DAY);
}

/** The instant of a local time of the notice's calendar, moved by `shift` days. */
export function moment(local: string, shift: number): Date {
  const at = instantOf(local.length === 10 ? `${local}T00:00:00.000` : `${local}:00.000`, ZONE);
  return new Date(at.getTime() + shift * DAY);
}
