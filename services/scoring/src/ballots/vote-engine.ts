import {setImmediate as turn} from 'node:timers/promises';
import type {Logger} from '@concours/kernel/log';
import {ballotBusy, ballotOutcomeUnknown, ballotRequestReused} from './ballot.refusals.js';
import {type BallotOrder, type BallotPlanner, type Plan, type Planned, sameBallot} from './ballot-planner.js';
import type {Left} from './ballot.rules.js';
import type {RoundBook, RoundBooks} from './round-book.service.js';
import {ballotKey, type StoredMark, type VoteReading} from './vote-reading.js';
import type {PlannedBallot, VoteStore} from './vote-store.js';

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

/** What is to become of a ballot, by what was known when it was planned. */
interface Ready {
  cast: Cast;
  plan: Plan;
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
/** Fewer are not worth a statement of their own. */
const LEAST_PLANNED = 128;
const MOST_TRIES = 8;
const MOMENT_MS = 100;

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
 * Takes ballots in and stores them in batches that form by themselves: whatever has been planned while the one before was written
 * (voting.md). There is no timer; waiting for more only makes everybody wait. One writer a process. Nobody is answered before the batch
 * is durable.
 */
export class VoteEngine {
  private queue: Cast[] = [];
  /** Planned and not yet being written. */
  private ready: Ready[] = [];
  /** How often what was planned came to nothing. */
  private unplanned = 0;
  private lastWritten = -Infinity;
  private running: Promise<void> | undefined;
  private stopped = false;
  private readonly listeners: ((roundIds: ReadonlySet<string>) => void)[] = [];

  constructor(private readonly parts: EngineParts) {}

  /** Called after each batch with the rounds whose tallies it changed. */
  onCounted(listener: (roundIds: ReadonlySet<string>) => void): void {
    this.listeners.push(listener);
  }

  /** How many ballots wait until the ones before them are stored. */
  get waiting(): number {
    return this.queue.length + this.ready.length;
  }

  /** Whether ballots wait, or did a moment ago: between two batches, while voters are answered and come again, none waits. */
  get isBusy(): boolean {
    return this.waiting > 0 || performance.now() - this.lastWritten < MOMENT_MS;
  }

