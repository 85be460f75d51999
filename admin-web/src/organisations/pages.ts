import {Share} from '@element-plus/icons-vue';
import type {Page} from '@/app/page';

export const organisationPages: Page[] = [
  {
    path: 'organisations',
    name: 'organisations',
    title: ['组织架构', 'Organisations'],
    component: () => import('./OrganisationsPage.vue'),
    nav: {order: 20, icon: Share},
  },
  {
    path: 'organisations/:organisationId',
    name: 'organisation',
    title: ['单位', 'Organisation'],
    component: () => import('./OrganisationPage.vue'),
    above: 'organisations',
  },
];
