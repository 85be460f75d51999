import {Headset} from '@element-plus/icons-vue';
import type {Page} from '@/app/page';

export const workPages: Page[] = [
  {
    path: 'works',
    name: 'works',
    campaign: true,
    title: ['作品', 'Works'],
    component: () => import('./WorksPage.vue'),
    nav: {order: 40, icon: Headset},
  },
  {
    path: 'works/new',
    name: 'work-new',
    campaign: true,
    title: ['申报作品', 'Hand in a work'],
    component: () => import('./WorkNewPage.vue'),
    above: 'works',
  },
  {
    path: 'works/:workId',
    name: 'work',
    campaign: true,
    title: ['作品详情', 'Work'],
    component: () => import('./WorkPage.vue'),
    above: 'works',
  },
  {
    path: 'works/:workId/edit',
    name: 'work-edit',
    campaign: true,
    title: ['修改作品', 'Change the work'],
    component: () => import('./WorkEditPage.vue'),
    above: 'work',
  },
];
