import type {Page} from '@/app/page';

export const ledgerPages: Page[] = [
  {
    path: 'rounds/:roundKey/ledger',
    name: 'ledger',
    campaign: true,
    title: ['选票账本', 'Ledger of votes'],
    component: () => import('./LedgerPage.vue'),
    above: 'rounds',
  },
];
