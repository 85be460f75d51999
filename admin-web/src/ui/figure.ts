/** Figures with their thousands grouped, alike in both languages; tabular by the page's style. */
const grouped = new Intl.NumberFormat('en-US');

export function figure(value: number): string {
  return grouped.format(value);
}

/** Done of target in whole per cent, rounded down: 99.9 % is not done. */
export function percent(done: number, target: number): number {
  if (target <= 0) return 100;
  return Math.floor((done / target) * 100);
}

/** A size in the units the notices use: 10 MB = 10,000,000 bytes. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(0)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
