/**
 * Days and wall-clock times of an IANA zone, by the runtime's own zone data (`Intl`), safe where the clock changes.
 * A local time is written `YYYY-MM-DDTHH:MM:SS.mmm` without an offset; a day is `YYYY-MM-DD`.
 */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    // 'sv' prints ISO order; h23 keeps midnight at 00
    format = new Intl.DateTimeFormat('sv', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(zone, format);
  }
  return format;
}

export function isZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** The local time of an instant, to the millisecond. */
export function localTime(instant: Date, zone: string): string {
  const milliseconds = String(((instant.getTime() % 1000) + 1000) % 1000).padStart(3, '0');
  return `${formatOf(zone).format(instant).replace(' ', 'T')}.${milliseconds}`;
}

/** The day of an instant in the zone. */
export function localDay(instant: Date, zone: string): string {
  return localTime(instant, zone).slice(0, 10);
}

/** The instant of a local time. In the hour that happens twice it is the first; in the hour that is skipped, the instant of the change. */
export function instantOf(local: string, zone: string): Date {
  const asUtc = Date.parse(`${local}Z`);
  if (Number.isNaN(asUtc)) throw new RangeError(`not a local time: ${local}`);
  const offsetAt = (at: number): number => Date.parse(`${localTime(new Date(at), zone)}Z`) - at;
  const offsets = [offsetAt(asUtc - 86_400_000), offsetAt(asUtc + 86_400_000)].sort((a, b) => b - a);
  for (const offset of offsets) if (offsetAt(asUtc - offset) === offset) return new Date(asUtc - offset);
  return changeBetween(asUtc - 86_400_000, asUtc + 86_400_000, offsetAt);
}

/** The first instant with the later offset: where a local time that never was would have been. */
function changeBetween(before: number, after: number, offsetAt: (at: number) => number): Date {
  const old = offsetAt(before);
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(middle) === old) before = middle;
    else after = middle;
  }
  return new Date(after);
}
