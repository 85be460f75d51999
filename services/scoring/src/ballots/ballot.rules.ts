import type {BallotLimits, Rolling} from '../rounds/ballot-limits.js';

/** A mark that counts against a rolling allowance. */
export interface TurnAt {
  /** The voter's first, second … such mark in the round. */
  slot: number;
  at: number;
}

/** What a voter has used of each limit that the round has. */
export interface Use {
  today: number;
  inRound: number;
  ofEntryToday: ReadonlyMap<number, number>;
  ofEntryInRound: ReadonlyMap<number, number>;
  ballotsToday: number;
  ballotsInRound: number;
  /** The last of them, in their order, as many as the allowance has marks. */
  turns: readonly TurnAt[];
}

export type BallotProblem =
  | {kind: 'NOT_OPEN'; opensAt: number | null}
  | {kind: 'CLOSED'; closesAt: number | null}
  | {kind: 'MARKS_COUNT'; atLeast: number; atMost: number; given: number}
  | {kind: 'ENTRY_TWICE'; entry: string}
  | {kind: 'DAY_USED'; remaining: number}
  | {kind: 'ROUND_USED'; remaining: number}
  | {kind: 'ENTRY_USED'; entry: number; perDay: number}
  | {kind: 'ENTRY_ROUND_USED'; entry: number; perRound: number}
  | {kind: 'BALLOTS_DAY_USED'; perDay: number}
  | {kind: 'BALLOTS_ROUND_USED'; perRound: number}
  | {kind: 'ROLLING_USED'; marks: number; hours: number; remaining: number; resetsAt: number | null};

export interface Slots {
  entry: number;
  slot: number | null;
  roundSlot: number | null;
  entrySlot: number | null;
}

/** A numbered slot of a rarer limit that a ballot takes; see vote_claim. */
export interface Claim {
  kind: ClaimKind;
  /** The entry, the day, or 0 for the round. */
  subject: number;
  slot: number;
  /** The place of the mark on the ballot for which it is taken. */
  position: number;
}

/** The kinds of vote_claim; MARK_ROUND and MARK_ENTRY_DAY only bound slots that the marks themselves hold. */
export const claimKinds = {ENTRY_ROUND: 1, BALLOT_DAY: 2, BALLOT_ROUND: 3, MARK_ROUND: 4, MARK_ENTRY_DAY: 5} as const;
export type ClaimKind = (typeof claimKinds)['ENTRY_ROUND' | 'BALLOT_DAY' | 'BALLOT_ROUND'];

/** A mark's place in the voter's row of marks, and when the mark was that it must keep its distance to; see vote_turn. */
export interface Turn {
  slot: number;
  rolling: Rolling;
  /** When mark number `slot` − `rolling.marks` was; null where there is none. */
  beforeAt: number | null;
  position: number;
}

export interface Allotment {
  marks: readonly Slots[];
  claims: readonly Claim[];
  turns: readonly Turn[];
}

/** What a voter has left; null where there is no such limit. */
export interface Left {
  today: number | null;
  inRound: number | null;
  ballotsToday: number | null;
  ballotsInRound: number | null;
  /** Of the rolling allowance, at this moment. */
  now: number | null;
  /** When the rolling allowance has one more; null while it is whole. */
  nextAt: number | null;
}

type Limits = Pick<
  BallotLimits,
  | 'perDay'
  | 'perRound'
  | 'perEntryPerDay'
  | 'perEntryPerRound'
  | 'ballotsPerDay'
  | 'ballotsPerRound'
  | 'rolling'
  | 'marksAtLeast'
  | 'marksAtMost'
>;

/** Both ends of the window belong to it. */
export function checkWindow(
  {opensAt, closesAt}: Pick<BallotLimits, 'opensAt' | 'closesAt'>,
  at: number,
): BallotProblem | null {
  if (opensAt === null || at < opensAt) return {kind: 'NOT_OPEN', opensAt};
  return closesAt !== null && at > closesAt ? {kind: 'CLOSED', closesAt} : null;
}

/** A ballot names different entries, as many as the round wants. */
export function checkMarks(
  entries: readonly string[],
  {marksAtLeast, marksAtMost}: Pick<Limits, 'marksAtLeast' | 'marksAtMost'>,
): BallotProblem | null {
  const given = entries.length;
  if (given < marksAtLeast || given > marksAtMost || given === 0) {
    return {kind: 'MARKS_COUNT', atLeast: marksAtLeast, atMost: marksAtMost, given};
  }
  const twice = entries.find((entry, index) => entries.indexOf(entry) !== index);
  return twice === undefined ? null : {kind: 'ENTRY_TWICE', entry: twice};
}

interface When {
  /** yyyymmdd in the campaign's zone. */
  day: number;
  at: number;
}

/** The next free slots for a ballot, or the first limit that it would pass. All of the ballot or nothing of it. */
export function allot(entries: readonly number[], limits: Limits, use: Use, when: When): Allotment | BallotProblem {
  const problem = passedLimit(entries, limits, use, when.at);
  if (problem) return problem;
  const {perDay, perRound, perEntryPerDay} = limits;
  // who may give all of a day's marks to one entry is held by the day's limit alone
  const entryLimitCounts = perEntryPerDay !== null && (perDay === null || perEntryPerDay < perDay);
  const marks = entries.map((entry, index) => ({
    entry,
    slot: perDay === null ? null : use.today + index + 1,
    roundSlot: perRound === null ? null : use.inRound + index + 1,
    entrySlot: entryLimitCounts ? (use.ofEntryToday.get(entry) ?? 0) + 1 : null,
  }));
  return {marks, claims: claimsOf(entries, limits, use, when.day), turns: turnsOf(entries, limits, use)};
}

