import type {SubgraphParts} from '@concours/kernel/subgraph';
import {handingOutAccess, permissions} from '@concours/schema/access';
import {accountReferences} from './accounts/account.reference.js';
import type {AccountListService} from './accounts/account-list.service.js';
import {AccountResolver} from './accounts/account.resolver.js';
import {ProfileResolver} from './accounts/profile.resolver.js';
import type {ProfileService} from './accounts/profile.service.js';
import type {AccountService} from './accounts/account.service.js';
import type {VoterTokenCount} from './apps/voter-token-count.js';
import type {OidcSettings} from './oidc/oidc-settings.js';
import {OidcResolver} from './oidc/oidc.resolver.js';
import type {OidcService} from './oidc/oidc.service.js';
import {PartnerAppResolver} from './apps/partner-app.resolver.js';
import type {PartnerAppService} from './apps/partner-app.service.js';
import type {AuditReadingService} from './audit/audit-reading.service.js';
import {AuditRowResolver, AuditTrailResolver} from './audit/audit.resolver.js';
import {DisplayResolver} from './displays/display.resolver.js';
import type {DisplayService} from './displays/display.service.js';
import type {GrantListService} from './grants/grant-list.service.js';
import type {PairingService} from './displays/pairing.service.js';
import type {ErrandService} from './errands/errand.service.js';
import {SecondFactorResolver} from './factors/second-factor.resolver.js';
import type {SecondFactorService} from './factors/second-factor.service.js';
import {GrantResolver} from './grants/grant.resolver.js';
import type {GrantService} from './grants/grant.service.js';
import {SecondPersonResolver} from './grants/second-person.resolver.js';
import type {SecondPersonService} from './grants/second-person.service.js';
import {GrantablePlaceResolver, GrantableResolver} from './grants/viewer.ext.js';
import {KeyResolver} from './keys/key.resolver.js';
import type {KeyService} from './keys/key.service.js';
import type {ImportJobService} from './imports/import-job.service.js';
import {ImportJobResolver, ImportProblemResolver, ImportRowResolver} from './imports/import.resolver.js';
import type {OrganisationImportService} from './organisations/organisation-import.service.js';
import type {OrganisationReadingService} from './organisations/organisation-reading.service.js';
import {organisationReferences} from './organisations/organisation.reference.js';
import {OrganisationActsResolver} from './organisations/organisation-acts.resolver.js';
import {
  OrganisationHistoryResolver,
  OrganisationPeriodResolver,
} from './organisations/organisation-history.resolver.js';
import type {OrganisationHistory} from './organisations/organisation-history.service.js';
import type {OrganisationListing} from './organisations/organisation-listing.service.js';
import type {OrganisationOutlook} from './organisations/organisation-outlook.service.js';
import type {OrganisationReshapingService} from './organisations/organisation-reshaping.service.js';
import {
  OrganisationImportRefusalResolver,
  OrganisationPageResolver,
  OrganisationResolver,
} from './organisations/organisation.resolver.js';
import type {OrganisationService} from './organisations/organisation.service.js';
import {PermissionResolver} from './permissions/permission.resolver.js';
import type {PermissionService} from './permissions/permission.service.js';
import {LinkResolver} from './links/link.resolver.js';
import type {LinkService} from './links/link.service.js';
import type {ResetRequestService} from './links/reset-request.service.js';
import type {PersonErasing} from './persons/person-erasing.service.js';
import type {PersonFiles} from './persons/person-files.service.js';
import {personReferences} from './persons/person.reference.js';
import {PersonAccountResolver, PersonErasureResolver, PersonResolver} from './persons/person.resolver.js';
import type {DemoAccountEntry} from './sessions/demo-account.js';
import type {IdentityService} from './sessions/identity.service.js';
import {OwnSessionResolver} from './sessions/own-session.resolver.js';
import type {OwnSessionService} from './sessions/own-session.service.js';
import {SessionResolver} from './sessions/session.resolver.js';
import type {SessionService} from './sessions/session.service.js';
import type {SetUpService} from './sessions/set-up.service.js';
import {ViewerResolver} from './sessions/viewer.resolver.js';
import type {ViewerService} from './sessions/viewer.service.js';
import type {VoterSessions} from './voters/voter-session.service.js';

