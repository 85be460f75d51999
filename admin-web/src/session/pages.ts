import type {Page} from '@/app/page';

export const sessionPages: Page[] = [
  {
    path: '/sign-in',
    name: 'sign-in',
    open: true,
    title: ['登录', 'Sign in'],
    component: () => import('./SignInPage.vue'),
  },
];
