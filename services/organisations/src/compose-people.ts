import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Logger} from '@concours/kernel/log';
import {AccountService} from './accounts/account.service.js';
import {AttemptService} from './accounts/attempt.service.js';
import {Passwords} from './accounts/password.js';
import {ProfileService} from './accounts/profile.service.js';
import type {OrganisationsSettings} from './settings.js';
import {ErrandService} from './errands/errand.service.js';
import {ChallengeService} from './factors/challenge.service.js';
import {SecondFactorService} from './factors/second-factor.service.js';
import type {GrantService} from './grants/grant.service.js';
import {LinkService} from './links/link.service.js';
import {ResetRequestService} from './links/reset-request.service.js';
import {MailService} from './mail/mail.service.js';
import {Mailer} from './mail/mailer.js';
import {OwnSessionService} from './sessions/own-session.service.js';
import {SessionService} from './sessions/session.service.js';

export interface PeopleParts {
  database: Database;
  clock: Clock;
  realTime: Clock;
  log: Logger;
  settings: OrganisationsSettings;
  grants: GrantService;
}

/** How people come in, prove who they are, and what they look after themselves. */
export function composePeople({database, clock, realTime, log, settings, grants}: PeopleParts) {
  const {vault} = settings;
  const attempts = new AttemptService(database, realTime);
  const passwords = new Passwords(settings.passwordCost);
  const accounts = new AccountService(database, clock, realTime, passwords, attempts, vault);
  const factors = new SecondFactorService(database, realTime, vault, accounts, attempts);
  const challenges = new ChallengeService(database, realTime, accounts, factors);
  const errands = new ErrandService(database, realTime, vault, log);
  const mail = new MailService(errands, settings.mail ? new Mailer(settings.mail) : null);
  const links = new LinkService(database, realTime, accounts, grants, mail, settings.publicUrl);
  return {
    slices: {
      accounts,
      profiles: new ProfileService(database, accounts, vault),
      factors,
      errands,
      links,
      resets: new ResetRequestService(database, realTime, attempts, errands, mail, accounts, links),
      sessions: new SessionService(database, realTime, accounts, grants, challenges, settings.tokenLifetimeMs),
      ownSessions: new OwnSessionService(database, realTime),
    },
    start: () => errands.start(settings.errandsEveryMs),
    stop: async () => {
      await errands.stop();
      mail.close();
    },
  };
}