export interface Slices {
  organisations: OrganisationService;
  reshaping: OrganisationReshapingService;
  reading: OrganisationReadingService;
  listing: OrganisationListing;
  history: OrganisationHistory;
  outlook: OrganisationOutlook;
  importing: OrganisationImportService;
  importJobs: ImportJobService;
  accounts: AccountService;
  accountList: AccountListService;
  grants: GrantService;
  secondPersons: SecondPersonService;
  grantList: GrantListService;
  permissions: PermissionService;
  profiles: ProfileService;
  links: LinkService;
  resets: ResetRequestService;
  factors: SecondFactorService;
  errands: ErrandService;
  sessions: SessionService;
  ownSessions: OwnSessionService;
  identity: IdentityService;
  setUps: SetUpService;
  viewers: ViewerService;
  keys: KeyService;
  oidc: OidcService;
  signInProvider: Pick<OidcSettings, 'name'> | undefined;
  displays: DisplayService;
  pairings: PairingService;
  apps: PartnerAppService;
  voterTokens: VoterTokenCount;
  voterSessions: VoterSessions;
  trail: AuditReadingService;
  persons: PersonFiles;
  personErasing: PersonErasing;
  demoAccounts: () => DemoAccountEntry[];
}

/** This service's part of the graph; without slices, just enough to print it. */
export function graph(slices?: Slices): SubgraphParts {
  const resolvers = [
    OrganisationResolver,
    OrganisationPageResolver,
    OrganisationActsResolver,
    OrganisationHistoryResolver,
    OrganisationPeriodResolver,
    OrganisationImportRefusalResolver,
    ImportJobResolver,
    ImportRowResolver,
    ImportProblemResolver,
    AccountResolver,
    GrantResolver,
    SecondPersonResolver,
    GrantableResolver,
    GrantablePlaceResolver,
    PermissionResolver,
    ProfileResolver,
    LinkResolver,
    SecondFactorResolver,
    SessionResolver,
    OwnSessionResolver,
    ViewerResolver,
    KeyResolver,
    OidcResolver,
    DisplayResolver,
    PartnerAppResolver,
    AuditTrailResolver,
    AuditRowResolver,
    PersonResolver,
    PersonAccountResolver,
    PersonErasureResolver,
  ];
  const printed = {name: 'organisations', resolvers, permissions, forPersons: handingOutAccess};
  if (!slices) return {...printed, references: {Organisation: nobody, Account: nobody, PersonFile: nobody}};
  const {reading, accounts, grants, sessions, setUps} = slices;
  return {
    ...printed,
    instances: [
      new OrganisationResolver(reading, slices.listing, slices.importing),
      new OrganisationPageResolver(),
      new OrganisationActsResolver(slices.organisations, slices.reshaping, slices.outlook),
      new OrganisationHistoryResolver(slices.history),
      new OrganisationPeriodResolver(reading),
      new OrganisationImportRefusalResolver(),
      new ImportJobResolver(slices.importJobs),
      new ImportRowResolver(reading),
      new ImportProblemResolver(),
      new AccountResolver(accounts, slices.accountList, grants, reading),
      new GrantResolver(grants, slices.grantList, accounts, reading),
      new SecondPersonResolver(slices.secondPersons),
      new GrantableResolver(slices.grantList),
      new GrantablePlaceResolver(reading),
      new PermissionResolver(slices.permissions),
      new ProfileResolver(slices.profiles, slices.factors),
      new LinkResolver(slices.links, slices.resets),
      new SecondFactorResolver(slices.factors),
      new OwnSessionResolver(slices.ownSessions),
      new SessionResolver(sessions, setUps, slices.demoAccounts),
      new ViewerResolver(slices.viewers),
      new KeyResolver(slices.keys, accounts),
      new OidcResolver(slices.oidc, slices.signInProvider),
      new DisplayResolver(slices.displays, slices.pairings, reading),
      new PartnerAppResolver(slices.apps, slices.voterTokens, reading),
      new AuditTrailResolver(slices.trail),
      new AuditRowResolver(reading),
      new PersonResolver(slices.persons, slices.personErasing),
      new PersonAccountResolver(reading),
      new PersonErasureResolver(slices.personErasing),
    ],
    references: {
      Organisation: organisationReferences(reading),
      Account: accountReferences(accounts),
      PersonFile: personReferences(slices.persons),
    },
  };
}

const nobody = async (refs: readonly unknown[]) => refs.map(() => null);
