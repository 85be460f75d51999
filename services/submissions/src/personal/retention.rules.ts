/** What the day is decided by. */
export interface Kept {
  days: number | undefined;
  timezone: string;
  /** Of all stages; null where a stage has no end yet. */
  ends: readonly (string | null)[];
}

type LocalDay = (instant: Date, zone: string) => string;
type InstantOf = (local: string, zone: string) => Date;

/**
 * The first instant at which a campaign's personal data is to be gone: the day its last stage ends and the given number of days
 * after it are over, in the campaign's zone. Null while there is no such rule, or while a stage has no end.
 */
export function erasureDue({days, timezone, ends}: Kept, localDay: LocalDay, instantOf: InstantOf): Date | null {
  if (days === undefined || ends.length === 0 || ends.includes(null)) return null;
  const last = Math.max(...ends.map((end) => Date.parse(end ?? '')));
  return instantOf(`${dayAfter(localDay(new Date(last), timezone), days + 1)}T00:00:00.000`, timezone);
}

/** Days of the calendar have no length in hours: a zone may skip or repeat one. */
function dayAfter(day: string, days: number): string {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
