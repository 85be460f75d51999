import {useQuery} from '@vue/apollo-composable';
import {computed} from 'vue';
import {graphLanguage} from '@/i18n/language';
import {CampaignChoicesDocument} from './people.documents';

/** The campaigns that there are, with their tracks, for choosing one and for its name. */
export function useCampaignChoices(wanted: () => boolean = () => true) {
  const {result} = useQuery(
    CampaignChoicesDocument,
    () => ({language: graphLanguage.value}),
    () => ({enabled: wanted()}),
  );
  return {campaigns: computed(() => result.value?.campaigns ?? [])};
}
