const MINUTE_MS = 60_000;

/** `until`: up to when the pace is used up, in milliseconds; to be kept for the next. Or how long to wait. */
export type Paced = {until: number} | {retryAfterMs: number};

/**
 * A pace of so many a minute, of which all may come at once: each puts off by its share of a minute the instant up to which the pace
 * is used, and that instant may lie no more than a minute ahead. One number is all that is kept.
 */
export function paced(until: number | undefined, now: number, perMinute: number): Paced {
  const next = Math.max(until ?? now, now) + MINUTE_MS / perMinute;
  const over = next - now - MINUTE_MS;
  // shares of a minute are fractions
  return over > 0.001 ? {retryAfterMs: Math.ceil(over)} : {until: next};
}
