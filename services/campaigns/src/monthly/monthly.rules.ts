export interface Correction<Fields> {
  before: Fields;
  /** Null: struck out. */
  after: Fields | null;
  at: number;
}

/** What a report counted for at an instant, whatever was corrected since; null when it did not count. Corrections in their order. */
export function standingAt<Fields extends object>(
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
  for (let month = last === undefined ? i.first : monthAfter(last); closingOf(month, i.day) < i.now;) {
    due.push(month);
    month = monthAfter(month);
  }
  return due;
}
