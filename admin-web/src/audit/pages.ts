import {Tickets} from '@element-plus/icons-vue';
import type {Page} from '@/app/page';

export const auditPages: Page[] = [
  {
    path: 'audit',
    name: 'audit-trail',
    title: ['操作日志', 'Audit trail'],
    component: () => import('./AuditPage.vue'),
    nav: {group: 'administration', order: 50, icon: Tickets, can: 'audit.read'},
  },
];
