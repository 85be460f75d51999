/** Where a ballot comes from, as far as it is known; what is null is not. Each mark of it carries this. */
export interface Origin {
  /** A keyed hash of the device, 16 hexadecimal digits: within a round the same device is known again, and nothing else of it. */
  device: string | null;
  /** The first day of the identity, yyyymmdd, as whoever vouches for it says. */
  since: number | null;
  /** The number of the voter's constituency in the round's table of them. */
  constituency: number | null;
}

export const unknownOrigin: Origin = {device: null, since: null, constituency: null};

/** `2024-08-07` as 20240807; null for what is no day. */
export function dayOfIdentity(since: string | undefined): number | null {
  if (since === undefined || !/^\d{4}-\d\d-\d\d$/.test(since)) return null;
  const day = new Date(`${since}T00:00:00.000Z`);
  const isReal = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(since);
  return isReal ? Number(since.replaceAll('-', '')) : null;
}

/** What may be put behind a name as a device: opaque, and of a length that no store minds. */
export const isDevice = (device: string | undefined): device is string =>
  device !== undefined && /^[\x21-\x7e]{1,128}$/.test(device);

type Bytes = Uint8Array | null;

/** As the columns hold it. */
export interface OriginRow {
  device: Bytes;
  since: number | null;
  constituency: number | null;
}

export const originIn = ({device, since, constituency}: OriginRow): Origin => ({
  device: device === null ? null : Buffer.from(device).toString('hex'),
  since,
  constituency,
});