  cast(order: BallotOrder): Promise<CastOutcome> {
    if (this.stopped || this.waiting >= (this.parts.mostWaiting ?? 20_000)) {
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
    while (this.waiting > 0) {
      if (this.ready.length === 0) await this.planSome();
      else await this.writeAndPlan();
    }
    this.running = undefined;
  }

  /** While the database writes what is ready, the next ballots are planned. */
  private async writeAndPlan(): Promise<void> {
    let written = false;
    const writing = this.write(this.ready.splice(0)).finally(() => (written = true));
    do {
      if (this.queue.length > 0 && this.ready.length < BATCH_MARKS) await this.planSome();
      // SQLite writes without giving way: let in what the network has brought meanwhile.
      await turn();
    } while (!written && this.queue.length > 0 && this.ready.length < BATCH_MARKS);
    await writing;
    this.lastWritten = performance.now();
  }

  /** Half of what waits: the other half is planned while these are written. All of it where both can't be done at once. */
  private async planSome(): Promise<void> {
    const {inBackground} = this.parts.store;
    const casts = this.take(inBackground ? Math.max(LEAST_PLANNED, Math.ceil(this.queue.length / 2)) : Infinity);
    const before = this.unplanned;
    try {
      const plans = await this.parts.planner.plan(casts.map(({order}) => order));
      plans.forEach((plan, index) => this.ready.push({cast: casts[index], plan}));
      // what was not stored meanwhile may be what these rest on
      if (this.unplanned !== before) this.unplan(plans.filter(isPlanned));
    } catch (error) {
      this.giveUp(casts, error);
    }
  }

  private take(most: number): Cast[] {
    let marks = 0;
    let count = 0;
    const end = Math.min(most, this.queue.length);
    while (count < end && marks < BATCH_MARKS) marks += this.queue[count++].order.entryIds.length;
    return this.queue.splice(0, count);
  }

  /** Only reading can have failed: nothing of these was stored. */
  private giveUp(casts: readonly Cast[], error: unknown): void {
    this.parts.log.error({err: error, ballots: casts.length}, 'ballots could not be prepared');
    for (const cast of casts) cast.reject(ballotBusy({retryAfterMs: 1_000}));
  }

  /** Never fails: who is answered nothing else hears that it is not known, or to try again. */
  private async write(batch: readonly Ready[]): Promise<void> {
    const suspects: Suspect[] = [];
    const planned: (Planned & {cast: Cast})[] = [];
    for (const {cast, plan} of batch) {
      if (plan instanceof Error) suspects.push({cast, refusal: plan});
      else if (plan === 'KNOWN') suspects.push({cast, refusal: null});
      else planned.push({ballot: plan.ballot, book: plan.book, left: plan.left, cast});
    }
    try {
      if (planned.length > 0) suspects.push(...(await this.store(planned)));
      if (suspects.length === 0) return;
      const outdated = await this.outdated(suspects);
      const byOldRules = (suspect: Suspect): boolean =>
        suspect.refusal !== null && outdated.has(suspect.cast.order.roundId);
      this.again(suspects.filter(byOldRules).map(({cast}) => cast));
      await this.examine(suspects.filter((suspect) => !byOldRules(suspect)));
    } catch (error) {
      this.giveUp(
        suspects.map(({cast}) => cast),
        error,
      );
    }
  }

  private async store(planned: readonly (Planned & {cast: Cast})[]): Promise<Suspect[]> {
    const {store, books, log, watch} = this.parts;
    let committed;
    try {
      const revisions = new Map(planned.map(({book}) => [book.round.ref, book.round.revision]));
      committed = await store.commit({ballots: planned.map(({ballot}) => ballot), revisions});
      watch?.stored(revisions.keys());
    } catch (error) {
      watch?.failed(planned.map(({ballot}) => ballot.round));
      log.error({err: error, ballots: planned.length}, 'the outcome of a batch of votes is unknown');
      for (const {cast} of planned) cast.reject(ballotOutcomeUnknown({requestId: cast.order.requestId}));
      this.unplan(planned);
      return [];
    }
    const {stale, taken} = committed;
    if (stale.length > 0) {
      // Nothing was stored: the same ballots again, by the rules and entries of now.
      stale.forEach((ref) => books.forgetRef(ref));
      this.unplan(planned);
      this.again(planned.map(({cast}) => cast));
      return [];
    }
    const counted = new Set<string>();
    const lost: (Planned & {cast: Cast})[] = [];
    planned.forEach((each, index) => {
      if (taken.has(index)) return void lost.push(each);
      const {ballot, cast, book, left} = each;
      counted.add(book.round.id);
      cast.resolve({marks: storedMarks(ballot), replayed: false, left, at: ballot.at});
    });
    if (lost.length > 0) this.unplan(lost);
    if (counted.size > 0) for (const listener of this.listeners) listener(counted);
    return lost.map(({cast}) => ({cast, refusal: null}));
  }

  /** What was planned after these, of the same voters, may rest on them: it is planned anew. */
  private unplan(planned: readonly Planned[]): void {
    const {planner} = this.parts;
    this.unplanned++;
    for (const {ballot} of planned) planner.forget(ballot);
    const voters = new Set(planned.map(({book, ballot}) => `${book.round.id} ${ballot.voter}`));
    const rests = ({cast: {order}}: Ready): boolean => voters.has(`${order.roundId} ${order.voter}`);
    const resting = this.ready.filter(rests);
    if (resting.length === 0) return;
    this.ready = this.ready.filter((each) => !rests(each));
    this.queue = [...resting.map(({cast}) => cast), ...this.queue];
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

const isPlanned = (plan: Plan): plan is Planned => typeof plan === 'object' && !(plan instanceof Error);

function storedMarks({marks, day, at, origin}: PlannedBallot): StoredMark[] {
  return marks.map(({entry, slot, roundSlot, entrySlot}, position) => {
    return {position, entry, day, slot, roundSlot, entrySlot, at, origin};
  });
}
