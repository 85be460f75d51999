import type {Clock} from '@concours/kernel/clock';
import type {Bus, Stop} from '@concours/kernel/events/bus';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {Feeds} from '@concours/kernel/live/feeds';
import type {Logger} from '@concours/kernel/log';
import {notFound} from '@concours/kernel/refusal';
import type {RoundBooks} from '../ballots/round-book.service.js';
import {LiveTally, type Reading} from './live-tally.js';
import {TALLY_MOVED, tallyMoved, type TallyMoved} from './tally.events.js';
import type {Tallies} from './tally.service.js';
import {delayOf, Tally, tallyEntry, type TallyEvent} from './tally.js';

/** live.md: at most one delta in 250 ms, a heartbeat when nothing changed for 2 s. */
const TIMES = {coalesceMs: 250, heartbeatMs: 2_000};
/** Hints to the other instances are gathered this long. */
const HINT_MS = 100;

/** All live feeds of this process, and what wakes them: its own batches at once, those of other instances through the bus. */
export class TallyFeeds {
  private readonly epoch = newId();
  private readonly feeds: Feeds<Reading, TallyEvent>;
  private readonly revisions = new Map<string, {current: number}>();
  private readonly moved = new Set<string>();
  private hintTimer: NodeJS.Timeout | undefined;
  private stopListening: Stop | undefined;
  private hints = 0;

  constructor(private readonly parts: {tallies: Tallies; books: RoundBooks; bus: Bus; clock: Clock; log: Logger}) {
    this.feeds = new Feeds((roundId) => this.live(roundId), TIMES, parts.log);
  }

  async start(): Promise<void> {
    this.stopListening = await this.parts.bus.listen({
      types: [TALLY_MOVED],
      handle: ({payload}) => {
        const {rounds, by} = payload as TallyMoved;
        if (by !== this.epoch) for (const roundId of rounds) this.feeds.hint(roundId);
      },
    });
  }

  async stop(): Promise<void> {
    clearTimeout(this.hintTimer);
    await this.stopListening?.();
    this.feeds.stop();
  }

  /** After a batch. The counts themselves are read from the database, here as everywhere. */
  counted(roundIds: ReadonlySet<string>): void {
    for (const roundId of roundIds) {
      this.feeds.hint(roundId);
      this.moved.add(roundId);
    }
    this.hintTimer ??= setTimeout(() => this.tellOthers(), HINT_MS).unref();
  }

  /** What everybody sees. NOT_FOUND where there is no such round. */
  subscribe(roundId: string): Promise<AsyncIterableIterator<TallyEvent>> {
    return this.feeds.subscribe(roundId);
  }

  /** The same data for one question, with what the caller may see beyond everybody. */
  async tally(roundId: string, caller: Caller): Promise<Tally> {
    const book = await this.parts.books.find(roundId);
    if (!book) throw notFound();
    const board = await this.parts.tallies.board(book, caller);
    const {sight, takenAt, total, frozenAt, counts} = board;
    return Object.assign(new Tally(), {
      epoch: this.epoch,
      revision: this.revisionOf(roundId).current,
      takenAt,
      total,
      frozenAt,
      hidden: sight === 'HIDDEN',
      delayMinutes: delayOf(book, board),
      entries: [...counts].map(([entry, votes]) => tallyEntry(entry, votes)),
    });
  }

  private tellOthers(): void {
    this.hintTimer = undefined;
    const rounds = [...this.moved];
    this.moved.clear();
    const event = tallyMoved({rounds, by: this.epoch}, ++this.hints);
    this.parts.bus.publish([event]).catch((error: unknown) => {
      this.parts.log.debug({err: error}, 'other instances were not told of new votes; their heartbeat reads them');
    });
  }

  private live(roundId: string): LiveTally {
    return new LiveTally({
      epoch: this.epoch,
      revision: this.revisionOf(roundId),
      read: () => this.read(roundId),
      now: () => this.parts.clock.now().getTime(),
    });
  }

  private async read(roundId: string): Promise<Reading | null> {
    const {books, tallies} = this.parts;
    const book = await books.find(roundId);
    if (!book) return null;
    const board = await tallies.board(book);
    return {book, board, votesPerMinute: await tallies.lastMinute(book, board)};
  }

  private revisionOf(roundId: string): {current: number} {
    let revision = this.revisions.get(roundId);
    if (!revision) this.revisions.set(roundId, (revision = {current: 1}));
    return revision;
  }
}
