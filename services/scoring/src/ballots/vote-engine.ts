import {setImmediate as turn} from 'node:timers/promises';
import type {Logger} from '@concours/kernel/log';
import {ballotBusy, ballotOutcomeUnknown, ballotRequestReused} from './ballot.refusals.js';
import {type BallotOrder, type BallotPlanner, type Planned, sameBallot} from './ballot-planner.js';
import type {Left} from './ballot.rules.js';
import type {RoundBook, RoundBooks} from './round-book.service.js';
import {ballotKey, type StoredMark, type VoteReading} from './vote-reading.js';
import type {VoteStore} from './vote-store.js';

export interface CastOutcome {
  marks: readonly StoredMark[];
  replayed: boolean;
  left: Left;
  at: number;
}

interface Cast {
  order: BallotOrder;
  tries: number;
  resolve(outcome: CastOutcome): void;
  reject(error: Error): void;
}

/** A ballot that is not to be stored as it is: refused unless it turns out to be a replay, or tried again. */
interface Suspect {
  cast: Cast;
  refusal: Error | null;
}

/** What is known of a suspect by now. */
interface Known {
  book: RoundBook | null;
  stored: ReadonlyMap<string, StoredMark[]>;
  left: Left;
}

/** Beyond this a batch takes longer without storing more a second. */
const BATCH_MARKS = 4_000;
const MOST_TRIES = 8;

/** Who wants to know whether rounds' ballots can be stored. */
export interface StoreWatch {
  /** One round for each ballot. */
  failed(rounds: readonly number[]): void;
  stored(rounds: Iterable<number>): void;
}

export interface EngineParts {
  store: VoteStore;
  votes: VoteReading;
  planner: BallotPlanner;
  books: RoundBooks;
  log: Logger;
  watch?: StoreWatch;
  /** How many ballots may wait. */
  mostWaiting?: number;
}

/**
 * Takes ballots in and stores them in batches that form by themselves: whatever has come while the one before was written (voting.md).
 * There is no timer; waiting for more only makes everybody wait. One writer a process. Nobody is answered before the batch is durable.
 */
export class VoteEngine {
  private queue: Cast[] = [];
  private running: Promise<void> | undefined;
  private stopped = false;
  private readonly listeners: ((roundIds: ReadonlySet<string>) => void)[] = [];

  constructor(private readonly parts: EngineParts) {}

  /** Called after each batch with the rounds whose tallies it changed. */
  onCounted(listener: (roundIds: ReadonlySet<string>) => void): void {
    this.listeners.push(listener);
  }

  /** Whether any ballot waits until the ones before it are stored. */
  hasWaiting(): boolean {
    return this.queue.length > 0;
  }

  cast(order: BallotOrder): Promise<CastOutcome> {
    if (this.stopped || this.queue.length >= (this.parts.mostWaiting ?? 20_000)) {
      return Promise.reject(ballotBusy({retryAfterMs: 1_000}));
    }
    return new Promise((resolve, reject) => {
      this.queue.push({order, tries: 0, resolve, reject});
      this.running ??= this.run();
    });
  }

