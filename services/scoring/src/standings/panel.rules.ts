import {divide, HUNDRED} from '../decimal.js';

/**
 * The panel's score of one entry on 0 to 100: the mean of the sheets' totals, the `trim` highest and lowest left out (R100), as a
 * share of the most a sheet can have; rounded once. Abstentions and recusals are not among the sheets. With too few sheets to trim,
 * as many are dropped at each end as leave at least one. No sheet: null, the component is missing.
 */
export function panelScore(
  sheetTotals: readonly bigint[],
  most: bigint,
  trim = 0,
): {score: bigint; counted: number} | null {
  if (sheetTotals.length === 0) return null;
  const dropped = Math.min(trim, Math.floor((sheetTotals.length - 1) / 2));
  const kept = [...sheetTotals]
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    .slice(dropped, sheetTotals.length - dropped);
  const sum = kept.reduce((total, points) => total + points, 0n);
  return {score: divide(sum * HUNDRED, BigInt(kept.length) * most), counted: kept.length};
}
