import {useQuery} from '@vue/apollo-composable';
import {computed, type ComputedRef} from 'vue';
import type {ResultOf} from '@/graph/graphql';
import {graphLanguage} from '@/i18n/language';
import {latestFirst} from './result-list';
import {ResultsDocument} from './results.documents';

type InView = NonNullable<ResultOf<typeof ResultsDocument>['campaign']>;
export type RoundOfResults = InView['rounds'][number];
export type RoundWithResult = RoundOfResults & {result: NonNullable<RoundOfResults['result']>};
export type Award = InView['awards'][number];

/** The results and awards of a campaign, as far as the caller may see them: the platform leaves the others out. */
export function useResults(campaign: ComputedRef<{key: string}>) {
  const {result, error, refetch} = useQuery(
    ResultsDocument,
    () => ({key: campaign.value.key, language: graphLanguage.value}),
    {keepPreviousResult: true},
  );
  const found = computed(() => result.value?.campaign ?? null);
  const rounds = computed(() => latestFirst(found.value?.rounds ?? []) as RoundWithResult[]);
  const waiting = computed(() => found.value?.rounds.filter(({result: frozen}) => frozen === null) ?? []);
  const awards = computed(() => found.value?.awards ?? []);
  return {found, rounds, waiting, awards, error, refetch};
}
