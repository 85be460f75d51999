import type {DemoAccountEntry} from '@concours/organisations/sessions/demo-account';
import type {Platform} from './platform.js';

/** Something to look at, for whoever starts the platform without a campaign of their own. */
export interface Demo {
  /** Shown at start and on the page for signing in. */
  accounts(): DemoAccountEntry[];
  /** Fills an empty platform and brings an older one up to date; then keeps it moving until it is stopped. */
  load(platform: Platform, onStep: (what: string) => void): Promise<{stop(): Promise<void>}>;
}
