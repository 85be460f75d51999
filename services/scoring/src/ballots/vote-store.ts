import {type Claim, claimKinds, type Turn} from './ballot.rules.js';
import type {Origin} from './origin.js';

/** One mark as it is stored. Slots are numbered from 1; null where the round has no such limit. */
export interface MarkSlots {
  entry: number;
  slot: number | null;
  roundSlot: number | null;
  entrySlot: number | null;
}

/** A ballot with its slots allotted. All of it is stored or nothing. */
export interface PlannedBallot {
  round: number;
  /** Compared byte by byte: case and spaces matter. */
  voter: string;
  request: string;
  /** yyyymmdd in the campaign's zone. */
  day: number;
  at: number;
  /** Whether it came before the counts were frozen. */
  shown: boolean;
  origin: Origin;
  marks: readonly MarkSlots[];
  /** Of the rarer limits; absent for most rounds, and then nothing is written for it. */
  claims?: readonly Claim[];
  turns?: readonly Turn[];
}

export interface Batch {
  ballots: readonly PlannedBallot[];
  /** The revision of each round by which the ballots were planned. */
  revisions: ReadonlyMap<number, number>;
}

export interface Committed {
  /** Rounds that have another revision by now: nothing of the batch was stored. */
  stale: readonly number[];
  /** Places in the batch of ballots that were not stored because a slot or the request id was taken. */
  taken: ReadonlySet<number>;
}

/**
 * Stores batches, each in one transaction with the tally rows it changes. `commit` settles when the batch is durable. A deadlock or
 * lock wait is tried again inside; when it throws anything, the outcome of the whole batch is unknown.
 */
export interface VoteStore {
  /** Whether the thread is free for other things while it writes. */
  readonly inBackground: boolean;
  commit(batch: Batch): Promise<Committed>;
  close(): Promise<void>;
}

/** Called before each step of a transaction; tests break connections here. */
export type Step = 'begin' | 'marks' | 'tally' | 'commit' | 'committed';
export type OnStep = (step: Step) => void;

/** The span of time that a row of vote_pace counts. */
export const SPAN_MS = 5_000;

export interface Increment {
  round: number;
  key: number;
  votes: number;
  shown: number;
}

export interface GroupIncrement extends Increment {
  constituency: number;
}

export interface Increments {
  tally: Increment[];
  pace: Increment[];
  groups: GroupIncrement[];
}

/** What a round allows by the tables, read in the transaction of the batch. */
export interface Bounds {
  revision: number;
  /** The last slot of a voter in the round, and of a voter for an entry in a day; null without such a limit. */
  inRound: number | null;
  ofEntry: number | null;
}

const lastSlot = (kind: number): string =>
  `(SELECT MAX(slot) FROM vote_claim_slot s WHERE s.round = r.ref AND s.kind = ${kind})`;
export const BOUNDS = `SELECT r.ref AS ref, r.revision AS revision, ${lastSlot(claimKinds.MARK_ROUND)} AS inRound,
  ${lastSlot(claimKinds.MARK_ENTRY_DAY)} AS ofEntry FROM round r`;

/**
 * Slots in a round and for an entry are unique on the votes themselves. A foreign key for each would cost every vote an index more, a
 * trigger nearly half of what MariaDB stores a second: so they are held against what the tables allow before anything is written.
 */
export function keepWithin(ballots: readonly PlannedBallot[], bounds: ReadonlyMap<number, Bounds>): void {
  for (const {round, marks} of ballots) {
    const {inRound, ofEntry} = bounds.get(round)!;
    for (const {roundSlot, entrySlot} of marks) {
      if ((roundSlot ?? 0) <= (inRound ?? 0) && (entrySlot ?? 0) <= (ofEntry ?? 0)) continue;
      throw new Error('vote_bounds: a slot that the round does not allow');
    }
  }
}

/** What a batch adds to the tallies by entry and by constituency, and to the pace by span. */
export function incrementsOf(ballots: readonly PlannedBallot[]): Increments {
  const [tally, pace] = [new Map<string, Increment>(), new Map<string, Increment>()];
  const groups = new Map<string, GroupIncrement>();
  for (const {round, at, shown, marks, origin} of ballots) {
    const {constituency} = origin;
    for (const {entry} of marks) {
      const seen = shown ? 1 : 0;
      add(tally, `${round} ${entry}`, {round, key: entry, votes: 1, shown: seen});
      if (constituency === null) continue;
      add(groups, `${round} ${constituency} ${entry}`, {round, constituency, key: entry, votes: 1, shown: seen});
    }
    const span = Math.floor(at / SPAN_MS);
    add(pace, `${round} ${span}`, {round, key: span, votes: marks.length, shown: shown ? marks.length : 0});
  }
  return {
    tally: inOrder(tally),
    pace: inOrder(pace),
    groups: inOrder(groups).sort((a, b) => a.round - b.round || a.constituency - b.constituency || a.key - b.key),
  };
}

function add<T extends Increment>(to: Map<string, T>, name: string, more: T): void {
  const row = to.get(name);
  if (row) {
    row.votes += more.votes;
    row.shown += more.shown;
  } else to.set(name, more);
}

/** One order everywhere: two writers that need the same rows then wait instead of locking each other out. */
const inOrder = <T extends Increment>(rows: Map<string, T>): T[] =>
  [...rows.values()].sort((a, b) => a.round - b.round || a.key - b.key);
