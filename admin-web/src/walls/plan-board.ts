import {percent} from '@/ui/figure';

/** A number of the plan against its quota. Without a quota (null) there is nothing to reach: never zero. */
export interface Standing {
  done: number;
  target: number | null;
}

export interface StandingView {
  share: number;
  percent: number | null;
  remaining: number | null;
  reached: boolean;
}

export function viewOf({done, target}: Standing): StandingView {
  if (target === null) return {share: 0, percent: null, remaining: null, reached: false};
  const reached = done >= target;
  return {
    share: target > 0 ? Math.min(1, done / target) : 1,
    percent: percent(done, target),
    remaining: Math.max(0, target - done),
    reached,
  };
}

/** Units in printed order, whatever their numbers: progress is never a ranking of units. */
export function inPrintedOrder<T extends {organisation: {id: string}}>(
  entries: readonly T[],
  printed: readonly string[],
): T[] {
  const place = new Map(printed.map((id, i) => [id, i]));
  const placeOf = ({organisation}: T) => place.get(organisation.id) ?? printed.length;
  return [...entries].sort((a, b) => placeOf(a) - placeOf(b));
}
