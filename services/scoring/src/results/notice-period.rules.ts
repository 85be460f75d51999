/**
 * The last day of a public-notice period of `workingDays` that begins on `day`: the day it begins does not count, Saturdays and
 * Sundays do not either (A35). Public holidays are not known to the platform: who needs them sets the period longer.
 */
export function lastNoticeDay(day: string, workingDays: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  for (let left = workingDays; left > 0;) {
    date.setUTCDate(date.getUTCDate() + 1);
    const weekday = date.getUTCDay();
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return date.toISOString().slice(0, 10);
}
