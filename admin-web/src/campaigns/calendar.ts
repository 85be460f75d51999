/** The calendar of a campaign as a picture: each dated stage as a share of the whole span. Pure. */
export interface StageDates {
  id: string;
  opensAt: string | null;
  closesAt: string | null;
}

export interface StageBar {
  id: string;
  /** Shares of the whole, 0 to 1. */
  from: number;
  to: number;
  /** One end is not known: the bar fades there. */
  openStart: boolean;
  openEnd: boolean;
}

export interface Tick {
  at: Date;
  share: number;
}

export interface Calendar {
  bars: StageBar[];
  undated: string[];
  /** Absent when today lies outside. */
  today: number | null;
  ticks: Tick[];
}

const DAY = 86_400_000;

export function calendarOf(stages: readonly StageDates[], now: Date): Calendar {
  const moments = stages.flatMap(({opensAt, closesAt}) =>
    [opensAt, closesAt].flatMap((at) => (at ? [Date.parse(at)] : [])),
  );
  if (moments.length === 0) return {bars: [], undated: stages.map(({id}) => id), today: null, ticks: []};
  const first = Math.min(...moments);
  const last = Math.max(...moments);
  const margin = Math.max(DAY, (last - first) * 0.03);
  const start = first - margin;
  const whole = last + margin - start;
  const share = (ms: number) => (ms - start) / whole;

  const bars = stages.flatMap(({id, opensAt, closesAt}): StageBar[] => {
    if (!opensAt && !closesAt) return [];
    const from = opensAt ? share(Date.parse(opensAt)) : 0;
    const to = closesAt ? share(Date.parse(closesAt)) : 1;
    return [{id, from, to, openStart: !opensAt, openEnd: !closesAt}];
  });
  const today = share(now.getTime());
  return {
    bars,
    undated: stages.filter(({opensAt, closesAt}) => !opensAt && !closesAt).map(({id}) => id),
    today: today >= 0 && today <= 1 ? today : null,
    ticks: monthsBetween(start, start + whole).map((at) => ({at, share: share(at.getTime())})),
  };
}

/** Firsts of months, thinned out so that at most eight are named. */
function monthsBetween(start: number, end: number): Date[] {
  const first = new Date(start);
  const months: Date[] = [];
  for (let m = 1; months.length < 600; m++) {
    const at = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + m, 1));
    if (at.getTime() > end) break;
    months.push(at);
  }
  const step = Math.ceil(months.length / 8);
  return months.filter((_, i) => i % step === 0);
}
