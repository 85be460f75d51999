/** What a deadline is for: only those of one kind can overtake each other. */
export type DeadlineKind = 'WORKS' | 'REPORTS' | 'TABLE' | 'ONWARD' | 'WORK_PLAN' | 'DUTY' | 'VOTE' | 'OTHER';

export interface DeadlineFacts {
  kind: DeadlineKind;
  trackKey: string | null;
  at: Date | null;
  place: string;
}

/**
 * The earliest first, what has no date last. Of deadlines for the same thing the earliest binds (A13): one for a track is overtaken by one for
 * all tracks, and the other way round.
 */
export function ordered<T extends DeadlineFacts>(deadlines: readonly T[]): (T & {binding: boolean})[] {
  const sorted = [...deadlines].sort((a, b) => (a.at?.getTime() ?? Infinity) - (b.at?.getTime() ?? Infinity));
  return sorted.map((deadline, i) => ({
    ...deadline,
    binding: deadline.at !== null && !sorted.slice(0, i).some((earlier) => overtakes(earlier, deadline)),
  }));
}

function overtakes(earlier: DeadlineFacts, later: DeadlineFacts): boolean {
  // brought forward for a unit: one and the same thing, whatever it is
  if (earlier.place === later.place) return earlier.at !== null && later.at !== null && earlier.at < later.at;
  if (earlier.kind !== later.kind || ['OTHER', 'DUTY', 'VOTE', 'ONWARD'].includes(later.kind)) return false;
  if (earlier.at === null || later.at === null || earlier.at.getTime() === later.at.getTime()) return false;
  if (earlier.trackKey === later.trackKey) return true;
  // what is said for all binds every track, except that a track's own deadline goes before the end of a stage (R26)
  return earlier.trackKey === null && !earlier.place.startsWith('stages[');
}
