import {Stamp} from '@element-plus/icons-vue';
import type {Page} from '@/app/page';

export const noticePages: Page[] = [
  {
    path: 'notice',
    name: 'notice',
    campaign: true,
    title: ['活动通知', 'Notice'],
    component: () => import('./NoticePage.vue'),
    nav: {order: 16, icon: Stamp},
  },
];
