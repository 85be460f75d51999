import {Key} from '@element-plus/icons-vue';
import type {Page} from '@/app/page';

export const personPages: Page[] = [
  {
    path: 'persons',
    name: 'persons',
    title: ['个人信息', 'Personal data'],
    component: () => import('./PersonsPage.vue'),
    nav: {group: 'administration', order: 80, icon: Key, can: 'person.administer'},
  },
];
