import {Calendar, Collection} from '@element-plus/icons-vue';
import type {Page} from '@/app/page';

export const campaignPages: Page[] = [
  {
    path: '/campaigns',
    name: 'campaigns',
    title: ['主题活动', 'Campaigns'],
    component: () => import('./CampaignListPage.vue'),
    nav: {order: 15, icon: Collection},
  },
  {
    path: '',
    name: 'campaign',
    campaign: true,
    title: ['活动概况', 'Overview'],
    component: () => import('./CampaignPage.vue'),
    nav: {order: 10, icon: Calendar},
  },
];
