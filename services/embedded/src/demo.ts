import type {DemoAccountEntry} from '@concours/organisations/sessions/demo-account';
import type {Platform} from './platform.js';

/** Something to look at, for whoever starts the platform without a campaign of their own. */
export interface Demo {
  /** Shown at start and on the page for signing in. */
  accounts(): DemoAccountEntry[];
  /** Of a partner's app that knows whoever comes to vote; null before there is one. */
  voterToken(): string | null;
  /** Where one votes; null where no vote is to be shown. */
  votePage(): string | null;
  /** Brings what was filled earlier up to date; then keeps it moving until it is stopped. */
  load(platform: Platform, onStep: (what: string) => void): Promise<{stop(): Promise<void>}>;
}
