import type {Clock} from '@concours/kernel/clock';
import type {Caller} from '@concours/kernel/identity';
import type {RequestContext} from '@concours/kernel/request-context';
import type {VoteReading} from '../ballots/vote-reading.js';
import type {RoundBook, RoundBooks} from '../ballots/round-book.service.js';
import type {Entry} from '../entries/entry.js';
import type {Round} from '../rounds/round.js';
import type {Rounds, RoundView} from '../rounds/round.service.js';
import {newestSeen, type Sight, sightOf} from './sight.rules.js';
import {isOpening} from './snapshot.rules.js';
import type {TallySnapshots} from './tally-snapshots.service.js';

/** The counts of a round as they may be seen. */
export interface Board {
  sight: Sight;
  /** Of when they are. */
  takenAt: Date;
  frozenAt: Date | null;
  total: number;
  /** Of all its entries, by number; none while hidden. */
  counts: ReadonlyMap<Entry, number>;
}

interface Counted {
  takenAt: Date;
  byRef: ReadonlyMap<number, number>;
}

export class Tallies {
  constructor(
    private readonly parts: {
      votes: VoteReading;
      snapshots: TallySnapshots;
      books: RoundBooks;
      rounds: Rounds;
      clock: Clock;
    },
  ) {}

  /** For a caller; without one, what everybody sees. */
  async board(book: RoundBook, caller?: Caller): Promise<Board> {
    const now = this.parts.clock.now();
    const sight = this.sight(book, now, caller);
    const counted = sight === 'HIDDEN' ? null : await this.counted(book, sight, now);
    if (!counted) return {sight: 'HIDDEN', takenAt: now, frozenAt: null, total: 0, counts: new Map()};
    const counts = new Map(book.entries.map((entry) => [entry, counted.byRef.get(entry.ref) ?? 0]));
    return {
      sight,
      takenAt: counted.takenAt,
      counts,
      total: [...counts.values()].reduce((sum, count) => sum + count, 0),
      frozenAt: sight === 'FROZEN' ? new Date(book.limits!.freezesAt!) : null,
    };
  }

  /** Of the minute before the counts that are seen; 0 where they stand still. */
  async lastMinute(book: RoundBook, {sight, takenAt}: Board): Promise<number> {
    const moving = (sight === 'FULL' || sight === 'DELAYED') && !book.result;
    return moving ? this.parts.votes.lastMinute(book.round.ref, takenAt.getTime()) : 0;
  }

  /** The end of what may be seen of a round's votes in time; null while they are hidden. */
  async seenUntil(roundId: string, caller: Caller): Promise<{round: Round; until: number} | null> {
    const book = await this.parts.books.find(roundId);
    const board = book && (await this.board(book, caller));
    if (!board || board.sight === 'HIDDEN') return null;
    const ends = [board.takenAt, board.frozenAt ?? board.takenAt].map((at) => at.getTime());
    return {round: book.round, until: Math.min(...ends, book.limits!.closesAt ?? Infinity)};
  }

  /** What everybody may see of the counts now; null while they are hidden. */
  async shown(view: RoundView): Promise<Board | null> {
    const book = await this.parts.books.find(view.round.id);
    const board = book && (await this.board(book));
    return !board || board.sight === 'HIDDEN' ? null : board;
  }

  /** The exact counts by entry id, whatever is shown: for the result, and for nobody's eyes before it. */
  async all(round: Round): Promise<ReadonlyMap<string, number>> {
    const [book, counts] = await Promise.all([this.parts.books.find(round.id), this.parts.votes.counts(round.ref)]);
    return new Map(
      counts.flatMap(({entry, votes}) => (book?.byRef.has(entry) ? [[book.byRef.get(entry)!.id, votes]] : [])),
    );
  }

  /** Null while the caller may not see it. A page asks for many entries of a round: it is read once for all of them. */
  async votesOf(entry: Entry, context: RequestContext): Promise<number | null> {
    const counts = await context.load<string, ReadonlyMap<number, number> | null>('votes', entry.roundId, (roundIds) =>
      Promise.all(roundIds.map((id) => this.countsFor(id, context.caller))),
    );
    return counts?.get(entry.ref) ?? null;
  }

  private async countsFor(roundId: string, caller: Caller): Promise<ReadonlyMap<number, number> | null> {
    const book = await this.parts.books.find(roundId);
    const board = book && (await this.board(book, caller));
    if (!board || board.sight === 'HIDDEN') return null;
    return new Map([...board.counts].map(([{ref}, count]) => [ref, count]));
  }

  /** Whether counts of an instant in the past may be seen by now. */
  async maySee(roundId: string, at: Date, caller: Caller): Promise<boolean> {
    const book = await this.parts.books.find(roundId);
    if (!book?.limits) return false;
    const now = this.parts.clock.now();
    const sight = this.sight(book, now, caller);
    const newest = newestSeen(sight, book.limits, now.getTime());
    return sight !== 'HIDDEN' && (newest === null || at.getTime() <= newest);
  }

  /** Null where counts are shown with a delay and none that old were kept: nothing is shown rather than too much. */
  private async counted({round, limits}: RoundBook, sight: Sight, now: Date): Promise<Counted | null> {
    const newest = newestSeen(sight, limits!, now.getTime());
    if (newest === null || limits!.visibility !== 'DELAYED') {
      const counts = await this.parts.votes.counts(round.ref);
      const seen = ({votes, shown}: {votes: number; shown: number}) => (sight === 'FROZEN' ? shown : votes);
      return {takenAt: now, byRef: new Map(counts.map((count) => [count.entry, seen(count)]))};
    }
    const kept = await this.parts.snapshots.newest(round.ref, newest);
    if (kept) return {takenAt: kept.at, byRef: new Map(kept.counts)};
    if (!isOpening(limits!.opensAt, newest, limits!.delayMs)) return null;
    return {takenAt: new Date(Math.min(newest, limits!.opensAt!)), byRef: new Map()};
  }

  private sight(book: RoundBook, now: Date, caller?: Caller): Sight {
    const mayRead = caller !== undefined && this.parts.rounds.may(caller, 'round.read', book);
    return sightOf({votes: book.limits, result: book.result, mayRead, now: now.getTime()});
  }
}
