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
