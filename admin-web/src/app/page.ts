import type {Component} from 'vue';
import type {Permission} from '@/access/permission-words';
import type {Pair} from '@/i18n/texts';

/** One page of the dashboard, as its concern declares it in `<concern>/pages.ts`. */
export interface Page {
  /** From the root; for a page of a campaign, what follows `/campaigns/:key` (without a slash; '' is the overview). */
  path: string;
  name: string;
  component: () => Promise<{default: Component}>;
  title: Pair;
  /** Stands within the frame of one campaign: `useCampaign()` works there. */
  campaign?: boolean;
  /** Where it stands in the side navigation, of every campaign or of those with a plan; absent for pages reached from another one. */
  nav?: {
    order: number;
    icon: Component;
    needsPlan?: boolean;
    /** Below the heading Administration, apart from what the work of a campaign needs. */
    group?: 'administration';
    /** Shown only to whoever holds this permission somewhere (for every campaign, not for one alone). */
    can?: Permission;
  };
  /** The name of the page above it, for the breadcrumbs. */
  above?: string;
  /** Readable without signing in. */
  open?: boolean;
}

declare module 'vue-router' {
  interface RouteMeta {
    page?: Page;
  }
}
