import type {BallotLimits} from '../rounds/ballot-limits.js';

/** What a voter has used: today, in the round, and today for each entry. */
export interface Use {
  today: number;
  inRound: number;
  ofEntryToday: ReadonlyMap<number, number>;
}

export type BallotProblem =
  | {kind: 'NOT_OPEN'; opensAt: number | null}
  | {kind: 'CLOSED'; closesAt: number | null}
  | {kind: 'MARKS_COUNT'; atLeast: number; atMost: number; given: number}
  | {kind: 'ENTRY_TWICE'; entry: string}
  | {kind: 'DAY_USED'; remaining: number}
  | {kind: 'ROUND_USED'; remaining: number}
  | {kind: 'ENTRY_USED'; entry: number; perDay: number};

export interface Slots {
  entry: number;
  slot: number | null;
  roundSlot: number | null;
  entrySlot: number | null;
}

type Limits = Pick<BallotLimits, 'perDay' | 'perRound' | 'perEntryPerDay' | 'marksAtLeast' | 'marksAtMost'>;

/** Both ends of the window belong to it. */
export function checkWindow(
  {opensAt, closesAt}: Pick<BallotLimits, 'opensAt' | 'closesAt'>,
  at: number,
): BallotProblem | null {
  if (opensAt === null || at < opensAt) return {kind: 'NOT_OPEN', opensAt};
  return closesAt !== null && at > closesAt ? {kind: 'CLOSED', closesAt} : null;
}

/** A ballot names different entries, as many as the round wants. */
export function checkMarks(entries: readonly string[], {marksAtLeast, marksAtMost}: Limits): BallotProblem | null {
  const given = entries.length;
  if (given < marksAtLeast || given > marksAtMost || given === 0) {
    return {kind: 'MARKS_COUNT', atLeast: marksAtLeast, atMost: marksAtMost, given};
  }
  const twice = entries.find((entry, index) => entries.indexOf(entry) !== index);
  return twice === undefined ? null : {kind: 'ENTRY_TWICE', entry: twice};
}

/** The next free slots for a ballot, or the first limit that it would pass. All of the ballot or nothing of it. */
export function allot(entries: readonly number[], limits: Limits, use: Use): Slots[] | BallotProblem {
  const {perDay, perRound, perEntryPerDay} = limits;
  if (perDay !== null && use.today + entries.length > perDay) {
    return {kind: 'DAY_USED', remaining: Math.max(0, perDay - use.today)};
  }
  if (perRound !== null && use.inRound + entries.length > perRound) {
    return {kind: 'ROUND_USED', remaining: Math.max(0, perRound - use.inRound)};
  }
  const slots: Slots[] = [];
  for (const [index, entry] of entries.entries()) {
    const given = use.ofEntryToday.get(entry) ?? 0;
    if (perEntryPerDay !== null && given >= perEntryPerDay) return {kind: 'ENTRY_USED', entry, perDay: perEntryPerDay};
    slots.push({
      entry,
      slot: perDay === null ? null : use.today + index + 1,
      roundSlot: perRound === null ? null : use.inRound + index + 1,
      entrySlot: perEntryPerDay === null ? null : given + 1,
    });
  }
  return slots;
}

/** `2024-08-07` as 20240807. */
export const dayNumber = (day: string): number => Number(day.replaceAll('-', ''));

/** 20240807 as `2024-08-07`. */
export function dayText(day: number): string {
  const digits = String(day);
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
}

/** The day after, by the calendar. */
export function dayAfter(day: number): string {
  const next = new Date(`${dayText(day)}T00:00:00.000Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}