function passedLimit(entries: readonly number[], limits: Limits, use: Use, at: number): BallotProblem | null {
  const {perEntryPerDay, perEntryPerRound, ballotsPerDay, ballotsPerRound, rolling} = limits;
  const left = leftOf(limits, use, at);
  const wanted = entries.length;
  if (left.ballotsToday === 0) return {kind: 'BALLOTS_DAY_USED', perDay: ballotsPerDay!};
  if (left.ballotsInRound === 0) return {kind: 'BALLOTS_ROUND_USED', perRound: ballotsPerRound!};
  if (left.today !== null && wanted > left.today) return {kind: 'DAY_USED', remaining: left.today};
  if (left.inRound !== null && wanted > left.inRound) return {kind: 'ROUND_USED', remaining: left.inRound};
  if (rolling && wanted > left.now!) {
    const resetsAt = wanted > rolling.marks ? null : freeAt(rolling, use, wanted);
    return {kind: 'ROLLING_USED', ...rolling, remaining: left.now!, resetsAt};
  }
  for (const entry of entries) {
    if (perEntryPerDay !== null && (use.ofEntryToday.get(entry) ?? 0) >= perEntryPerDay) {
      return {kind: 'ENTRY_USED', entry, perDay: perEntryPerDay};
    }
    if (perEntryPerRound !== null && (use.ofEntryInRound.get(entry) ?? 0) >= perEntryPerRound) {
      return {kind: 'ENTRY_ROUND_USED', entry, perRound: perEntryPerRound};
    }
  }
  return null;
}

function claimsOf(entries: readonly number[], limits: Limits, use: Use, day: number): Claim[] {
  const {ENTRY_ROUND, BALLOT_DAY, BALLOT_ROUND} = claimKinds;
  const claims: Claim[] = [];
  if (limits.ballotsPerDay !== null) {
    claims.push({kind: BALLOT_DAY, subject: day, slot: use.ballotsToday + 1, position: 0});
  }
  if (limits.ballotsPerRound !== null) {
    claims.push({kind: BALLOT_ROUND, subject: 0, slot: use.ballotsInRound + 1, position: 0});
  }
  if (limits.perEntryPerRound !== null) {
    for (const [position, entry] of entries.entries()) {
      claims.push({kind: ENTRY_ROUND, subject: entry, slot: (use.ofEntryInRound.get(entry) ?? 0) + 1, position});
    }
  }
  return claims;
}

function turnsOf(entries: readonly number[], {rolling}: Limits, {turns}: Use): Turn[] {
  if (!rolling) return [];
  const last = turns.at(-1)?.slot ?? 0;
  return entries.map((_, position) => {
    const slot = last + position + 1;
    return {slot, rolling, beforeAt: turnAt(turns, slot - rolling.marks), position};
  });
}

const turnAt = (turns: readonly TurnAt[], slot: number): number | null =>
  turns.find((turn) => turn.slot === slot)?.at ?? null;

export function leftOf(limits: Limits, use: Use, at: number): Left {
  const {perDay, perRound, ballotsPerDay, ballotsPerRound, rolling} = limits;
  const rest = (most: number | null, used: number): number | null => (most === null ? null : Math.max(0, most - used));
  return {
    today: rest(perDay, use.today),
    inRound: rest(perRound, use.inRound),
    ballotsToday: rest(ballotsPerDay, use.ballotsToday),
    ballotsInRound: rest(ballotsPerRound, use.ballotsInRound),
    ...leftNow(rolling, use, at),
  };
}

/** The entries that a voter has given all that one entry may have, today or in the round. */
export function spentOf({perEntryPerDay, perEntryPerRound}: Limits, {ofEntryToday, ofEntryInRound}: Use): number[] {
  const full = (most: number | null, used: ReadonlyMap<number, number>): number[] =>
    most === null ? [] : [...used].filter(([, marks]) => marks >= most).map(([entry]) => entry);
  return [...new Set([...full(perEntryPerDay, ofEntryToday), ...full(perEntryPerRound, ofEntryInRound)])];
}

/** Mark n may follow mark n − marks after so many hours: then no span of them, wherever it begins, holds more. */
function leftNow(rolling: Rolling | null, use: Use, at: number): Pick<Left, 'now' | 'nextAt'> {
  if (!rolling) return {now: null, nextAt: null};
  let now = 0;
  while (now < rolling.marks && freeAt(rolling, use, now + 1) <= at) now++;
  return {now, nextAt: now === rolling.marks ? null : freeAt(rolling, use, now + 1)};
}

const HOUR_MS = 3_600_000;

/** From when on so many marks may be given together; they are no more than the allowance has. */
function freeAt({marks, hours}: Rolling, {turns}: Use, wanted: number): number {
  const last = turns.at(-1)?.slot ?? 0;
  let free = 0;
  for (let each = 1; each <= wanted; each++) {
    const before = turnAt(turns, last + each - marks);
    if (before !== null) free = Math.max(free, before + hours * HOUR_MS);
  }
  return free;
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
