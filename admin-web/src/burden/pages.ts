import {Odometer} from '@element-plus/icons-vue';
import type {Page} from '@/app/page';

export const burdenPages: Page[] = [
  {
    path: 'burden',
    name: 'burden',
    campaign: true,
    title: ['减负规则', 'Burden rules'],
    component: () => import('./BurdenPage.vue'),
    nav: {order: 80, icon: Odometer},
  },
];
