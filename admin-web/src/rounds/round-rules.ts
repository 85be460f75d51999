/** An exact decimal as people write it: without zeros that say nothing. */
export function plainDecimal(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** Points as the platform takes them: plain digits, at most four decimals, not above the most. */
export function pointsProblem(text: string, most: string): 'blank' | 'bad' | null {
  if (text.trim() === '') return 'blank';
  if (!/^\d{1,9}(\.\d{1,4})?$/.test(text.trim())) return 'bad';
  return scaled(text.trim()) > scaled(most) ? 'bad' : null;
}

function scaled(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole) * 10_000n + BigInt(fraction.padEnd(4, '0').slice(0, 4));
}

/** The sum of exact decimals, with four places. */
export function sumOf(decimals: readonly string[]): string {
  const sum = decimals.reduce((total, each) => total + scaled(each), 0n);
  return `${sum / 10_000n}.${String(sum % 10_000n).padStart(4, '0')}`;
}

/** From that instant on. */
export const isPast = (at: string | null, now: Date): boolean => at !== null && Date.parse(at) <= now.getTime();

/** Both ends belong to the window; what has no beginning has not begun, what has no end stays open. */
export function isWithin({from, until}: {from: string | null; until: string | null}, now: Date): boolean {
  const at = now.getTime();
  return from !== null && Date.parse(from) <= at && (until === null || at <= Date.parse(until));
}
