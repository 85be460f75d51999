import {useQuery} from '@vue/apollo-composable';
import {computed} from 'vue';
import type {ResultOf} from '@/graph/graphql';
import {graphLanguage} from '@/i18n/language';
import {WorkDocument} from './submissions.documents';
import {rulesOf} from './track-rules';

export type Work = NonNullable<ResultOf<typeof WorkDocument>['submission']>;

/** One work with what its track asks for. Links to files last five minutes: they are asked for anew, never taken from the cache. */
export function useWork(id: () => string) {
  const query = useQuery(WorkDocument, () => ({id: id(), language: graphLanguage.value}), {
    keepPreviousResult: true,
    fetchPolicy: 'network-only',
    nextFetchPolicy: 'network-only',
  });
  const work = computed(() => query.result.value?.submission ?? null);
  const rules = computed(() => rulesOf(work.value?.track.rules));
  return {work, rules, result: query.result, error: query.error, refetch: query.refetch};
}
