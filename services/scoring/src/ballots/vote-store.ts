import type {Origin} from './origin.rules.js';

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

/** What a batch adds to the tallies by entry, and to the pace by span. */
export function incrementsOf(ballots: readonly PlannedBallot[]): {tally: Increment[]; pace: Increment[]} {
  const tally = new Map<string, Increment>();
  const pace = new Map<string, Increment>();
  const add = (to: Map<string, Increment>, round: number, key: number, votes: number, shown: boolean): void => {
    const name = `${round} ${key}`;
    const row = to.get(name) ?? {round, key, votes: 0, shown: 0};
    row.votes += votes;
    if (shown) row.shown += votes;
    to.set(name, row);
  };
  for (const {round, at, shown, marks} of ballots) {
    for (const {entry} of marks) add(tally, round, entry, 1, shown);
    add(pace, round, Math.floor(at / SPAN_MS), marks.length, shown);
  }
  // In one order everywhere: two writers that need the same rows then wait instead of locking each other out.
  const inOrder = (rows: Map<string, Increment>): Increment[] =>
    [...rows.values()].sort((a, b) => a.round - b.round || a.key - b.key);
  return {tally: inOrder(tally), pace: inOrder(pace)};
}
