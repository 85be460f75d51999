/** A voter's token is made for one visit: whoever steals it has little time. */
export const LONGEST_LIFE_S = 600;
/** Clocks of two houses differ by a little. */
const SKEW_S = 30;
/** So far ahead of UTC is the zone whose day begins first. */
const EARLIEST_ZONE_S = 14 * 3_600;

export interface VoterClaims {
  sub: string;
  /** The code of the voter's organisation, for rounds where one's own unit is excluded. */
  org: string | null;
  /** The app's own id of the telephone or browser, so that one that votes as many is seen. */
  dev: string | null;
  /** The day on which the voter registered with the app, `YYYY-MM-DD`. */
  since: string | null;
}

const opaque = (longest: number): RegExp => new RegExp(`^[\\x21-\\x7e]{1,${longest}}$`);
const SUBJECT = opaque(64);
/** With the app's id before it, it stays below 128. */
const DEVICE = opaque(100);

/** Null if a claim is missing, too long or lasts too long. Signature, audience and end have been checked before. */
export function voterClaimsOf(claims: Record<string, unknown>, nowSeconds: number): VoterClaims | null {
  const {sub, org = null, dev = null, since = null, exp} = claims;
  if (typeof sub !== 'string' || !SUBJECT.test(sub)) return null;
  if (typeof exp !== 'number' || exp > nowSeconds + LONGEST_LIFE_S + SKEW_S) return null;
  if (org !== null && (typeof org !== 'string' || org.length > 100)) return null;
  if (dev !== null && (typeof dev !== 'string' || !DEVICE.test(dev))) return null;
  if (since !== null && (typeof since !== 'string' || !isPastDay(since, nowSeconds))) return null;
  return {sub, org, dev, since};
}

/** A day of the calendar that has begun somewhere on earth. */
function isPastDay(text: string, nowSeconds: number): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const begins = Date.parse(`${text}T00:00:00Z`);
  const isDay = !Number.isNaN(begins) && new Date(begins).toISOString().startsWith(text);
  return isDay && begins / 1_000 <= nowSeconds + EARLIEST_ZONE_S;
}

/** Which of an app's keys a token may have been signed with. By our word for the key, never by the token's for its algorithm alone. */
export function candidates<K extends {id: string; algorithm: string}>(
  keys: readonly K[],
  {alg, kid}: {alg?: unknown; kid?: unknown},
): K[] {
  return keys.filter(({id, algorithm}) => algorithm === alg && (kid === undefined || kid === id));
}
