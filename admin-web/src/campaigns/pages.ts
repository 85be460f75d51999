import {Calendar, Document} from '@element-plus/icons-vue';
import type {Page} from '@/app/page';

export const campaignPages: Page[] = [
  {
    path: '',
    name: 'campaign',
    campaign: true,
    title: ['活动概况', 'Overview'],
    component: () => import('./CampaignPage.vue'),
    nav: {order: 10, icon: Calendar},
  },
  {
    path: 'definition',
    name: 'definition',
    campaign: true,
    title: ['活动方案', 'Definition'],
    component: () => import('./DefinitionPage.vue'),
    nav: {order: 90, icon: Document},
  },
];
