import type {Clock} from '@concours/kernel/clock';
import type {DemoAccountEntry} from '@concours/organisations/sessions/demo-account';
import type {Platform} from './platform.js';

/** Something to look at, for whoever starts the platform without a campaign of their own. */
export interface Demo {
  /** What the platform must run by: it stands in other days while the demo is filled. */
  readonly clock: Clock;
  /** Clears what a first start that was broken off left behind; when nobody else holds the folder, before anything in it is opened. */
  prepare(dataDir: string): void;
  /** Shown at start and on the page for signing in. */
  accounts(): DemoAccountEntry[];
  /** Of a partner's app that knows whoever comes to vote; null before there is one. */
  voterToken(): string | null;
  /** Where one votes; null where no vote is to be shown. */
  votePage(): string | null;
  /** Fills an empty platform and brings an older one up to date; then keeps it moving until it is stopped. */
  load(platform: Platform, onStep: (what: string) => void): Promise<{stop(): Promise<void>}>;
}
