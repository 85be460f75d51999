import type {Clock} from '@concours/kernel/clock';
import type {PersonalVault} from '@concours/kernel/personal/vault';
import type {PasswordCost} from './accounts/password.js';
import type {OidcSettings} from './oidc/oidc-settings.js';
import type {MailSettings} from './mail/mailer.js';
import type {DemoAccountEntry} from './sessions/demo-account.js';

export interface OrganisationsSettings {
  /** Seals contact data and secrets that have to be read again. */
  vault: PersonalVault;
  /** `quick` for tests and the demo, whose passwords are no secrets. */
  passwordCost?: PasswordCost;
  /** What `demoAccounts` answers. Absent outside the demo. */
  demoAccounts?: () => DemoAccountEntry[];
  /** Plays a partner's app that vouches for somebody new; null while there is none. Absent outside the demo. */
  demoVoterToken?: () => Promise<string | null>;
  /** Tokens, grants' ends and the throttle go by it; tests move it. */
  realTime?: Clock;
  /** Absent, links to choose a password are shown to the administrators who make them. */
  mail?: MailSettings;
  /** As people type it: what links begin with. */
  publicUrl?: string;
  /** How often errands that failed or that another instance left behind are looked for; two seconds unless given. */
  errandsEveryMs?: number;
  /** Ten minutes unless given. */
  tokenLifetimeMs?: number;
  /** Where people of the house may sign in elsewhere. */
  oidc?: OidcSettings;
  /** Off where accounts come from elsewhere: no set-up code is made then. */
  setUp?: boolean;
  /** Shows the set-up code instead of the log. */
  onSetUpCode?: (code: string) => void;
}
