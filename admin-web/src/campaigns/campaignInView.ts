import {computed, inject, provide, shallowRef, type ComputedRef, type InjectionKey} from 'vue';
import type {ResultOf} from '@/graph/graphql';
import type {CampaignFrameDocument} from './campaigns.documents';

/** What every page of a campaign knows of it. */
export type CampaignInView = NonNullable<ResultOf<typeof CampaignFrameDocument>['campaign']>;

/** The campaign whose pages are open, for the navigation and the breadcrumbs; null elsewhere. */
export const campaignInView = shallowRef<CampaignInView | null>(null);

const key: InjectionKey<ComputedRef<CampaignInView>> = Symbol('campaign');

export function provideCampaign(campaign: ComputedRef<CampaignInView>): void {
  provide(key, campaign);
}

/** Within the pages of a campaign: its id, key, title and zone. The frame shows a page only when they are there. */
export function useCampaign(): ComputedRef<CampaignInView> {
  const campaign = inject(key);
  if (!campaign) throw new Error('useCampaign() is for pages within a campaign.');
  return computed(() => campaign.value);
}
