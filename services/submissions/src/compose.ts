import {join} from 'node:path';
import type {Clock} from '@concours/kernel/clock';
import {openDatabase} from '@concours/kernel/database';
import type {Bus} from '@concours/kernel/events/bus';
import {requestReplay} from '@concours/kernel/events/replay';
import type {DomainEvent} from '@concours/kernel/events/event';
import {FileIntake} from '@concours/kernel/files/file-intake';
import {FileLinks} from '@concours/kernel/files/file-links';
import {FilesRoute} from '@concours/kernel/files/files.route';
import {LocalFiles} from '@concours/kernel/files/local-files';
import {MediaReader} from '@concours/kernel/files/media-reader';
import {startSweeping} from '@concours/kernel/files/sweeping';
import {TusUploads} from '@concours/kernel/files/tus-uploads';
import type {Logger} from '@concours/kernel/log';
import {demandRightKeys} from '@concours/kernel/personal/personal-key';
import type {PersonalVault} from '@concours/kernel/personal/vault';
import type {Service} from '@concours/kernel/serve';
import {buildSubgraph} from '@concours/kernel/subgraph';
import {permissions} from '@concours/schema/access';
import type {DefinitionApplied, OrganisationChanged, PersonErasureRequested} from '@concours/schema/events';
import {AssetChecks} from './assets/asset-checks.service.js';
import {AssetService} from './assets/asset.service.js';
import {CampaignRefs} from './campaigns/campaign.service.js';
import {ConsentService} from './consents/consent.service.js';
import {entities, migrations} from './data-source.js';
import {DemoSeed} from './demo/seed.service.js';
import {graph, type Slices} from './graph.js';
import {OrganisationRefs} from './organisations/organisation.service.js';
import {PersonalErasing} from './personal/personal-erasing.service.js';
import {PersonalFields} from './personal/personal-fields.service.js';
import {PersonalSealing} from './personal/personal-sealing.service.js';
import {RetentionService} from './personal/retention.service.js';
import {RevealService} from './personal/reveal.service.js';
import {SharedContacts} from './personal/shared-contacts.service.js';
import {WorksErasing} from './persons/person-erasing.service.js';
import {WorkImpact} from './submissions/work-impact.service.js';
import {capOf} from './recommendations/cap.rules.js';
import {PersonWorks} from './persons/person-works.service.js';
import {RecommendationService} from './recommendations/recommendation.service.js';
import {UnitClassService} from './recommendations/unit-class.service.js';
import {ScreeningService} from './screenings/screening.service.js';
import {replay} from './replay.js';
import {SubmissionAccess} from './submissions/submission-access.service.js';
import {SubmissionReader} from './submissions/submission-reader.service.js';
import {SubmissionService} from './submissions/submission.service.js';

export interface SubmissionsSettings {
  /** A folder of this machine (or one that all instances share) for uploads and finished files. */
  filesDir: string;
  /** The largest upload that is begun at all, in bytes; tracks are narrower. */
  maxUploadBytes: number;
  /** Signs links to files; the same for all instances. */
  linkSecret: string;
  /** Seals the personal fields of works. */
  vault: PersonalVault;
}

export interface SubmissionsService extends Service {
  slices: Slices;
  /** For demonstrations and benchmarks only. */
  seed: DemoSeed;
}

export interface Ingredients {
  databaseUrl: string;
  bus: Bus;
  clock: Clock;
  log: Logger;
  settings: SubmissionsSettings;
}

export async function compose({databaseUrl, bus, clock, log, settings}: Ingredients): Promise<SubmissionsService> {
  const database = await openDatabase({url: databaseUrl, name: 'submissions', entities, migrations, log});
  await demandRightKeys(database, settings.vault);
  const organisations = new OrganisationRefs(database);
  const campaigns = new CampaignRefs(database, clock);
  const personal = new PersonalFields(database, settings.vault, log);
  const sealing = new PersonalSealing(database, campaigns, personal, log);
  await sealing.all();
  const access = new SubmissionAccess(database, organisations, campaigns, personal);
  const files = new LocalFiles(join(settings.filesDir, 'files'));
  const reader = new MediaReader();
  const links = new FileLinks(settings.linkSecret, '/files');
  const uploads = new TusUploads(
    {
      folder: join(settings.filesDir, 'uploads'),
      mostBytes: settings.maxUploadBytes,
      path: '/files',
      roles: permissions['work.handIn'],
    },
    log,
  );
  const intake = new FileIntake(files, reader);
  const assets = new AssetService(database, clock, access, files, intake, uploads);
  const consents = new ConsentService(database, clock, access);
  const erasing = new PersonalErasing(database);
  const worksErasing = new WorksErasing(database, clock, erasing);
  const slices: Slices = {
    access,
    assets,
    links,
    consents,
    submissions: new SubmissionService(database, clock, access, campaigns, organisations, new AssetChecks(), personal),
    reader: new SubmissionReader(
      database,
      clock,
      access,
      organisations,
      assets,
      consents,
      personal,
      new SharedContacts(database),
    ),
    recommendations: new RecommendationService(database, clock, access, campaigns, organisations),
    unitClasses: new UnitClassService(campaigns, organisations),
    screenings: new ScreeningService(database, clock, access, campaigns),
    campaigns,
    revealing: new RevealService(database, access, personal),
    retention: new RetentionService(database, clock, campaigns, erasing),
    personal,
    personWorks: new PersonWorks(database, access, personal),
    workImpact: new WorkImpact(database, campaigns, capOf),
  };
  const sweeping = startSweeping([uploads, assets, slices.retention], log);
  return {
    name: 'submissions',
    subgraph: buildSubgraph(graph(slices)),
    database,
    bus,
    clock,
    log,
    slices,
    seed: new DemoSeed(database, campaigns, organisations, intake, personal),
    routes: [new FilesRoute('/files', (id) => assets.find(id), files, links, uploads)],
    consumes: [
      {
        types: ['OrganisationChanged'],
        handle: (event) => organisations.apply(event as DomainEvent<OrganisationChanged>),
        handleTogether: (events) => organisations.applyTogether(events as DomainEvent<OrganisationChanged>[]),
      },
      {
        types: ['DefinitionApplied'],
        handle: async (event) => {
          await campaigns.apply(event as DomainEvent<DefinitionApplied>);
          // the new one may take a field for personal that the old one did not
          await sealing.campaign(event.subject);
        },
      },
      {
        types: ['PersonErasureRequested'],
        handle: (event) => worksErasing.apply(event as DomainEvent<PersonErasureRequested>),
      },
    ],
    replay: {...replay(database, campaigns), PersonErased: () => worksErasing.done()},
    // a database that was brought back from a backup has to hear again what was erased since
    start: () =>
      database.write((manager) => requestReplay(manager, {types: ['PersonErasureRequested'], by: 'submissions'})),
    stop: async () => {
      sweeping.stop();
      await reader.close();
    },
  };
}
