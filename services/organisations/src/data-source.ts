import {auditEntities} from '@concours/kernel/audit/tables';
import {eventEntities} from '@concours/kernel/events/tables';
import {PersonalKey} from '@concours/kernel/personal/personal-key';
import {OrganisationsAndAccounts20261121100000} from '../migrations/20261121100000-organisations-and-accounts.js';
import {Audit20261121180000} from '../migrations/20261121180000-audit.js';
import {ApiKeys20261121180400} from '../migrations/20261121180400-api-keys.js';
import {KeysOfAccounts20261121180500} from '../migrations/20261121180500-personal-keys.js';
import {AuditTrail20261121180010} from '../migrations/20261121180010-audit-trail.js';
import {Imports20261121180200} from '../migrations/20261121180200-imports.js';
import {PeopleLetInByLink20261121180310} from '../migrations/20261121180310-people-let-in-by-link.js';
import {SessionsThatRotate20261121180300} from '../migrations/20261121180300-sessions-that-rotate.js';
import {PairedDisplays20261121180401} from '../migrations/20261121180401-paired-displays.js';
import {TreeWithHistory20261121180100} from '../migrations/20261121180100-tree-with-history.js';
import {AppKeys20261121180402} from '../migrations/20261121180402-app-keys.js';
import {PersonErasures20261121180520} from '../migrations/20261121180520-person-erasures.js';
import {VoterSessions20261122005000} from '../migrations/20261122005000-voter-sessions.js';
import {Oidc20261121180403} from '../migrations/20261121180403-oidc.js';
import {Account} from './accounts/account.js';
import {AppDay, AppKey} from './apps/app-key.js';
import {Attempt} from './accounts/attempt.js';
import {PartnerApp} from './apps/partner-app.js';
import {AuditTrailRow} from './audit/audit-trail-row.js';
import {Display} from './displays/display.js';
import {DisplayPairing} from './displays/pairing.js';
import {Grant} from './grants/grant.js';
import {ApiKey, ApiKeyGrant} from './keys/api-key.js';
import {OidcAttempt, OidcLink} from './oidc/oidc-link.js';
import {ExternalReference} from './organisations/external-reference.js';
import {ImportChunk, OrganisationImportJob} from './imports/import-job.js';
import {ImportRow} from './imports/import-row.js';
import {Errand} from './errands/errand.js';
import {RecoveryCode, SecondFactor, SignInChallenge} from './factors/second-factor.js';
import {AccountLink} from './links/account-link.js';
import {Organisation, OrganisationAlias, OrganisationTree} from './organisations/organisation.js';
import {OrganisationPeriod} from './organisations/organisation-period.js';
import {OrganisationSearch} from './organisations/organisation-search.js';
import {PersonErasure, PersonErasurePart} from './persons/person-erasure.js';
import {Session, SessionToken} from './sessions/session.js';
import {SetUp} from './sessions/set-up.js';
import {VoterSession} from './voters/voter-session.js';

export const entities: Function[] = [
  ...eventEntities,
  ...auditEntities,
  Organisation,
  OrganisationAlias,
  OrganisationTree,
  OrganisationPeriod,
  OrganisationSearch,
  ExternalReference,
  OrganisationImportJob,
  ImportChunk,
  ImportRow,
  Account,
  Attempt,
  AccountLink,
  Errand,
  SecondFactor,
  RecoveryCode,
  SignInChallenge,
  Grant,
  Session,
  SessionToken,
  SetUp,
  Display,
  PartnerApp,
  PersonalKey,
  PersonErasure,
  PersonErasurePart,
  AuditTrailRow,
  ApiKey,
  ApiKeyGrant,
  DisplayPairing,
  AppKey,
  AppDay,
  OidcLink,
  OidcAttempt,
  VoterSession,
];

export const migrations: Function[] = [
  OrganisationsAndAccounts20261121100000,
  Audit20261121180000,
  AuditTrail20261121180010,
  TreeWithHistory20261121180100,
  Imports20261121180200,
  SessionsThatRotate20261121180300,
  PeopleLetInByLink20261121180310,
  ApiKeys20261121180400,
  PairedDisplays20261121180401,
  AppKeys20261121180402,
  Oidc20261121180403,
  KeysOfAccounts20261121180500,
  PersonErasures20261121180520,
  VoterSessions20261122005000,
];
