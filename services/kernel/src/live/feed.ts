import type {Logger} from '../log.js';
import {notFound} from '../refusal.js';
import {Mailbox} from './mailbox.js';

/** What a feed tells of. The truth is read where it lies; epochs, revisions and kinds of events are its own. */
export interface LiveSource<S, E> {
  /** The state now, given the last one, from which less has to be read. Null where the thing is gone. Never changes a state it gave. */
  read(before: S | null): Promise<S | null>;
  /** All of it, for who comes or fell behind. */
  whole(state: S): E;
  /** What is told of the way from one state to the next; null where nothing changed. Called once for each look. */
  change(before: S, next: S): E | null;
  /** A sign of life. */
  alive(state: S): E;
  /** Milliseconds until something changes by itself, such as at an instant known before. */
  dueIn?(state: S): number;
}

export interface FeedTimes {
  /** Looks, and so changes, are no closer together than this. */
  coalesceMs: number;
  /** Something is told at least this often, and a hint that was lost costs no more. */
  heartbeatMs: number;
}

/**
 * One thing as it moves, read once for all who watch it in this process. A hint only says when to look. While the truth can't be
 * read nothing is told, so that who watches sees that it is late.
 */
export class Feed<S, E> {
  private readonly readers = new Set<Mailbox<E>>();
  private state: S | undefined;
  private opening: Promise<void> | undefined;
  private joining = 0;
  private timer: NodeJS.Timeout | undefined;
  private lookedAt = 0;
  private toldAt = 0;
  private hinted = false;
  private looking = false;
  private ended = false;

  constructor(
    private readonly source: LiveSource<S, E>,
    private readonly times: FeedTimes,
    private readonly log: Logger,
    private readonly onEnd: () => void,
  ) {}

  /** The first event is the whole. The first reader makes the feed begin, the last one ends it. NOT_FOUND where there is nothing. */
  async join(): Promise<AsyncIterableIterator<E>> {
    this.joining++;
    try {
      await (this.opening ??= this.open());
      if (this.ended) throw notFound();
      const whole = () => this.source.whole(this.state!);
      const mailbox: Mailbox<E> = new Mailbox({whole, onClose: () => this.leave(mailbox)}, whole());
      this.readers.add(mailbox);
      return mailbox;
    } finally {
      this.joining--;
      this.endUnlessWatched();
    }
  }

  hint(): void {
    this.hinted = true;
    if (!this.looking) this.schedule();
  }

  end(): void {
    if (this.ended) return;
    this.ended = true;
    clearTimeout(this.timer);
    for (const reader of [...this.readers]) void reader.return();
    this.onEnd();
  }

  private async open(): Promise<void> {
    this.lookedAt = this.toldAt = Date.now();
    const state = await this.source.read(null);
    if (state === null) throw notFound();
    this.state = state;
    this.schedule();
  }

  private leave(mailbox: Mailbox<E>): void {
    this.readers.delete(mailbox);
    this.endUnlessWatched();
  }

  private endUnlessWatched(): void {
    if (this.readers.size + this.joining === 0) this.end();
  }

  private schedule(): void {
    clearTimeout(this.timer);
    if (this.ended || this.state === undefined) return;
    const {coalesceMs, heartbeatMs} = this.times;
    const dueIn = this.source.dueIn?.(this.state) ?? heartbeatMs;
    const wait = this.hinted ? coalesceMs : Math.min(heartbeatMs, Math.max(coalesceMs, dueIn));
    this.timer = setTimeout(() => void this.look(), Math.max(0, this.lookedAt + wait - Date.now())).unref();
  }

  private async look(): Promise<void> {
    const wasHinted = this.hinted;
    this.hinted = false;
    this.looking = true;
    this.lookedAt = Date.now();
    try {
      const next = await this.source.read(this.state!);
      if (this.ended) return;
      if (next === null) return this.end();
      const change = this.source.change(this.state!, next);
      this.state = next;
      // a hint about what the look before had seen already says nothing new, however many of them come
      const quiet = wasHinted && Date.now() - this.toldAt < this.times.heartbeatMs;
      if (change !== null) this.tell(change);
      else if (!quiet) this.tell(this.source.alive(next));
    } catch (error) {
      this.log.warn({err: error}, 'what is watched could not be read');
    } finally {
      this.looking = false;
      this.schedule();
    }
  }

  private tell(event: E): void {
    this.toldAt = Date.now();
    for (const reader of this.readers) reader.push(event);
  }
}
