import type {Clock} from '@concours/kernel/clock';
import type {Caller} from '@concours/kernel/identity';
import {macBy} from '../ledger/hashes.js';
import type {LedgerSecrets} from '../ledger/ledger-secrets.js';
import type {Round} from '../rounds/round.js';
import type {BallotPlanner} from './ballot-planner.js';
import {type Ballots, voterOf} from './ballot.service.js';
import type {RoundBooks} from './round-book.service.js';
import {Voting} from './voting.js';

const DIGITS = 16;
const nobody: Voting = {
  ...{voter: null, remainingToday: null, remainingInRound: null, remainingNow: null, nextAt: null},
  ...{ballotsLeftToday: null, ballotsLeftInRound: null, spent: [], barred: []},
};

/** What a page shows to a voter before the first ballot. */
export class VotingReading {
  constructor(
    private readonly parts: {
      books: RoundBooks;
      ballots: Ballots;
      secrets: Pick<LedgerSecrets, 'of'>;
      clock: Clock;
      /** A new one for each question: what it remembers is no concern of the one that gives slots away. */
      planner: () => BallotPlanner;
    },
  ) {}

  async of(caller: Caller, {id, ref}: Round): Promise<Voting | null> {
    const {books, ballots, secrets, clock, planner} = this.parts;
    const book = await books.find(id);
    if (!book?.limits) return null;
    const voter = voterOf(caller);
    if (!voter || !book.limits.voters.includes(voter.kind)) return Object.assign(new Voting(), nobody);
    const order = {roundId: id, voter: voter.key, requestId: '', entryIds: [], at: clock.now().getTime()};
    const {left, spent} = await planner().leftAndSpent(book, order);
    return Object.assign(new Voting(), {
      voter: macBy(await secrets.of(ref))(`voter\n${voter.key}`).slice(0, DIGITS),
      ...{remainingToday: left.today, remainingInRound: left.inRound, remainingNow: left.now},
      nextAt: left.nextAt === null ? null : new Date(left.nextAt),
      ...{ballotsLeftToday: left.ballotsToday, ballotsLeftInRound: left.ballotsInRound},
      spent: spent.flatMap((entry) => book.byRef.get(entry)?.id ?? []),
      barred: await ballots.barred(caller, book),
    });
  }
}
