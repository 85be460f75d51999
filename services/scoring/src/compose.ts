import type {Clock} from '@concours/kernel/clock';
import {openDatabase} from '@concours/kernel/database';
import type {Bus} from '@concours/kernel/events/bus';
import type {DomainEvent} from '@concours/kernel/events/event';
import type {Logger} from '@concours/kernel/log';
import type {Service} from '@concours/kernel/serve';
import {buildSubgraph} from '@concours/kernel/subgraph';
import type {EventPayloads, EventType} from '@concours/schema/events';
import {Campaigns} from './campaigns/campaign.service.js';
import {entities, migrations} from './data-source.js';
import {Entries} from './entries/entry.service.js';
import type {ScoringSettings} from './environment.js';
import {graph} from './graph.js';
import {Organisations} from './organisations/organisation.service.js';
import {RoundReading} from './rounds/round-reading.service.js';
import {Rounds, type ResultStages} from './rounds/round.service.js';
import {Submissions} from './submissions/submission.service.js';

export interface Composition {
  databaseUrl: string;
  bus: Bus;
  clock: Clock;
  log: Logger;
  settings: ScoringSettings;
}

export async function compose({databaseUrl, bus, clock, log}: Composition): Promise<Service> {
  const database = await openDatabase({url: databaseUrl, name: 'scoring', entities, migrations, log});
  const results: ResultStages = {of: async () => new Map()};

  const campaigns = new Campaigns(database);
  const organisations = new Organisations(database);
  const submissions = new Submissions(database);
  const rounds = new Rounds(database, campaigns, results, clock);
  const entries = new Entries(database, campaigns, submissions, rounds, clock);
  const reading = new RoundReading(rounds, clock);

  // In this order: a round must have its row before entries are put in it.
  campaigns.whenApplied((manager, campaign) => rounds.register(manager, campaign));
  campaigns.whenApplied((manager, campaign) => entries.fillAll(manager, campaign));
  submissions.whenChanged(async (manager, {campaignId, trackKey, submissionId}) => {
    if (submissionId !== undefined) await entries.follow(manager, submissionId);
    await entries.fillFromShortlist(manager, campaignId, trackKey);
  });

  return {
    name: 'scoring',
    subgraph: buildSubgraph(graph({rounds, reading, entries})),
    database,
    bus,
    clock,
    log,
    consumes: [
      on('DefinitionApplied', (event) => campaigns.apply(event)),
      on('OrganisationChanged', (event) => organisations.apply(event)),
      on('SubmissionChanged', (event) => submissions.applyChange(event)),
      on('ShortlistClosed', (event) => submissions.closeShortlist(event)),
    ],
    replay: {DefinitionAcknowledged: () => campaigns.acknowledged()},
  };
}

function on<T extends EventType>(type: T, handle: (event: DomainEvent<EventPayloads[T]>) => Promise<void>) {
  return {types: [type], handle: (event: DomainEvent) => handle(event as DomainEvent<EventPayloads[T]>)};
}
