import {systemClock, type Clock} from '@concours/kernel/clock';
import {openDatabase} from '@concours/kernel/database';
import type {Bus} from '@concours/kernel/events/bus';
import type {DomainEvent} from '@concours/kernel/events/event';
import type {Logger} from '@concours/kernel/log';
import {demandRightKeys} from '@concours/kernel/personal/personal-key';
import type {Service} from '@concours/kernel/serve';
import {buildSubgraph} from '@concours/kernel/subgraph';
import {AccountListService} from './accounts/account-list.service.js';
import type {PersonErased} from '@concours/schema/events';
import {AccountContacts} from './accounts/account-contacts.service.js';
import {AccountErasing} from './accounts/account-erasing.service.js';
import {AuditExportService} from './audit/audit-export.service.js';
import {AuditGatheringService} from './audit/audit-gathering.service.js';
import {AuditReadingService} from './audit/audit-reading.service.js';
import {auditRoutes} from './audit/audit.routes.js';
import {composeAccess} from './compose-access.js';
import {composeImports, type Imports} from './compose-imports.js';
import {composePeople} from './compose-people.js';
import {entities, migrations} from './data-source.js';
import {displayRoute} from './displays/display.routes.js';
import {graph, type Slices} from './graph.js';
import {GrantListService} from './grants/grant-list.service.js';
import {GrantService} from './grants/grant.service.js';
import {SecondPersonService} from './grants/second-person.service.js';
import {OrganisationImportService} from './organisations/organisation-import.service.js';
import {OrganisationPlantingService} from './organisations/organisation-planting.service.js';
import {oidcRoute} from './oidc/oidc.routes.js';
import {OrganisationHistory} from './organisations/organisation-history.service.js';
import {OrganisationListing} from './organisations/organisation-listing.service.js';
import {OrganisationOutlook} from './organisations/organisation-outlook.service.js';
import {OrganisationReadingService} from './organisations/organisation-reading.service.js';
import {OrganisationReshapingService} from './organisations/organisation-reshaping.service.js';
import {completeSearchKeys} from './organisations/organisation-search.storage.js';
import {ORGANISATION_CHANGED, stateOf} from './organisations/organisation.events.js';
import {OrganisationService} from './organisations/organisation.service.js';
import {PermissionService} from './permissions/permission.service.js';
import {PersonErasing} from './persons/person-erasing.service.js';
import {PersonFiles} from './persons/person-files.service.js';
import {sessionRoute} from './sessions/session.routes.js';
import {setUpCodeInto, SetUpService} from './sessions/set-up.service.js';
import {ViewerService} from './sessions/viewer.service.js';
import type {OrganisationsSettings} from './settings.js';
import {voterRoute} from './voters/voter.routes.js';

/** The service with what is behind it, for those who fill it without the graph: the demo and tests. */
export interface OrganisationsService extends Service {
  slices: Slices;
  imports: Imports;
}

export async function compose(i: {
  databaseUrl: string;
  bus: Bus;
  clock: Clock;
  log: Logger;
  settings: OrganisationsSettings;
}): Promise<OrganisationsService> {
  const {bus, clock, log, settings} = i;
  const realTime = settings.realTime ?? systemClock;
  const database = await openDatabase({url: i.databaseUrl, name: 'organisations', entities, migrations, log});
  await demandRightKeys(database, settings.vault);
  const reading = new OrganisationReadingService(database);
  const organisations = new OrganisationService(database, clock);
  const planting = new OrganisationPlantingService(clock);
  const grants = new GrantService(database, clock, realTime);
  const people = composePeople({database, clock, realTime, log, settings, grants});
  const {accounts, sessions} = people.slices;
  const setUps = new SetUpService(database, realTime, organisations, accounts, grants);
  const access = composeAccess({
    database,
    clock,
    realTime,
    log,
    vault: settings.vault,
    oidc: settings.oidc,
    grants,
    sessions,
  });
  const {displays, pairings, identity, oidc, voterSessions} = access.slices;
  await access.slices.apps.sealSecrets();
  const imports = composeImports({database, clock, realTime, log, planting, grants});
  const persons = new PersonFiles(database, realTime, new AccountContacts(database, settings.vault));
  const personErasing = new PersonErasing(database, clock, persons, new AccountErasing());
  const trail = new AuditReadingService(database);
  const slices: Slices = {
    ...access.slices,
    ...people.slices,
    organisations,
    reshaping: new OrganisationReshapingService(database, clock, realTime),
    reading,
    importing: new OrganisationImportService(database, planting),
    listing: new OrganisationListing(database),
    history: new OrganisationHistory(database),
    outlook: new OrganisationOutlook(database, realTime),
    importJobs: imports.jobs,
    accountList: new AccountListService(database, realTime),
    grants,
    secondPersons: new SecondPersonService(database, clock, realTime),
    grantList: new GrantListService(database, realTime),
    permissions: new PermissionService(database, realTime, accounts),
    setUps,
    viewers: new ViewerService(accounts, grants, reading),
    persons,
    personErasing,
    trail,
    signInProvider: settings.oidc,
    demoAccounts: () => settings.demoAccounts?.() ?? [],
  };
  const exporting = new AuditExportService(database, trail, reading);
  const gathering = new AuditGatheringService(database, log);
  return {
    name: 'organisations',
    subgraph: buildSubgraph(graph(slices)),
    database,
    bus,
    clock,
    log,
    routes: [
      displayRoute(displays, pairings),
      oidcRoute(oidc, identity),
      voterRoute(voterSessions, settings.demoVoterToken ?? (() => Promise.resolve(null))),
      sessionRoute(sessions, identity),
      ...imports.routes,
      ...auditRoutes(exporting),
    ],
    replay: {
      PersonErasureRequested: () => personErasing.all(),
      [ORGANISATION_CHANGED]: async function* () {
        for await (const organisation of reading.all()) {
          yield {subject: organisation.id, version: organisation.version, payload: stateOf(organisation)};
        }
      },
    },
    consumes: [
      gathering.consumes,
      {types: ['PersonErased'], handle: (event) => personErasing.note(event as DomainEvent<PersonErased>)},
    ],
    start: async () => {
      await gathering.askForWhatIsMissing();
      await completeSearchKeys(database);
      imports.worker.start();
      people.start();
      if (settings.setUp !== false) await setUps.announceCode(settings.onSetUpCode ?? setUpCodeInto(log));
    },
    stop: async () => {
      await imports.worker.stop();
      await people.stop();
      await access.settle();
    },
    slices,
    imports,
  };
}
