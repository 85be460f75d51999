import type {Page} from '@/app/page';

export const minePages: Page[] = [
  {
    path: '/my-account',
    name: 'my-account',
    title: ['我的账号', 'My account'],
    component: () => import('./MyAccountPage.vue'),
  },
];
