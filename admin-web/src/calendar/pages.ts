import {Clock} from '@element-plus/icons-vue';
import type {Page} from '@/app/page';

export const calendarPages: Page[] = [
  {
    path: 'calendar',
    name: 'calendar',
    campaign: true,
    title: ['日程', 'Calendar'],
    component: () => import('./CalendarPage.vue'),
    nav: {order: 12, icon: Clock},
  },
];
