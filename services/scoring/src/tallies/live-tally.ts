import type {LiveSource} from '@concours/kernel/live/feed';
import type {RoundBook} from '../ballots/round-book.service.js';
import type {Entry} from '../entries/entry.js';
import type {Board} from './tally.service.js';
import {delayOf, LiveKind, tallyEntry, TallyEvent} from './tally.js';

export interface Reading {
  book: RoundBook;
  board: Board;
  votesPerMinute: number;
}

export interface LiveTallyParts {
  epoch: string;
  /** Where the revisions of this round stand; they go on when a feed ends and begins again. */
  revision: {current: number};
  /** Reads the truth; null where the round is gone. */
  read: () => Promise<Reading | null>;
  now: () => number;
}

/** The live counts of one round, as a feed tells them. */
export class LiveTally implements LiveSource<Reading, TallyEvent> {
  constructor(private readonly parts: LiveTallyParts) {}

  read(): Promise<Reading | null> {
    return this.parts.read();
  }

  whole(reading: Reading): TallyEvent {
    return this.event(LiveKind.SNAPSHOT, reading, reading.board.counts);
  }

  change(before: Reading, next: Reading): TallyEvent | null {
    if (isAnother(before, next)) return this.next(LiveKind.SNAPSHOT, next, next.board.counts);
    const old = new Map([...before.board.counts].map(([{ref}, votes]) => [ref, votes]));
    const changed = [...next.board.counts].filter(([{ref}, votes]) => old.get(ref) !== votes);
    if (next.board.sight === 'FROZEN' && isMoving(before)) return this.next(LiveKind.FREEZE, next, changed);
    if (changed.length === 0) return null;
    const fell = changed.some(([{ref}, votes]) => votes < old.get(ref)!);
    return this.next(fell ? LiveKind.CORRECTION : LiveKind.DELTA, next, changed);
  }

  alive(reading: Reading): TallyEvent {
    return this.event(LiveKind.HEARTBEAT, reading, []);
  }

  /** So that a freeze is told at its instant. */
  dueIn(reading: Reading): number {
    const {book} = reading;
    const freezesAt = book.limits?.freezesAt ?? null;
    if (freezesAt === null || !isMoving(reading) || book.result) return Infinity;
    return freezesAt - this.parts.now();
  }

  private next(kind: LiveKind, reading: Reading, entries: Iterable<readonly [Entry, number]>): TallyEvent {
    this.parts.revision.current += 1;
    return this.event(kind, reading, entries);
  }

  private event(
    kind: LiveKind,
    {book, board, votesPerMinute}: Reading,
    entries: Iterable<readonly [Entry, number]>,
  ): TallyEvent {
    const {sight, takenAt, total, frozenAt} = board;
    return Object.assign(new TallyEvent(), {
      kind,
      epoch: this.parts.epoch,
      revision: this.parts.revision.current,
      takenAt,
      total,
      votesPerMinute,
      frozenAt,
      hidden: sight === 'HIDDEN',
      delayMinutes: delayOf(book, board),
      entries: [...entries].map(([entry, votes]) => tallyEntry(entry, votes)),
    });
  }
}

/** Whether the counts that are seen grow with the votes. */
const isMoving = ({board: {sight}}: Reading): boolean => sight === 'FULL' || sight === 'DELAYED';

/** Other entries, a withdrawn one, hidden or shown again, or thawed: no difference would tell it, only the whole. */
function isAnother(before: Reading, next: Reading): boolean {
  const [from, to] = [before.board.sight, next.board.sight];
  if (from !== to && !(isMoving(before) && to === 'FROZEN')) return true;
  if (delayOf(before.book, before.board) !== delayOf(next.book, next.board)) return true;
  const entries = next.book.entries;
  return (
    entries.length !== before.book.entries.length ||
    entries.some(({ref, withdrawn, disqualified}, index) => {
      const old = before.book.entries[index];
      return old.ref !== ref || old.withdrawn !== withdrawn || old.disqualified !== disqualified;
    })
  );
}
