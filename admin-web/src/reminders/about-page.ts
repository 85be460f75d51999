import type {RouteLocationRaw} from 'vue-router';

const pages: Record<string, string> = {
  REPORTS: 'report-new',
  STATISTICS_TABLE: 'reports',
  WORKS: 'works',
  RECOMMENDATION: 'works',
};

/** Where the thing is done that a reminder is about; the campaign's overview where no page is for it. */
export const pageFor = (about: string, key: string): RouteLocationRaw => ({
  name: pages[about] ?? 'campaign',
  params: {key},
});
