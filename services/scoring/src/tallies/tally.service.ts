import type {Clock} from '@concours/kernel/clock';
import type {Caller} from '@concours/kernel/identity';
import type {RequestContext} from '@concours/kernel/request-context';
import type {VoteReading} from '../ballots/vote-reading.js';
import type {RoundBook, RoundBooks} from '../ballots/round-book.service.js';
import type {Entry} from '../entries/entry.js';
import type {Round} from '../rounds/round.js';
import type {Rounds, RoundView} from '../rounds/round.service.js';
import {type Sight, sightOf} from './sight.rules.js';

/** The counts of a round as they may be seen. */
export interface Board {
  sight: Sight;
  takenAt: Date;
  frozenAt: Date | null;
  total: number;
  /** Of all its entries, by number; none while hidden. */
  counts: ReadonlyMap<Entry, number>;
}

export class Tallies {
  constructor(private readonly parts: {votes: VoteReading; books: RoundBooks; rounds: Rounds; clock: Clock}) {}

  /** For a caller; without one, what everybody sees. */
  async board(book: RoundBook, caller?: Caller): Promise<Board> {
    const {clock, votes} = this.parts;
    const takenAt = clock.now();
    const sight = this.sight(book, takenAt, caller);
    const read = sight === 'HIDDEN' ? [] : await votes.counts(book.round.ref);
    const byRef = new Map(read.map(({entry, votes: all, shown}) => [entry, sight === 'FROZEN' ? shown : all]));
    const counts = new Map(sight === 'HIDDEN' ? [] : book.entries.map((entry) => [entry, byRef.get(entry.ref) ?? 0]));
    return {
      sight,
      takenAt,
      counts,
      total: [...counts.values()].reduce((sum, count) => sum + count, 0),
      frozenAt: sight === 'FROZEN' ? new Date(book.limits!.freezesAt!) : null,
    };
  }

  async lastMinute(book: RoundBook): Promise<number> {
    return this.parts.votes.lastMinute(book.round.ref, this.parts.clock.now().getTime());
  }

  /** What everybody may see of the counts now, by entry id; null while they are hidden, empty where nobody votes. */
  async shown(view: RoundView): Promise<ReadonlyMap<string, number> | null> {
    if (!view.limits) return new Map();
    const book = await this.parts.books.find(view.round.id);
    const board = book && (await this.board(book));
    if (!board || board.sight === 'HIDDEN') return null;
    return new Map([...board.counts].map(([entry, count]) => [entry.id, count]));
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
    const sight = book && this.sight(book, this.parts.clock.now(), caller);
    return sight === 'FULL' || (sight === 'FROZEN' && at.getTime() <= book!.limits!.freezesAt!);
  }

  private sight(book: RoundBook, now: Date, caller?: Caller): Sight {
    const mayRead = caller !== undefined && this.parts.rounds.may(caller, 'round.read', book);
    return sightOf({votes: book.limits, result: book.result, mayRead, now: now.getTime()});
  }
}
