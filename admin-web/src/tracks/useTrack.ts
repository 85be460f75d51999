import {useMutation, useQuery} from '@vue/apollo-composable';
import type {DocumentNode} from 'graphql';
import {computed} from 'vue';
import {useRoute} from 'vue-router';
import {useCampaign} from '@/campaigns/campaignInView';
import type {ResultOf} from '@/graph/graphql';
import {useRefusal} from '@/graph/useRefusal';
import {graphLanguage} from '@/i18n/language';
import {TrackDocument} from './tracks.documents';

export type TrackInView = NonNullable<NonNullable<ResultOf<typeof TrackDocument>['campaign']>['track']>;

/** The track that the address names, whole. */
export function useTrack() {
  const campaign = useCampaign();
  const route = useRoute();
  const {result, error, refetch} = useQuery(
    TrackDocument,
    () => ({key: campaign.value.key, track: String(route.params.trackKey), language: graphLanguage.value}),
    {keepPreviousResult: true},
  );
  const track = computed(() => result.value?.campaign?.track ?? null);
  return {track, loaded: computed(() => Boolean(result.value)), error, refetch};
}

/** One act of the hosts: says why where it is refused, and whether it was done. */
export function useAct<Variables extends Record<string, unknown>, Answer>(
  document: DocumentNode & {__apiType?: (variables: Variables) => Answer},
  changed: () => void,
) {
  const {say} = useRefusal();
  const {mutate, loading} = useMutation(document);
  async function act(variables: Variables): Promise<boolean> {
    try {
      await mutate(variables as never);
      changed();
      return true;
    } catch (error) {
      say(error);
      return false;
    }
  }
  return {act, loading};
}
