interface Repeating {
  id: string;
  stageKeys?: readonly string[];
  trackKeys?: readonly string[];
}

export interface Fold<T> {
  first: T;
  /** The others that say the same of something else. */
  more: T[];
}

/** Two can be read; of more that repeat the first one stands for all. */
const SHOWN = 2;

/** Points of one kind that hold the same things, put together at the place of the first. */
export function folded<T extends Repeating>(points: readonly T[]): Fold<T>[] {
  const groups = new Map<string, T[]>();
  for (const point of points) {
    const [code] = point.id.split(':');
    const key = JSON.stringify([code, point.stageKeys, point.trackKeys]);
    groups.set(key, [...(groups.get(key) ?? []), point]);
  }
  return [...groups.values()].flatMap((group) =>
    group.length > SHOWN ? [{first: group[0]!, more: group.slice(1)}] : group.map((first) => ({first, more: []})),
  );
}
