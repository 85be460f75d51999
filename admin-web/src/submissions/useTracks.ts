import {useQuery} from '@vue/apollo-composable';
import {computed, type ComputedRef} from 'vue';
import {graphLanguage} from '@/i18n/language';
import {WorkTracksDocument} from './submissions.documents';
import {rulesOf} from './track-rules';

/** The tracks of the campaign with their rules; those that take works first come first. */
export function useTracks(campaign: ComputedRef<{key: string}>) {
  const query = useQuery(WorkTracksDocument, () => ({key: campaign.value.key, language: graphLanguage.value}), {
    keepPreviousResult: true,
  });
  const tracks = computed(() =>
    (query.result.value?.campaign?.tracks ?? []).map((track) => ({...track, asked: rulesOf(track.rules)})),
  );
  return {tracks, result: query.result, error: query.error, refetch: query.refetch};
}
