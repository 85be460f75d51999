import type {Database} from '@concours/kernel/database';
import type {Entries} from '../entries/entry.service.js';
import type {Entry} from '../entries/entry.js';
import {Round} from '../rounds/round.js';
import type {Rounds, RoundView} from '../rounds/round.service.js';

/** Everything about a round that a vote or a tally needs, as of one revision. Shared: never change it. */
export interface RoundBook extends RoundView {
  byId: ReadonlyMap<string, Entry>;
  byRef: ReadonlyMap<number, Entry>;
  /** By number. */
  entries: readonly Entry[];
}

/** How long a book is used before the round's revision is read again. The guard is the batch, which checks the revision it commits under. */
const TRUSTED_MS = 500;

export class RoundBooks {
  private readonly books = new Map<string, {book: RoundBook; checkedAt: number}>();
  /** Under way. */
  private readonly looks = new Map<string, Promise<RoundBook | null>>();

  constructor(
    private readonly database: Database,
    private readonly rounds: Rounds,
    private readonly entries: Entries,
  ) {}

  /** Null where there is no such round. */
  async find(roundId: string): Promise<RoundBook | null> {
    const fresh = this.fresh(roundId);
    if (fresh) return fresh;
    // thousands may ask at once: one look is for all of them
    const under = this.looks.get(roundId);
    if (under) return under;
    const isLatest = (): boolean => this.looks.get(roundId) === found;
    const found = this.look(roundId, isLatest).finally(() => void (isLatest() && this.looks.delete(roundId)));
    this.looks.set(roundId, found);
    return found;
  }

  /** If it was read or compared a moment ago: then there is nothing to wait for. */
  fresh(roundId: string): RoundBook | null {
    const kept = this.books.get(roundId);
    return kept && Date.now() - kept.checkedAt < TRUSTED_MS ? kept.book : null;
  }

  private async look(roundId: string, isLatest: () => boolean): Promise<RoundBook | null> {
    const kept = this.books.get(roundId);
    const round = await this.rounds.find(roundId);
    const isSame = round !== null && kept?.book.round.revision === round.revision;
    const book = isSame ? kept.book : round && (await this.read(round));
    // something changed meanwhile: who asks from then on looks again
    if (!isLatest()) return book;
    if (book) this.books.set(roundId, {book, checkedAt: Date.now()});
    else this.books.delete(roundId);
    return book;
  }

  /** As it was read last, however long ago. */
  known(roundId: string): RoundBook | null {
    return this.books.get(roundId)?.book ?? null;
  }

  /** Reads the round's revision now, and forgets the book if it is another. */
  async isCurrent(roundId: string): Promise<boolean> {
    const kept = this.books.get(roundId);
    const round = await this.rounds.find(roundId);
    if (kept?.book.round.revision === round?.revision) return true;
    this.books.delete(roundId);
    this.looks.delete(roundId);
    return false;
  }

  /** Something changed here: the next look compares revisions at once. */
  recheck(): void {
    this.looks.clear();
    for (const kept of this.books.values()) kept.checkedAt = 0;
  }

  forgetRef(ref: number): void {
    this.looks.clear();
    for (const [id, {book}] of this.books) if (book.round.ref === ref) this.books.delete(id);
  }

  /** The round's row was read first: what is read now is that old or newer, and if newer, the revision tells. */
  private async read(round: Round): Promise<RoundBook> {
    const view = await this.rounds.viewNow(round, this.database.read);
    const entries = await this.entries.ofRound(round.id);
    return {
      ...view,
      entries,
      byId: new Map(entries.map((entry) => [entry.id, entry])),
      byRef: new Map(entries.map((entry) => [entry.ref, entry])),
    };
  }
}
