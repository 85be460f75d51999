import {Avatar} from '@element-plus/icons-vue';
import type {Page} from '@/app/page';

export const publicistPages: Page[] = [
  {
    path: 'publicists',
    name: 'publicists',
    campaign: true,
    title: ['宣传员名册', 'Publicists'],
    component: () => import('./PublicistsPage.vue'),
    nav: {order: 32, icon: Avatar, needsPlan: true},
  },
];
