import {Bell} from '@element-plus/icons-vue';
import type {Page} from '@/app/page';

export const announcementPages: Page[] = [
  {
    path: 'announcements',
    name: 'announcements',
    campaign: true,
    title: ['公告', 'Announcements'],
    component: () => import('./AnnouncementsPage.vue'),
    nav: {order: 17, icon: Bell},
  },
];
