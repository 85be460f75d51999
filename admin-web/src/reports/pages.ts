import {EditPen} from '@element-plus/icons-vue';
import type {Page} from '@/app/page';

export const reportPages: Page[] = [
  {
    path: 'reports',
    name: 'reports',
    campaign: true,
    title: ['线下活动填报', 'Activity reports'],
    component: () => import('./ReportsPage.vue'),
    nav: {order: 30, icon: EditPen, needsPlan: true},
  },
  {
    path: 'reports/new',
    name: 'report-new',
    campaign: true,
    title: ['填报一场活动', 'Report an activity'],
    component: () => import('./ReportEditPage.vue'),
    above: 'reports',
  },
  {
    path: 'reports/overdue',
    name: 'reports-overdue',
    campaign: true,
    title: ['逾期未报', 'Overdue'],
    component: () => import('./ReportOverduePage.vue'),
    above: 'reports',
  },
  {
    path: 'reports/import',
    name: 'reports-import',
    campaign: true,
    title: ['导入统计表', 'Import the statistics table'],
    component: () => import('./ReportImportPage.vue'),
    above: 'reports',
  },
  {
    path: 'reports/:reportId',
    name: 'report',
    campaign: true,
    title: ['活动详情', 'Report'],
    component: () => import('./ReportPage.vue'),
    above: 'reports',
  },
  {
    path: 'reports/:reportId/edit',
    name: 'report-edit',
    campaign: true,
    title: ['修改填报', 'Amend the report'],
    component: () => import('./ReportEditPage.vue'),
    above: 'reports',
  },
];
