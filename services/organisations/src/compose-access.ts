import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Logger} from '@concours/kernel/log';
import type {PersonalVault} from '@concours/kernel/personal/vault';
import {AppKeyring} from './apps/app-keys.js';
import {PartnerAppService} from './apps/partner-app.service.js';
import {VoterTokenCount} from './apps/voter-token-count.js';
import {VoterTokenService} from './apps/voter-token.service.js';
import {Display} from './displays/display.js';
import {DisplayService} from './displays/display.service.js';
import {PairingService} from './displays/pairing.service.js';
import type {GrantService} from './grants/grant.service.js';
import {ApiKey} from './keys/api-key.js';
import {KeyService} from './keys/key.service.js';
import {LastSeen} from './last-seen.js';
import {IdentityService} from './sessions/identity.service.js';
import type {OidcSettings} from './oidc/oidc-settings.js';
import {OidcProvider} from './oidc/oidc-provider.js';
import {OidcService} from './oidc/oidc.service.js';
import type {SessionService} from './sessions/session.service.js';
import {VoterSessions} from './voters/voter-session.service.js';

/** What programs, screens and apps ask with, and who any of them is. */
export function composeAccess(i: {
  database: Database;
  clock: Clock;
  realTime: Clock;
  log: Logger;
  vault: PersonalVault;
  grants: GrantService;
  sessions: SessionService;
  oidc?: OidcSettings;
}) {
  const {database, clock, realTime, log, sessions} = i;
  const keysSeen = new LastSeen({database, realTime, log, entity: ApiKey});
  const keys = new KeyService(database, realTime, i.grants, keysSeen);
  const displaysSeen = new LastSeen({database, realTime, log, entity: Display});
  const displays = new DisplayService(database, clock, realTime, displaysSeen);
  const pairings = new PairingService(database, realTime, displays);
  const keyring = new AppKeyring(i.vault);
  const apps = new PartnerAppService(database, clock, keyring);
  const voterTokens = new VoterTokenCount(database, realTime, log);
  const voters = new VoterTokenService(database, realTime, keyring, voterTokens);
  const voterSessions = new VoterSessions(database, realTime, voters);
  const identity = new IdentityService(sessions, displays, keys, voters, voterSessions);
  const provider = i.oidc && new OidcProvider(i.oidc, log);
  const oidc = new OidcService(database, realTime, i.vault, sessions, voterSessions, provider);
  /** Writes what is written a little later: when each was last used, and how often. */
  const settle = async (): Promise<void> => {
    await keysSeen.write();
    await displaysSeen.write();
    await voterTokens.write();
  };
  return {slices: {keys, displays, pairings, apps, voterTokens, voterSessions, identity, oidc}, settle};
}
