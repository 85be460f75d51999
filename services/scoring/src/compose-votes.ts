import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Bus} from '@concours/kernel/events/bus';
import {Loop} from '@concours/kernel/leased-loop';
import type {Logger} from '@concours/kernel/log';
import {Outages} from './alarms/outages.js';
import {VoteAlarms} from './alarms/vote-alarms.service.js';
import {BallotLoading} from './ballots/ballot-loading.service.js';
import {BallotPlanner} from './ballots/ballot-planner.js';
import {BallotRegistration} from './ballots/ballot-registration.service.js';
import {Ballots} from './ballots/ballot.service.js';
import {CastingPace} from './ballots/casting-pace.js';
import {ClaimReading} from './ballots/claim-reading.js';
import {Constituencies} from './ballots/constituencies.service.js';
import {DeviceMarks} from './ballots/device-marks.js';
import {CountCheck} from './ballots/count-check.js';
import {MysqlVoteStore} from './ballots/mysql-vote-store.js';
import {Reconciliation} from './ballots/reconciliation.service.js';
import {RoundBooks} from './ballots/round-book.service.js';
import {SqliteVoteStore} from './ballots/sqlite-vote-store.js';
import {VoteEngine} from './ballots/vote-engine.js';
import {VoteReading} from './ballots/vote-reading.js';
import type {OnStep, VoteStore} from './ballots/vote-store.js';
import {VoterHistories} from './ballots/voter-histories.js';
import {VotingReading} from './ballots/voting-reading.service.js';
import {WriterLease} from './ballots/writer-lease.js';
import type {Entries} from './entries/entry.service.js';
import type {LedgerSecrets} from './ledger/ledger-secrets.js';
import type {Organisations} from './organisations/organisation.service.js';
import type {Rounds} from './rounds/round.service.js';
import {CountFreezing} from './tallies/count-freezing.service.js';
import {TallyFeeds} from './tallies/tally-feeds.service.js';
import {RoundVoteReading} from './tallies/round-vote-reading.service.js';
import {Tallies} from './tallies/tally.service.js';
import {TallySnapshots} from './tallies/tally-snapshots.service.js';
import {VotePaces} from './tallies/vote-pace.service.js';

interface Parts {
  database: Database;
  databaseUrl: string;
  bus: Bus;
  clock: Clock;
  log: Logger;
  rounds: Rounds;
  entries: Entries;
  organisations: Organisations;
  secrets: LedgerSecrets;
}

/** What is due is worked out for each round; this is how closely it is looked at. */
const KEEP_EVERY_MS = 5_000;

export function openVoteStore(database: Database, databaseUrl: string, onStep?: OnStep): VoteStore {
  const lease = new WriterLease(database);
  return database.engine === 'sqlite'
    ? new SqliteVoteStore(database, lease, onStep)
    : new MysqlVoteStore(databaseUrl, lease, onStep);
}

/** The part of compose.ts that wires votes and tallies. */
export function composeVotes(parts: Parts) {
  const {database, databaseUrl, bus, clock, log, rounds, entries, organisations, secrets} = parts;
  const votes = new VoteReading(database);
  const constituencies = new Constituencies(database, organisations);
  const books = new RoundBooks(database, rounds, entries);
  const newPlanner = () => new BallotPlanner(books, new VoterHistories(votes, new ClaimReading(database)));
  const planner = newPlanner();
  const outages = new Outages(clock);
  const alarms = new VoteAlarms({database, rounds, outages, clock, log});
  const store = openVoteStore(database, databaseUrl);
  const engine = new VoteEngine({store, votes, planner, books, log, watch: outages});
  const registration = new BallotRegistration(rounds, constituencies, clock);
  const snapshots = new TallySnapshots({database, rounds, votes, clock});
  const tallies = new Tallies({votes, snapshots, books, rounds, clock});
  const feeds = new TallyFeeds({tallies, books, bus, clock, log});
  const ballots = new Ballots({
    engine,
    books,
    organisations,
    devices: new DeviceMarks(secrets),
    pace: new CastingPace(),
    constituencies,
    clock,
    log,
  });
  engine.onCounted((roundIds) => feeds.counted(roundIds));
  return {
    books,
    constituencies,
    engine,
    tallies,
    roundVotes: new RoundVoteReading({tallies, votes, constituencies, entries}),
    feeds,
    alarms,
    ballots,
    voting: new VotingReading({books, ballots, secrets, clock, planner: newPlanner}),
    loading: new BallotLoading(engine),
    reconciliation: new Reconciliation({counting: new CountCheck(database), alarms, log}),
    registration,
    paces: new VotePaces({tallies, votes}),
    freezing: new CountFreezing({database, rounds, books, registration, clock}),
    snapshots,
    keeping: new Loop({
      work: () => snapshots.keep(),
      everyMs: KEEP_EVERY_MS,
      log,
      failure: 'counts that are shown with a delay cannot be kept; it is tried again and again',
    }),
  };
}
