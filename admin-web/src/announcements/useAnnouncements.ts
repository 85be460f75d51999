import {useQuery} from '@vue/apollo-composable';
import {computed} from 'vue';
import {useCampaign} from '@/campaigns/campaignInView';
import {graphLanguage} from '@/i18n/language';
import {AnnouncementsDocument} from './announcements.documents';

/** What was announced in the campaign in view, the newest first. */
export function useAnnouncements(first: number, after: () => string | null = () => null) {
  const campaign = useCampaign();
  const {result, error, refetch} = useQuery(
    AnnouncementsDocument,
    () => ({key: campaign.value.key, first, after: after(), language: graphLanguage.value}),
    {keepPreviousResult: true, fetchPolicy: 'cache-and-network'},
  );
  const page = computed(() => result.value?.campaign?.announcements);
  const tracks = computed(() => result.value?.campaign?.tracks ?? []);
  return {campaign, page, tracks, error, refetch};
}