  /** Answers what waits, takes nothing more. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
    await this.parts.store.close();
  }

  private async run(): Promise<void> {
    while (this.queue.length > 0) {
      const casts = this.take();
      try {
        await this.settle(casts);
      } catch (error) {
        // Only reading can throw up to here: nothing of these was stored.
        this.parts.log.error({err: error, ballots: casts.length}, 'ballots could not be prepared');
        for (const cast of casts) cast.reject(ballotBusy({retryAfterMs: 1_000}));
      }
      // SQLite writes without giving way: let in what the network has brought meanwhile.
      await turn();
    }
    this.running = undefined;
  }

  private take(): Cast[] {
    let marks = 0;
    let count = 0;
    while (count < this.queue.length && marks < BATCH_MARKS) marks += this.queue[count++].order.entryIds.length;
    const casts = this.queue.slice(0, count);
    this.queue = this.queue.slice(count);
    return casts;
  }

  private async settle(casts: readonly Cast[]): Promise<void> {
    const suspects: Suspect[] = [];
    const planned: (Planned & {cast: Cast})[] = [];
    const outcomes = await this.parts.planner.plan(casts.map(({order}) => order));
    outcomes.forEach((outcome, index) => {
      const cast = casts[index];
      if (outcome instanceof Error) suspects.push({cast, refusal: outcome});
      else if (outcome === 'KNOWN') suspects.push({cast, refusal: null});
      else planned.push({...outcome, cast});
    });
    if (planned.length > 0) suspects.push(...(await this.store(planned)));
    const outdated = await this.outdated(suspects);
    const byOldRules = (suspect: Suspect): boolean =>
      suspect.refusal !== null && outdated.has(suspect.cast.order.roundId);
    this.again(suspects.filter(byOldRules).map(({cast}) => cast));
    await this.examine(suspects.filter((suspect) => !byOldRules(suspect)));
  }

  private async store(planned: readonly (Planned & {cast: Cast})[]): Promise<Suspect[]> {
    const {store, planner, books, log, watch} = this.parts;
    let committed;
    try {
      const revisions = new Map(planned.map(({book}) => [book.round.ref, book.round.revision]));
      committed = await store.commit({ballots: planned.map(({ballot}) => ballot), revisions});
      watch?.stored(revisions.keys());
    } catch (error) {
      watch?.failed(planned.map(({ballot}) => ballot.round));
      log.error({err: error, ballots: planned.length}, 'the outcome of a batch of votes is unknown');
      for (const {ballot, cast} of planned) {
        planner.forget(ballot);
        cast.reject(ballotOutcomeUnknown({requestId: cast.order.requestId}));
      }
      return [];
    }
    const {stale, taken} = committed;
    if (stale.length > 0) {
      // Nothing was stored: the same ballots again, by the rules and entries of now.
      stale.forEach((ref) => books.forgetRef(ref));
      planned.forEach(({ballot}) => planner.forget(ballot));
      this.again(planned.map(({cast}) => cast));
      return [];
    }
    const counted = new Set<string>();
    const suspects: Suspect[] = [];
    planned.forEach(({ballot, cast, book, left}, index) => {
      if (taken.has(index)) {
        planner.forget(ballot);
        suspects.push({cast, refusal: null});
        return;
      }
      counted.add(book.round.id);
      const {day, at, origin} = ballot;
      const marks = ballot.marks.map((mark, position) => ({position, ...mark, day, at, origin}));
      cast.resolve({marks, replayed: false, left, at: ballot.at});
    });
    if (counted.size > 0) for (const listener of this.listeners) listener(counted);
    return suspects;
  }

  /** Rounds by whose old rules somebody was going to be refused: nobody is, before the new ones were asked. */
  private async outdated(suspects: readonly Suspect[]): Promise<ReadonlySet<string>> {
    const rounds = new Set(suspects.filter(({refusal}) => refusal).map(({cast}) => cast.order.roundId));
    const outdated = new Set<string>();
    for (const roundId of rounds) if (!(await this.parts.books.isCurrent(roundId))) outdated.add(roundId);
    return outdated;
  }

  /** To the head of the queue, in their order. */
  private again(casts: readonly Cast[]): void {
    const patient = casts.filter((cast) => ++cast.tries < MOST_TRIES);
    for (const cast of casts) if (cast.tries >= MOST_TRIES) cast.reject(ballotBusy({retryAfterMs: 1_000}));
    this.queue = [...patient, ...this.queue];
  }

  /** A request that is stored gets its first answer again, whatever has changed since; else it is refused or tried again. */
  private async examine(suspects: readonly Suspect[]): Promise<void> {
    const {books, votes, planner, log} = this.parts;
    for (const roundId of new Set(suspects.map(({cast}) => cast.order.roundId))) {
      const some = suspects.filter(({cast}) => cast.order.roundId === roundId);
      try {
        const book = await books.find(roundId);
        const wanted = some.map(({cast: {order}}) => ({voter: order.voter, request: order.requestId}));
        const stored = book ? await votes.ballots(book.round.ref, wanted) : new Map<string, StoredMark[]>();
        const left = book
          ? await planner.left(
              book,
              some.map(({cast}) => cast.order),
            )
          : [];
        some.forEach((suspect, index) => this.answer(suspect, {book, stored, left: left[index]}));
      } catch (error) {
        log.error({err: error}, 'ballots could not be looked up');
        for (const {cast} of some) cast.reject(ballotOutcomeUnknown({requestId: cast.order.requestId}));
      }
    }
  }

  private answer({cast, refusal}: Suspect, {book, stored, left}: Known): void {
    const {order} = cast;
    const marks = stored.get(ballotKey(order.voter, order.requestId));
    if (book && marks) {
      if (!sameBallot(book, marks, order.entryIds)) cast.reject(ballotRequestReused({requestId: order.requestId}));
      else cast.resolve({marks, replayed: true, left, at: marks[0].at});
    } else if (refusal) cast.reject(refusal);
    else this.again([cast]);
  }
}
