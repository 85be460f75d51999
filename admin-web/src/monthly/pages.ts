import type {Page} from '@/app/page';

export const monthlyPages: Page[] = [
  {
    path: 'monthly',
    name: 'monthly',
    campaign: true,
    title: ['月度简报', 'Monthly report'],
    component: () => import('./MonthlyPage.vue'),
    above: 'reports',
  },
];
