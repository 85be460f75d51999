import {Connection, Key, Monitor} from '@element-plus/icons-vue';
import type {Page} from '@/app/page';

export const keyPages: Page[] = [
  {
    path: 'keys',
    name: 'keys',
    title: ['接口密钥', 'API keys'],
    component: () => import('./KeysPage.vue'),
    nav: {group: 'administration', order: 40, icon: Key},
  },
  {
    path: 'displays',
    name: 'displays',
    title: ['显示终端', 'Displays'],
    component: () => import('./DisplaysPage.vue'),
    nav: {group: 'administration', order: 50, icon: Monitor, can: 'display.read'},
  },
  {
    path: 'apps',
    name: 'apps',
    title: ['合作应用', 'Partner apps'],
    component: () => import('./AppsPage.vue'),
    nav: {group: 'administration', order: 55, icon: Connection, can: 'app.read'},
  },
];
