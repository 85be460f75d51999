/**
 * What a live stream says, and what a reader makes of it: first a snapshot, then deltas with absolute values, a heartbeat
 * when nothing changes. Pure: the stream, the clock and the screen are elsewhere.
 */
export type LiveKind = 'SNAPSHOT' | 'DELTA' | 'HEARTBEAT' | 'FREEZE' | 'CORRECTION';

export interface LiveEvent<E extends {id: string}> {
  kind: LiveKind;
  epoch: string;
  revision: number;
  entries: readonly E[];
}

export interface LiveBoard<E extends {id: string}> {
  epoch: string;
  revision: number;
  /** In the order of the snapshot. */
  entries: ReadonlyMap<string, E>;
}

export type ResubscribeReason = 'no-snapshot' | 'epoch' | 'gap' | 'unknown-entry' | 'backwards';

export type Step<E extends {id: string}> = {board: LiveBoard<E>} | {resubscribe: ResubscribeReason};

/** True when a count may not go from `before` to `after` without an audited correction. */
export type Backwards<E> = (before: E, after: E) => boolean;

/**
 * The board after an event, or why it can't be trusted any more. An event of the past (a revision already seen) changes
 * nothing; anything that doesn't follow on from what is known asks for a new snapshot rather than guess.
 */
export function advance<E extends {id: string}>(
  board: LiveBoard<E> | null,
  event: LiveEvent<E>,
  backwards: Backwards<E> = () => false,
): Step<E> {
  const {kind, epoch, revision} = event;
  if (kind === 'SNAPSHOT') {
    return {board: {epoch, revision, entries: new Map(event.entries.map((entry) => [entry.id, entry]))}};
  }
  if (!board) return {resubscribe: 'no-snapshot'};
  if (epoch !== board.epoch) return {resubscribe: 'epoch'};
  if (kind === 'HEARTBEAT') return revision > board.revision ? {resubscribe: 'gap'} : {board};
  // A freeze may come with the revision it freezes at.
  if (kind === 'FREEZE' && revision === board.revision) return {board};
  if (revision <= board.revision) return {board};
  if (revision > board.revision + 1) return {resubscribe: 'gap'};

  const entries = new Map(board.entries);
  for (const entry of event.entries) {
    const before = entries.get(entry.id);
    if (!before) return {resubscribe: 'unknown-entry'};
    if (kind === 'DELTA' && backwards(before, entry)) return {resubscribe: 'backwards'};
    entries.set(entry.id, entry);
  }
  return {board: {epoch, revision, entries}};
}

export const LATE_AFTER_MS = 6_000;
export const WATCHDOG_MS = 15_000;

/** What the screen may claim of its data: `live` only while something was heard lately. */
export type Freshness = 'connecting' | 'live' | 'late' | 'offline';

export function freshnessOf(i: {heardAt: number | null; now: number; connected: boolean; online: boolean}): Freshness {
  if (!i.online) return 'offline';
  if (i.heardAt === null) return 'connecting';
  if (i.now - i.heardAt > LATE_AFTER_MS) return i.connected ? 'late' : 'offline';
  return 'live';
}
