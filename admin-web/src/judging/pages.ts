import type {Page} from '@/app/page';

export const judgingPages: Page[] = [
  {
    path: 'rounds/:roundKey/judging',
    name: 'judge',
    campaign: true,
    title: ['评分', 'Judging'],
    component: () => import('./JudgePage.vue'),
    above: 'rounds',
  },
];
