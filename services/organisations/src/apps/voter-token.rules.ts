/** A voter's token is made for one visit: whoever steals it has little time. */
export const LONGEST_LIFE_S = 600;
/** Clocks of two houses differ by a little. */
const SKEW_S = 30;

export interface VoterClaims {
  sub: string;
  /** The code of the voter's organisation, for rounds where one's own unit is excluded. */
  org: string | null;
}

/** Null if a claim is missing, too long or lasts too long. Signature, audience and end have been checked before. */
export function voterClaimsOf(claims: Record<string, unknown>, nowSeconds: number): VoterClaims | null {
  const {sub, org = null, exp} = claims;
  if (typeof sub !== 'string' || !/^[\x21-\x7e]{1,64}$/.test(sub)) return null;
  if (typeof exp !== 'number' || exp > nowSeconds + LONGEST_LIFE_S + SKEW_S) return null;
  if (org !== null && (typeof org !== 'string' || org.length > 100)) return null;
  return {sub, org};
}

/** Which of an app's keys a token may have been signed with. By our word for the key, never by the token's for its algorithm alone. */
export function candidates<K extends {id: string; algorithm: string}>(
  keys: readonly K[],
  {alg, kid}: {alg?: unknown; kid?: unknown},
): K[] {
  return keys.filter(({id, algorithm}) => algorithm === alg && (kid === undefined || kid === id));
}
