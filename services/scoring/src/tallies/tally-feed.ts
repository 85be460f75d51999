import type {Logger} from '@concours/kernel/log';
import type {RoundBook} from '../ballots/round-book.service.js';
import type {Entry} from '../entries/entry.js';
import {Mailbox} from './mailbox.js';
import type {Board} from './tally.service.js';
import {LiveKind, tallyEntry, TallyEvent} from './tally.js';

/** live.md: at most one delta in 250 ms, a heartbeat when nothing changed for 2 s. */
export const DELTA_MS = 250;
export const HEARTBEAT_MS = 2_000;

export interface Reading {
  book: RoundBook;
  board: Board;
  votesPerMinute: number;
}

export interface FeedParts {
  epoch: string;
  /** Where the revisions of this round stand; they go on when a feed ends and begins again. */
  revision: {current: number};
  /** Reads the truth; null where the round is gone. */
  read: () => Promise<Reading | null>;
  now: () => number;
  onIdle: () => void;
  log: Logger;
}

/**
 * The live counts of one round, shared by all who watch it in this process. A hint makes it read the database again; without one it
 * reads with every heartbeat, so a hint that is lost costs two seconds.
 */
export class TallyFeed {
  private readonly readers = new Set<Mailbox<TallyEvent>>();
  private state: Reading | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readAt = 0;
  private hinted = false;
  private reading = false;
  private stopped = false;

  constructor(private readonly parts: FeedParts) {}

  /** The first reader makes it start. Null where there is no such round. */
  async open(): Promise<boolean> {
    const reading = await this.parts.read();
    if (!reading) return false;
    this.state = reading;
    this.readAt = Date.now();
    this.schedule();
    return true;
  }

  subscribe(): AsyncIterableIterator<TallyEvent> {
    const mailbox: Mailbox<TallyEvent> = new Mailbox(
      {whole: () => this.snapshot(), onClose: () => this.leave(mailbox)},
      this.snapshot(),
    );
    this.readers.add(mailbox);
    return mailbox;
  }

  hint(): void {
    this.hinted = true;
    if (!this.reading) this.schedule();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    for (const reader of [...this.readers]) void reader.return();
  }

  private leave(mailbox: Mailbox<TallyEvent>): void {
    this.readers.delete(mailbox);
    if (this.readers.size === 0 && !this.stopped) {
      this.stop();
      this.parts.onIdle();
    }
  }

  private schedule(): void {
    clearTimeout(this.timer);
    if (this.stopped) return;
    const wait = this.hinted ? DELTA_MS : Math.min(HEARTBEAT_MS, this.untilFreeze());
    this.timer = setTimeout(() => void this.advance(), Math.max(0, this.readAt + wait - Date.now()));
    this.timer.unref();
  }

  /** So that a freeze is told at its instant. */
  private untilFreeze(): number {
    const {book, board} = this.state!;
    const freezesAt = book.limits?.freezesAt ?? null;
    if (freezesAt === null || board.sight !== 'FULL' || book.result) return HEARTBEAT_MS;
    return Math.max(DELTA_MS, freezesAt - this.parts.now());
  }

  private async advance(): Promise<void> {
    const wasHinted = this.hinted;
    this.hinted = false;
    this.reading = true;
    this.readAt = Date.now();
    try {
      const next = await this.parts.read();
      if (!next) return this.stop();
      const event = this.compare(this.state!, next, wasHinted);
      this.state = next;
      if (event) for (const reader of this.readers) reader.push(event);
    } catch (error) {
      // Nothing is sent: the wall sees by itself that it is late.
      this.parts.log.warn({err: error}, 'the live counts could not be read');
    } finally {
      this.reading = false;
      this.schedule();
    }
  }

  private compare(before: Reading, next: Reading, wasHinted: boolean): TallyEvent | null {
    const {revision} = this.parts;
    if (isAnother(before, next)) {
      revision.current += 1;
      return this.event(LiveKind.SNAPSHOT, next, next.board.counts);
    }
    const old = new Map([...before.board.counts].map(([{ref}, votes]) => [ref, votes]));
    const changed = [...next.board.counts].filter(([{ref}, votes]) => old.get(ref) !== votes);
    if (next.board.sight === 'FROZEN' && before.board.sight === 'FULL') {
      revision.current += 1;
      return this.event(LiveKind.FREEZE, next, changed);
    }
    if (changed.length > 0) {
      revision.current += 1;
      const fell = changed.some(([{ref}, votes]) => votes < old.get(ref)!);
      return this.event(fell ? LiveKind.CORRECTION : LiveKind.DELTA, next, changed);
    }
    // A hint about a batch that the reading before had seen already says nothing new.
    return wasHinted ? null : this.event(LiveKind.HEARTBEAT, next, []);
  }

  private snapshot(): TallyEvent {
    return this.event(LiveKind.SNAPSHOT, this.state!, this.state!.board.counts);
  }

  private event(
    kind: LiveKind,
    {board, votesPerMinute}: Reading,
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
      entries: [...entries].map(([entry, votes]) => tallyEntry(entry, votes)),
    });
  }
}

/** Other entries, a withdrawn one, hidden or shown again, or thawed: no difference would tell it, only the whole. */
function isAnother(before: Reading, next: Reading): boolean {
  const [from, to] = [before.board.sight, next.board.sight];
  if (from !== to && !(from === 'FULL' && to === 'FROZEN')) return true;
  const entries = next.book.entries;
  return (
    entries.length !== before.book.entries.length ||
    entries.some(({ref, withdrawn}, index) => {
      const old = before.book.entries[index];
      return old.ref !== ref || old.withdrawn !== withdrawn;
    })
  );
}
