import type {Clock} from '@concours/kernel/clock';
import {openDatabase} from '@concours/kernel/database';
import type {Bus, Stop} from '@concours/kernel/events/bus';
import {requestReplay} from '@concours/kernel/events/replay';
import type {DomainEvent} from '@concours/kernel/events/event';
import type {Logger} from '@concours/kernel/log';
import {demandRightKeys} from '@concours/kernel/personal/personal-key';
import type {Service} from '@concours/kernel/serve';
import {buildSubgraph} from '@concours/kernel/subgraph';
import type {
  DefinitionAcknowledged,
  DefinitionApplied,
  OrganisationChanged,
  PersonErasureRequested,
  PlanProgressChanged,
  SecondPersonWaived,
} from '@concours/schema/events';
import {entities, migrations} from './data-source.js';
import {DEFINITION_APPLIED} from './definitions/definition.events.js';
import {graph} from './graph.js';
import {PLAN_PROGRESS_CHANGED} from './plans/plan.events.js';
import {type Settings, type Slices, slicesOf} from './slices.js';

export interface Parts {
  databaseUrl: string;
  bus: Bus;
  clock: Clock;
  log: Logger;
  settings: Settings;
}

export async function compose({databaseUrl, bus, clock, log, settings}: Parts): Promise<Service & {slices: Slices}> {
  const database = await openDatabase({url: databaseUrl, name: 'campaigns', entities, migrations, log});
  await demandRightKeys(database, settings.vault);
  const slices = slicesOf({database, clock, log, settings});
  let stopListening: Stop | undefined;
  return {
    name: 'campaigns',
    subgraph: buildSubgraph(graph(slices)),
    database,
    bus,
    clock,
    log,
    slices,
    routes: [slices.planExport.route, slices.files.route, ...slices.reporting.routes],
    consumes: [
      {
        types: ['OrganisationChanged'],
        handle: (event) => slices.organisations.apply(event as DomainEvent<OrganisationChanged>),
        handleTogether: (events) => slices.organisations.applyTogether(events as DomainEvent<OrganisationChanged>[]),
      },
      {
        types: ['DefinitionAcknowledged'],
        handle: (event) => slices.definitions.acknowledge(event as DomainEvent<DefinitionAcknowledged>),
      },
      {
        types: ['PersonErasureRequested'],
        handle: (event) => slices.erasing.apply(event as DomainEvent<PersonErasureRequested>),
      },
      {
        types: ['SecondPersonWaived'],
        handle: (event) => slices.proposals.waive(event as DomainEvent<SecondPersonWaived>),
      },
    ],
    replay: {[DEFINITION_APPLIED]: () => slices.campaigns.states(), PersonErased: () => slices.erasing.done()},
    start: async () => {
      slices.transitions.start();
      slices.files.start();
      slices.reconciliation.start();
      slices.reporting.clock.start();
      // a database that was brought back from a backup has to hear again what was erased since
      await database.write((manager) => requestReplay(manager, {types: ['PersonErasureRequested'], by: 'campaigns'}));
      stopListening = await bus.listen({
        types: [PLAN_PROGRESS_CHANGED, DEFINITION_APPLIED],
        handle: ({payload}) => slices.feeds.hint((payload as PlanProgressChanged | DefinitionApplied).campaignId),
      });
    },
    stop: async () => {
      await stopListening?.();
      await slices.transitions.stop();
      slices.feeds.stop();
      await slices.reconciliation.stop();
      await slices.reporting.clock.stop();
      await slices.files.stop();
    },
  };
}
