import {eventEntities} from '@concours/kernel/events/tables';
import {First1700000000000} from '../migrations/1700000000000-first.js';
import {Account} from './accounts/account.js';
import {PartnerApp} from './apps/partner-app.js';
import {Display} from './displays/display.js';
import {Grant} from './grants/grant.js';
import {Organisation, OrganisationAlias, OrganisationTree} from './organisations/organisation.js';
import {Session} from './sessions/session.js';
import {SetUp} from './sessions/set-up.js';

export const entities: Function[] = [
  ...eventEntities,
  Organisation,
  OrganisationAlias,
  OrganisationTree,
  Account,
  Grant,
  Session,
  SetUp,
  Display,
  PartnerApp,
];

export const migrations: Function[] = [First1700000000000];
