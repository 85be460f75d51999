import type {PlanDefinition} from '@concours/schema/definition/plan';

/** A number for each metric that has one; null and absent mean that nothing is allocated, which is not 0 (A18). */
export type Targets = Readonly<Record<string, number | null>>;

/** Rows of numbers by metric, from numbers in the order of columns. */
export function targetsIn(
  columns: readonly string[],
  quotas: readonly (number | null)[],
): Record<string, number | null> {
  return Object.fromEntries(columns.map((column, i) => [column, quotas[i] ?? null]));
}

/** What is given in all, by metric; a metric for which nobody has a number is not there. */
export function sumOf(rows: readonly Targets[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const row of rows)
    for (const [metric, target] of Object.entries(row))
      if (target !== null) sums[metric] = (sums[metric] ?? 0) + target;
  return sums;
}

/** With `changed` written over it: null takes a number away. Empty for nothing left. */
export function overwritten(before: Targets, changed: Targets): Record<string, number | null> {
  return Object.fromEntries(Object.entries({...before, ...changed}).filter(([, target]) => target !== null));
}

/** Whether a target is reached; unknown where there is none (A17). */
export function isMet(
  {direction = 'AT_LEAST'}: Pick<PlanDefinition['metrics'][number], 'direction'>,
  target: number | null,
  done: number,
): boolean | null {
  if (target === null) return null;
  return direction === 'AT_LEAST' ? done >= target : done <= target;
}

/** Places of a tree none of which lies below another of them, so that their figures can be added. */
export function outermost<T extends {path: string}>(places: readonly T[]): T[] {
  const sorted = [...places].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const kept: T[] = [];
  for (const place of sorted) {
    const last = kept.at(-1);
    if (!last || !place.path.startsWith(last.path)) kept.push(place);
  }
  return kept;
}
