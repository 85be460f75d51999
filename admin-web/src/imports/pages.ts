import {Upload} from '@element-plus/icons-vue';
import type {Page} from '@/app/page';

export const importPages: Page[] = [
  {
    path: 'organisations/imports',
    name: 'imports',
    title: ['导入', 'Imports'],
    component: () => import('./ImportsPage.vue'),
    nav: {group: 'administration', order: 60, icon: Upload, can: 'import.read'},
  },
  {
    path: 'organisations/imports/:importId',
    name: 'import',
    title: ['导入详情', 'One import'],
    component: () => import('./ImportPage.vue'),
    above: 'imports',
  },
];
