/**
 * Exact decimals as scaled integers: a score of 88.5 is 885000n at four places. Nothing here is ever a float (A5); a quotient is
 * rounded once, half away from zero, at the place where the number is published.
 */
export const PLACES = 4;
export const ONE = 10n ** BigInt(PLACES);
export const HUNDRED = 100n * ONE;

const DECIMAL = /^(\d{1,9})(?:\.(\d{1,4}))?$/;

/** Reads "88.5" as 885000n. Only ASCII digits, at most four places, no sign, no exponent: anything else is null. */
export function parseDecimal(text: string): bigint | null {
  const match = DECIMAL.exec(text);
  if (!match) return null;
  return BigInt(match[1]!) * ONE + BigInt((match[2] ?? '').padEnd(PLACES, '0'));
}

/** numerator ÷ denominator, rounded half away from zero. */
export function divide(numerator: bigint, denominator: bigint): bigint {
  if (denominator === 0n) throw new RangeError('division by zero');
  const negative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  const rounded = (2n * n + d) / (2n * d);
  return negative ? -rounded : rounded;
}

/** Rounds a scaled number to fewer places, still scaled by four. */
export function roundTo(value: bigint, places: number): bigint {
  if (places >= PLACES) return value;
  const step = 10n ** BigInt(PLACES - places);
  return divide(value, step) * step;
}

/** Prints a scaled number with a fixed count of places: 885000n is "88.5000" at four and "88.50" at two. */
export function formatDecimal(value: bigint, places = PLACES): string {
  const rounded = roundTo(value, places);
  const sign = rounded < 0n ? '-' : '';
  const digits = (rounded < 0n ? -rounded : rounded).toString().padStart(PLACES + 1, '0');
  const whole = digits.slice(0, -PLACES);
  const fraction = digits.slice(-PLACES).slice(0, places);
  return places === 0 ? `${sign}${whole}` : `${sign}${whole}.${fraction}`;
}

/** The exact sum of decimals as text. */
export const sumOf = (decimals: readonly string[]): bigint =>
  decimals.reduce((sum, text) => sum + parseDecimal(text)!, 0n);
