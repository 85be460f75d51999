import {House} from '@element-plus/icons-vue';
import type {Page} from '@/app/page';

export const homePages: Page[] = [
  {
    path: '',
    name: 'home',
    title: ['首页', 'Home'],
    component: () => import('./HomePage.vue'),
    nav: {order: 10, icon: House},
  },
];
