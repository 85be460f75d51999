import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import {Loop} from '@concours/kernel/leased-loop';
import type {Logger} from '@concours/kernel/log';
import type {EntityManager} from 'typeorm';
import type {RoundBooks} from './ballots/round-book.service.js';
import type {SpareTime} from './ballots/spare-time.js';
import {CaseAccess} from './cases/case-access.service.js';
import {CaseDecisions} from './cases/case-decisions.service.js';
import {CaseEffects} from './cases/case-effects.service.js';
import {CaseReading} from './cases/case-reading.service.js';
import {Cases} from './cases/case.service.js';
import {Complaints} from './cases/complaint.service.js';
import type {LedgerSecrets} from './ledger/ledger-secrets.js';
import type {Round} from './rounds/round.js';
import type {Rounds} from './rounds/round.service.js';
import {SignalReading} from './signals/signal-reading.service.js';
import {Signals} from './signals/signal.service.js';
import {VoteWatch} from './signals/vote-watch.service.js';
import type {TallyFeeds} from './tallies/tally-feeds.service.js';
import type {Tallies} from './tallies/tally.service.js';
import {CorrectionReading} from './withholding/correction-reading.service.js';
import {Withholding} from './withholding/withholding.service.js';

interface Parts {
  database: Database;
  clock: Clock;
  log: Logger;
  rounds: Rounds;
  books: RoundBooks;
  tallies: Tallies;
  feeds: TallyFeeds;
  secrets: LedgerSecrets;
  inSpareTime: SpareTime;
}

const LOOK_EVERY_MS = 1_000;

/** The part of compose.ts that wires what may be wrong with votes, and what is decided of it. */
export function composeIntegrity({database, clock, log, rounds, books, tallies, feeds, secrets, inSpareTime}: Parts) {
  const withholding = new Withholding({clock, onCorrected: (roundId) => feeds.counted(new Set([roundId]))});
  const watching = new VoteWatch({database, rounds, withholding, clock, inSpareTime});
  const access = new CaseAccess(rounds, database.read);
  const parts = {database, clock, rounds, withholding, access};
  const cases = new Cases(parts);
  const failure = 'votes cannot be looked through; it is tried again and again';
  return {
    withholding,
    watching,
    loop: new Loop({work: () => watching.work(), everyMs: LOOK_EVERY_MS, log, failure}),
    corrections: new CorrectionReading({database, rounds, books, tallies}),
    signals: new Signals({database, rounds, withholding}),
    signalReading: new SignalReading({database, rounds, books, secrets}),
    cases,
    /** In the unit of work that freezes a result. */
    refuseUndecided: async (manager: EntityManager, round: Round): Promise<void> => {
      await withholding.refuseUndecided(manager, round.ref);
      await cases.refuseUndecided(manager, round);
    },
    decisions: new CaseDecisions({...parts, effects: new CaseEffects({rounds, withholding})}),
    caseReading: new CaseReading({database, rounds, access}),
    complaints: new Complaints({database, clock, rounds}),
  };
}
