import {Document} from '@element-plus/icons-vue';
import type {Page} from '@/app/page';

export const definitionPages: Page[] = [
  {
    path: 'definition',
    name: 'definition',
    campaign: true,
    title: ['活动方案', 'Definition'],
    component: () => import('./DefinitionPage.vue'),
    nav: {order: 90, icon: Document},
  },
  {
    path: 'definition/compare',
    name: 'definition-compare',
    campaign: true,
    title: ['对比方案', 'Compare definitions'],
    component: () => import('./ComparePage.vue'),
    above: 'definition',
  },
  {
    path: '/new-campaign',
    name: 'campaign-new',
    title: ['新建活动', 'New campaign'],
    component: () => import('./NewCampaignPage.vue'),
    above: 'campaigns',
  },
];
