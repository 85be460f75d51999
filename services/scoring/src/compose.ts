import type {Clock} from '@concours/kernel/clock';
import {openDatabase} from '@concours/kernel/database';
import type {Bus} from '@concours/kernel/events/bus';
import type {DomainEvent} from '@concours/kernel/events/event';
import {requestReplay} from '@concours/kernel/events/replay';
import type {Logger} from '@concours/kernel/log';
import type {Service} from '@concours/kernel/serve';
import {buildSubgraph} from '@concours/kernel/subgraph';
import type {EventPayloads, EventType, OrganisationChanged} from '@concours/schema/events';
import {Campaigns} from './campaigns/campaign.service.js';
import {AwardService} from './awards/award.service.js';
import type {VoteAlarms} from './alarms/vote-alarms.service.js';
import {spareTime} from './ballots/spare-time.js';
import type {BallotLoading} from './ballots/ballot-loading.service.js';
import type {Reconciliation} from './ballots/reconciliation.service.js';
import {composeIntegrity} from './compose-integrity.js';
import {composeLedger} from './compose-ledger.js';
import {composeVotes} from './compose-votes.js';
import {composeExternalVotes} from './compose-external-votes.js';
import type {Ballots} from './ballots/ballot.service.js';
import {entities, migrations} from './data-source.js';
import {Entries} from './entries/entry.service.js';
import type {ExternalFiles} from './external-votes/external-files.service.js';
import type {ScoringSettings} from './environment.js';
import {graph} from './graph.js';
import {RoundImpact} from './impacts/round-impact.service.js';
import type {HeadPublishing} from './ledger/head-publishing.service.js';
import {LedgerSecrets} from './ledger/ledger-secrets.js';
import type {LedgerSealing} from './ledger/ledger-sealing.service.js';
import {JudgingReading} from './judging/judging-reading.service.js';
import {JudgingService} from './judging/judging.service.js';
import {Panels} from './judging/panel.service.js';
import {Organisations} from './organisations/organisation.service.js';
import {PersonSeats} from './persons/person-seats.service.js';
import {ResultReading} from './results/result-reading.service.js';
import {ResultService} from './results/result.service.js';
import {resultStages} from './results/result-stages.js';
import {RoundReading} from './rounds/round-reading.service.js';
import {Rounds} from './rounds/round.service.js';
import type {VoteWatch} from './signals/vote-watch.service.js';
import {StandingService} from './standings/standing.service.js';
import {StandingReading} from './standings/standing-reading.service.js';
import type {Withholding} from './withholding/withholding.service.js';
import {Submissions} from './submissions/submission.service.js';
import type {TallySnapshots} from './tallies/tally-snapshots.service.js';

export interface Composition {
  databaseUrl: string;
  bus: Bus;
  clock: Clock;
  log: Logger;
  settings: ScoringSettings;
}

/** What embedded and tests need beside the graph. */
export interface ScoringService extends Service {
  loading: BallotLoading;
  reconciliation: Reconciliation;
  snapshots: TallySnapshots;
  ledger: {sealing: LedgerSealing; publishing: HeadPublishing};
  watching: VoteWatch;
  /** What is behind the graph, for who fills it without one: the demo and tests. */
  slices: {
    externalFiles: ExternalFiles;
    rounds: Rounds;
    entries: Entries;
    judging: JudgingService;
    panels: Panels;
    ballots: Ballots;
    results: ResultService;
    awards: AwardService;
    alarms: VoteAlarms;
    withholding: Withholding;
  };
}

