import {Trophy} from '@element-plus/icons-vue';
import type {Page} from '@/app/page';

export const resultPages: Page[] = [
  {
    path: 'results',
    name: 'results',
    campaign: true,
    title: ['结果', 'Results'],
    component: () => import('./ResultsPage.vue'),
    nav: {order: 70, icon: Trophy},
  },
];
