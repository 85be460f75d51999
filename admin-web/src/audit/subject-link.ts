import type {RouteLocationRaw} from 'vue-router';

interface Row {
  subject: {type: string; id: string};
  campaignId: string | null;
}

/** The page of what was changed, where it has one. `keyOf` knows campaigns by their ids. Pure. */
export function subjectLink(
  {subject, campaignId}: Row,
  keyOf: (campaignId: string) => string | null,
): RouteLocationRaw | null {
  const {type, id} = subject;
  if (type === 'Account') return {name: 'account', params: {accountId: id}};
  if (type === 'Organisation') return {name: 'organisation', params: {organisationId: id}};
  const [ofId = '', part] = id.includes(':') ? id.split(':') : [campaignId ?? id];
  const key = keyOf(campaignId ?? ofId);
  if (!key) return null;
  if (type === 'Campaign') return {name: 'campaign', params: {key}};
  if (type === 'Stage') return {name: 'campaign', params: {key}};
  if (type === 'Submission') return {name: 'work', params: {key, workId: id}};
  if (type === 'ActivityReport') return {name: 'report', params: {key, reportId: id}};
  if (type === 'MonthlyReport') return {name: 'monthly', params: {key}, query: {id}};
  if (type === 'Publicist') return {name: 'publicists', params: {key}};
  if (type === 'Round' && part) return {name: 'round', params: {key, roundKey: part}};
  if (type === 'Result' || type === 'AwardList') return {name: 'results', params: {key}};
  return null;
}
