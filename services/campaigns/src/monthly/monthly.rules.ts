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
} from '../plans/counting.rules.js';

/** An approved event, as it stood at some instant. */
export interface CountedEvent extends Counted {
  id: string;
  organisationId: string;
  heldOn: string;
  /** Milliseconds since 1970. */
  approvedAt: number;
}

export interface Correction<Fields> {
  before: Fields;
  /** Null: struck out. */
  after: Fields | null;
  at: number;
}

/** What a report counted for at an instant, whatever was corrected since; null when it did not count. Corrections in their order. */
export function standingAt<Fields extends Counted & {heldOn: string}>(
  report: Fields & {approvedAt: number; struck: boolean},
  corrections: readonly Correction<Fields>[],
  at: number,
): Fields | null {
  if (report.approvedAt > at) return null;
  const next = corrections.find((correction) => correction.at > at);
  if (next) return next.before;
  return report.struck ? null : report;
}

/** `2022-05` → `2022-06`. */
export function monthAfter(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}

export const monthOf = (day: string): string => day.slice(0, 7);

/** Days order as text: no month has a later one. */
export const lastDayOf = (month: string): string => `${month}-31`;

/** The local time through which the figures of a month take in what is approved: the whole of the fixed day of the next month (R129). */
export const closingOf = (month: string, day: number): string =>
  `${monthAfter(month)}-${String(day).padStart(2, '0')}T23:59:59.999`;

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
      if (!counts(measure, event)) continue;
      // an enterprise counts once in the whole plan, for who entered it first
      const enterprise = isByEnterprise(measure) ? `${measure.id} ${enterpriseKey(event.enterprise)}` : null;
      const holds = enterprise !== null && !taken.has(enterprise);
      if (enterprise !== null) taken.add(enterprise);
      put(event.organisationId, measure.id, ownAfter(measure, ownOf(event.organisationId, measure.id), event, 1, holds));
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

/** What a month's report says of one place: `total = before + late + month`, always. */
export interface MonthFigures {
  month: number;
  late: number;
  before: number;
  total: number;
}

/**
 * The change since the last report, told apart: what belongs to the month itself, and what came late for the months before it. `settled`
 * is what the months before add up to as of now.
 */
export function monthFigures(total: number, before: number, settled: number): MonthFigures {
  return {month: total - settled, late: settled - before, before, total};
}

/** Months that are due and not fixed, oldest first: none is skipped, since each builds on the one before. */
export function monthsDue(i: {
  first: string;
  fixed: readonly string[];
  day: number;
  /** Now, as local time of the campaign's zone. */
  now: string;
}): string[] {
  const due: string[] = [];
  const last = [...i.fixed].sort().at(-1);
  for (let month = last === undefined ? i.first : monthAfter(last); closingOf(month, i.day) < i.now; ) {
    due.push(month);
    month = monthAfter(month);
  }
  return due;
}
