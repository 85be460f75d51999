import {useQuery} from '@vue/apollo-composable';
import {computed, type ComputedRef} from 'vue';
import {useRoute} from 'vue-router';
import type {ResultOf} from '@/graph/graphql';
import {graphLanguage} from '@/i18n/language';
import {hasRole} from '@/session/session';
import {RoundDocument} from './rounds.documents';

type CampaignOfRound = NonNullable<ResultOf<typeof RoundDocument>['campaign']>;
/** The rounds of the campaign, for the names of what is carried in. */
export type RoundNames = CampaignOfRound['rounds'];
export type RoundInView = NonNullable<CampaignOfRound['round']>;

/** What every part of a round's page is given. */
export interface Part {
  round: RoundInView;
  policies: {entryRankingShown: boolean; publicNoticeWorkingDays: number};
  campaignId: string;
  zone: string;
  now: Date;
}

/** The round of the address, with what the person may look at. */
export function useRound(campaign: ComputedRef<{id: string}>) {
  const route = useRoute();
  const query = useQuery(
    RoundDocument,
    () => ({campaignId: campaign.value.id, roundKey: String(route.params.roundKey), language: graphLanguage.value}),
    {keepPreviousResult: true},
  );
  const round = computed(() => query.result.value?.campaign?.round ?? null);
  const policies = computed(() => query.result.value?.campaign?.policies ?? null);
  const rounds = computed(() => query.result.value?.campaign?.rounds ?? []);
  const reads = computed(() => hasRole('CAMPAIGN_OWNER', 'TRACK_HOST', 'AUDITOR', 'PLATFORM_ADMIN'));
  const shown = computed(() => ['ON_NOTICE', 'PUBLISHED'].includes(round.value?.state ?? ''));

  const views = computed(() => {
    const kinds = new Set(round.value?.components.map(({kind}) => kind));
    const open: [view: View, applies: boolean][] = [
      ['rules', true],
      ['tally', round.value?.ballot != null],
      ['standing', reads.value || shown.value],
      ['panel', kinds.has('PANEL') && reads.value],
      ['external', kinds.has('EXTERNAL')],
      ['points', kinds.has('CLERK') && (reads.value || hasRole('CLERK'))],
      ['result', reads.value || shown.value],
    ];
    return open.flatMap(([view, applies]) => (applies ? [view] : []));
  });
  return {round, rounds, policies, views, reads, result: query.result, error: query.error, refetch: query.refetch};
}

const allViews = ['rules', 'tally', 'standing', 'panel', 'external', 'points', 'result'] as const;
export type View = (typeof allViews)[number];
export const isView = (text: string): text is View => (allViews as readonly string[]).includes(text);