export async function compose({databaseUrl, bus, clock, log, settings}: Composition): Promise<ScoringService> {
  const database = await openDatabase({url: databaseUrl, name: 'scoring', entities, migrations, log});
  const campaigns = new Campaigns(database);
  const organisations = new Organisations(database);
  const submissions = new Submissions(database);
  const rounds = new Rounds(database, campaigns, resultStages(database), clock);
  const entries = new Entries(database, campaigns, submissions, rounds, clock);
  const reading = new RoundReading(rounds, clock);
  const secrets = new LedgerSecrets(database);
  const votes = composeVotes({database, databaseUrl, bus, clock, log, rounds, entries, organisations, secrets});
  const {tallies, feeds, engine, loading, reconciliation} = votes;
  const inSpareTime = spareTime(() => engine.isBusy);
  const ledger = composeLedger({
    database,
    alarms: votes.alarms,
    rounds,
    tallies,
    secrets,
    clock,
    log,
    keys: settings.ledgerKeys,
    inSpareTime,
  });
  const integrity = composeIntegrity({
    ...{database, clock, log, rounds, books: votes.books, tallies, feeds, secrets, inSpareTime},
  });
  const judging = new JudgingService({database, clock, rounds, entries, organisations});
  const panels = new Panels({database, rounds, organisations});
  const external = composeExternalVotes({database, clock, rounds, entries, submissions});
  const standings = new StandingService({
    ...{database, entries, submissions, judging, organisations},
    external: external.imports,
  });
  const results = new ResultService({
    database,
    clock,
    rounds,
    entries,
    standings,
    countVotes: (view) => votes.roundVotes.all(view),
    refuseUnsettled: async (manager, round) => {
      await votes.alarms.refuseDiffering(manager, round.ref);
      await integrity.refuseUndecided(manager, round);
    },
  });
  const standingReading = new StandingReading({
    rounds,
    entries,
    standings,
    results,
    clock,
    shownVotes: (view) => votes.roundVotes.shown(view),
  });
  const seats = new PersonSeats({database, clock, complaints: integrity.complaints});
  const awards = new AwardService({database, clock, campaigns, rounds, entries, organisations, results});

  // In this order: a round must have its row before entries are put in it.
  campaigns.whenApplied((manager, campaign) => rounds.register(manager, campaign));
  campaigns.whenApplied((manager, campaign) => votes.registration.register(manager, campaign));
  campaigns.whenApplied((manager, campaign) => entries.fillAll(manager, campaign));
  submissions.whenChanged(async (manager, {campaignId, trackKey, submissionId}) => {
    if (submissionId !== undefined) await entries.follow(manager, submissionId);
    await entries.fillFromShortlist(manager, campaignId, trackKey);
  });

  const subgraph = buildSubgraph(
    graph({
      rounds,
      reading,
      entries,
      judging,
      panels,
      judgingReading: new JudgingReading(judging, rounds, entries),
      standings: standingReading,
      results,
      resultReading: new ResultReading(results, rounds, standingReading),
      awards,
      impact: new RoundImpact(database, campaigns, (round) => tallies.all(round)),
      externalVotes: external.imports,
      externalReading: external.reading(results),
      ballots: votes.ballots,
      voting: votes.voting,
      tallies,
      feeds,
      paces: votes.paces,
      freezing: votes.freezing,
      seats,
      ledger: ledger.ledger,
      proving: ledger.proving,
      alarms: votes.alarms,
      ...integrity,
    }),
  );
  const recheck = (): void => votes.books.recheck();

  return {
    name: 'scoring',
    subgraph,
    routes: [external.route],
    slices: {
      ...{rounds, entries, judging, panels, ballots: votes.ballots, results, awards, alarms: votes.alarms},
      ...{externalFiles: external.files, withholding: integrity.withholding},
    },
    loading,
    reconciliation,
    snapshots: votes.snapshots,
    ledger,
    watching: integrity.watching,
    database,
    bus,
    clock,
    log,
    consumes: [
      on('DefinitionApplied', (event) => campaigns.apply(event).then(recheck)),
      {
        ...on('OrganisationChanged', (event) => organisations.apply(event)),
        handleTogether: (events) => organisations.applyTogether(events as DomainEvent<OrganisationChanged>[]),
      },
      on('SubmissionChanged', (event) => submissions.applyChange(event).then(recheck)),
      on('PersonErasureRequested', (event) => seats.erase(event)),
      on('ShortlistClosed', (event) => submissions.closeShortlist(event).then(recheck)),
    ],
    start: async () => {
      await feeds.start();
      reconciliation.start(settings.reconcileEveryMs);
      ledger.loop.start();
      ledger.watch.start();
      votes.keeping.start();
      integrity.loop.start();
      // a database that was brought back from a backup has to hear again what was erased since
      await database.write((manager) => requestReplay(manager, {types: ['PersonErasureRequested'], by: 'scoring'}));
    },
    stop: async () => {
      await reconciliation.stop();
      await ledger.watch.stop();
      await votes.keeping.stop();
      await feeds.stop();
      await engine.stop();
      // last: what the engine still stored is sealed, too
      await ledger.loop.stop();
      await integrity.loop.stop();
    },
    replay: {DefinitionAcknowledged: () => campaigns.acknowledged(), PersonErased: () => seats.done()},
  };
}

function on<T extends EventType>(type: T, handle: (event: DomainEvent<EventPayloads[T]>) => Promise<void>) {
  return {types: [type], handle: (event: DomainEvent) => handle(event as DomainEvent<EventPayloads[T]>)};
}
