import type {MetricDefinition} from '@concours/schema/definition/plan';

/** What one approved report brings, or several together. */
export interface Figures {
  participants: number;
  workersReached: number;
  publicists: number;
  audience: number;
}

/** The graph's Int and the column hold no more; a plan that gets there has a mistake in it. */
export const MOST_DONE = 2_000_000_000;

/** What a unit's reports together count for: events, sums, or 1 for a unit that has reported at all (R43). */
export function amountOf({count}: MetricDefinition, reports: number, figures: Figures): number {
  if ('each' in count) return reports;
  if ('distinct' in count) return reports > 0 ? 1 : 0;
  return 'sum' in count ? figures[count.sum] : 0;
}

/** What one more report adds to a unit that has `reportsBefore`. */
export function addedBy(metric: MetricDefinition, reportsBefore: number, figures: Figures): number {
  if ('distinct' in metric.count) return reportsBefore === 0 ? 1 : 0;
  return amountOf(metric, 1, figures);
}

/** The chain from the plan's root down to a unit; empty for units outside of the root's subtree. */
export function within(rootPath: string, chain: readonly string[]): string[] {
  return chain.includes(rootPath) ? chain.slice(chain.indexOf(rootPath)) : [];
}

/** Sums at every place of the tree from what each unit did itself. */
export function climb(
  units: readonly {chain: readonly string[]; amounts: Readonly<Record<string, number>>}[],
): Map<string, Record<string, number>> {
  const sums = new Map<string, Record<string, number>>();
  for (const {chain, amounts} of units) {
    for (const place of chain) {
      const sum = sums.get(place) ?? {};
      sums.set(place, sum);
      for (const [metric, amount] of Object.entries(amounts)) sum[metric] = (sum[metric] ?? 0) + amount;
    }
  }
  return sums;
}
