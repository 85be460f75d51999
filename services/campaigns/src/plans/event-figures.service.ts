import type {MetricDefinition} from '@concours/schema/definition/plan';
import {
  climb,
  type Counted,
  counts,
  enterpriseKey,
  figureOf,
  isByEnterprise,
  isOfRegister,
  measuresOf,
  type Own,
  ownAfter,
  within,
} from './counting.rules.js';

/** An approved event, as it stood at some instant. */
export interface CountedEvent extends Counted {
  id: string;
  organisationId: string;
  heldOn: string;
  /** Milliseconds since 1970. */
  approvedAt: number;
  /** Of a campaign below: the metrics it counts for; null for all (R113). */
  metrics: readonly string[] | null;
}

export interface Ground {
  metrics: readonly MetricDefinition[];
  /** Paths of units. */
  paths: ReadonlyMap<string, string>;
  rootPath: string;
  chainOf(path: string): string[];
}

/** The figure of every metric at every place, from a given list of events and people: what progress would say if there were no others. */
export function figuresAt(
  {metrics, paths, rootPath, chainOf}: Ground,
  events: readonly CountedEvent[],
  registered: ReadonlyMap<string, number>,
): Map<string, Record<string, number>> {
  const measures = measuresOf(metrics);
  const owns = new Map<string, Record<string, Own>>();
  const ownOf = (unit: string, measure: string): Own => owns.get(unit)?.[measure] ?? {reports: 0, amount: 0};
  const put = (unit: string, measure: string, own: Own) => void owns.set(unit, {...owns.get(unit), [measure]: own});
  const taken = new Set<string>();
  const inOrder = [...events].sort((a, b) => a.approvedAt - b.approvedAt || (a.id < b.id ? -1 : 1));
  for (const event of inOrder) {
    if (within(rootPath, chainOf(paths.get(event.organisationId) ?? '')).length === 0) continue;
    for (const measure of measures) {
      if (event.metrics?.includes(measure.metric) === false || !counts(measure, event)) continue;
      // an enterprise counts once in the whole plan, for who entered it first
      const enterprise = isByEnterprise(measure) ? `${measure.id} ${enterpriseKey(event.enterprise)}` : null;
      const holds = enterprise !== null && !taken.has(enterprise);
      if (enterprise !== null) taken.add(enterprise);
      put(
        event.organisationId,
        measure.id,
        ownAfter(measure, ownOf(event.organisationId, measure.id), event, 1, holds),
      );
    }
  }
  for (const {id} of measures.filter(isOfRegister)) {
    for (const [unit, people] of registered) put(unit, id, {reports: 0, amount: ownOf(unit, id).amount + people});
  }
  const units = [...owns].map(([unit, of]) => ({
    chain: within(rootPath, chainOf(paths.get(unit) ?? '')),
    amounts: Object.fromEntries(Object.entries(of).map(([measure, {amount}]) => [measure, amount])),
  }));
  const sums = climb(units);
  return new Map(
    [...sums].map(([path, stored]) => [path, Object.fromEntries(metrics.map((m) => [m.key, figureOf(m, stored)]))]),
  );
}
