import type {Page} from '@/app/page';

export const integrityPages: Page[] = [
  {
    path: 'rounds/:roundKey/integrity',
    name: 'integrity',
    campaign: true,
    title: ['投票诚信', 'Integrity of the vote'],
    component: () => import('./IntegrityPage.vue'),
    above: 'rounds',
  },
];
