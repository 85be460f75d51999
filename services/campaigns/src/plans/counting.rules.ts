import type {CountDefinition, MetricDefinition} from '@concours/schema/definition/plan';

/** What one approved report says in figures. */
export interface Figures {
  participants: number;
  workersReached: number;
  publicists: number;
  audience: number;
}

/** A report as far as it counts. */
export interface Counted extends Figures {
  enterprise: string | null;
}

type Countable = Exclude<CountDefinition, {either: unknown}>;

/** What is stored: a metric, or one side of an either-or metric (R30), as `metric/side`. */
export interface Measure {
  id: string;
  metric: string;
  count: Countable;
  /** Sides that come first: a report that fills one of them does not count here (A16). */
  before: Countable[];
}

/** What a unit itself has brought: how many reports are on this side, and what they add up to. */
export interface Own {
  reports: number;
  amount: number;
}

/** The graph's Int and the column hold no more; a plan that gets there has a mistake in it. */
export const MOST_DONE = 2_000_000_000;

export function measuresOf(metrics: readonly MetricDefinition[]): Measure[] {
  return metrics.flatMap(({key, count}): Measure[] =>
    'either' in count
      ? count.either.map((side, i) => ({
          id: `${key}/${side.key}`,
          metric: key,
          count: side.count,
          before: count.either.slice(0, i).map((first) => first.count),
        }))
      : [{id: key, metric: key, count, before: []}],
  );
}

/** Whether a report has anything to say on a side. The register is counted for itself, not by reports. */
function fills(count: Countable, report: Counted): boolean {
  if ('register' in count) return false;
  if ('sum' in count) return report[count.sum] > 0;
  return !('distinct' in count && count.distinct === 'enterprise') || enterpriseKey(report.enterprise) !== null;
}

/** Whether a report counts for a measure: it fills it, and none of the sides before it. */
export function counts({count, before}: Measure, report: Counted): boolean {
  return fills(count, report) && !before.some((first) => fills(first, report));
}

/** Whether each enterprise counts once in the whole plan: who holds it is a row of its own. */
export function isByEnterprise({count}: Measure): boolean {
  return 'distinct' in count && count.distinct === 'enterprise';
}

export function isOfRegister({count}: Measure): boolean {
  return 'register' in count;
}

/** What a unit has brought after one report more (or less) of those that count; `holds` for an enterprise that it holds with it. */
export function ownAfter({count}: Measure, own: Own, report: Counted, sign: 1 | -1, holds = false): Own {
  const reports = own.reports + sign;
  if ('each' in count) return {reports, amount: reports};
  if ('sum' in count) return {reports, amount: own.amount + sign * report[count.sum]};
  if ('distinct' in count && count.distinct === 'unit') return {reports, amount: reports > 0 ? 1 : 0};
  return {reports, amount: own.amount + (holds ? sign : 0)};
}

/** The same enterprise however it was typed: width, case, spaces and quotes aside. Null for none. */
export function enterpriseKey(name: string | null): string | null {
  const key = (name ?? '')
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s"'“”‘’·.,，。()（）-]/gu, '')
    .slice(0, 150);
  return key === '' ? null : key;
}

/** The figure of a metric at one place, from what is stored there: both sides together, or the greater one (R30). */
export function figureOf({key, count}: MetricDefinition, stored: Readonly<Record<string, number>>): number {
  if (!('either' in count)) return stored[key] ?? 0;
  const sides = count.either.map((side) => stored[`${key}/${side.key}`] ?? 0);
  return count.rule === 'SUM' ? sides.reduce((sum, side) => sum + side, 0) : Math.max(...sides);
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
      for (const [measure, amount] of Object.entries(amounts)) sum[measure] = (sum[measure] ?? 0) + amount;
    }
  }
  return sums;
}
