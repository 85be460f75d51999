import {User} from '@element-plus/icons-vue';
import type {Page} from '@/app/page';

export const peoplePages: Page[] = [
  {
    path: 'accounts',
    name: 'accounts',
    title: ['账号', 'Accounts'],
    component: () => import('./AccountsPage.vue'),
    nav: {group: 'administration', order: 10, icon: User, can: 'account.read'},
  },
  {
    path: 'accounts/:accountId',
    name: 'account',
    title: ['账号详情', 'One account'],
    component: () => import('./AccountPage.vue'),
    above: 'accounts',
  },
];
