/**
 * The dates a definition may write, as local times `YYYY-MM-DDTHH:MM:SS.mmm`. Local times of one zone order as text; which instant
 * they are is the calendar's business.
 */
const MOMENT = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2}))?)?$/;

/** False for 2024-02-30, 25:00 and the like, which have the form of a moment but are none; 24:00 ends the day it stands with. */
export function isReal(moment: string): boolean {
  const match = MOMENT.exec(moment);
  if (!match) return false;
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0));
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const time = hour < 24 ? minute < 60 && second < 60 : hour === 24 && minute === 0 && second === 0;
  return time && year >= 1900 && month >= 1 && month <= 12 && day >= 1 && day <= lastDay;
}

export function startOf(moment: string): string {
  return fill(moment, '00:00:00.000');
}

/** Through the last millisecond of the day, minute or second that is named (A6, A12). */
export function endOf(moment: string): string {
  return fill(moment, '23:59:59.999');
}

function fill(moment: string, rest: string): string {
  const [day, time = ''] = moment.split('T');
  return `${day}T${time}${rest.slice(time.length)}`;
}
