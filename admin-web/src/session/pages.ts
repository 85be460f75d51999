import type {Page} from '@/app/page';

export const sessionPages: Page[] = [
  {
    path: '/sign-in',
    name: 'sign-in',
    open: true,
    title: ['登录', 'Sign in'],
    component: () => import('./SignInPage.vue'),
  },
  {
    path: '/forgotten-password',
    name: 'forgotten-password',
    open: true,
    title: ['重设密码', 'A new password'],
    component: () => import('./ForgottenPasswordPage.vue'),
  },
  {
    path: '/choose-password',
    name: 'choose-password',
    open: true,
    title: ['设置密码', 'Choose a password'],
    component: () => import('./ChoosePasswordPage.vue'),
  },
];
