import {Flag} from '@element-plus/icons-vue';
import type {Page} from '@/app/page';

export const roundPages: Page[] = [
  {
    path: 'rounds',
    name: 'rounds',
    campaign: true,
    title: ['赛段', 'Rounds'],
    component: () => import('./RoundsPage.vue'),
    nav: {order: 50, icon: Flag},
  },
  {
    path: 'rounds/:roundKey',
    name: 'round',
    campaign: true,
    title: ['赛段详情', 'Round'],
    component: () => import('./RoundPage.vue'),
    above: 'rounds',
  },
];
