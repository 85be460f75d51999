import type {Page} from '@/app/page';

export const providerPages: Page[] = [
  {
    path: '/sign-in/provider',
    name: 'sign-in-provider',
    open: true,
    title: ['登录没有完成', 'Signing in did not work'],
    component: () => import('./ProviderRefusedPage.vue'),
  },
];
