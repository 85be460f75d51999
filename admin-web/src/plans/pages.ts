import {DataAnalysis, TrendCharts} from '@element-plus/icons-vue';
import type {Page} from '@/app/page';

export const planPages: Page[] = [
  {
    path: 'progress',
    name: 'progress',
    campaign: true,
    title: ['完成情况', 'Progress'],
    component: () => import('./ProgressPage.vue'),
    nav: {order: 22, icon: TrendCharts, needsPlan: true},
  },
  {
    path: 'plan/units/:organisationId/numbers',
    name: 'plan-numbers',
    campaign: true,
    title: ['分配任务数', 'Hand numbers down'],
    component: () => import('./NumbersPage.vue'),
    above: 'plan',
  },
  {
    path: 'plan',
    name: 'plan',
    campaign: true,
    title: ['计划与任务数', 'Plan and quotas'],
    component: () => import('./PlanPage.vue'),
    nav: {order: 20, icon: DataAnalysis, needsPlan: true},
  },
  {
    path: 'plan/units/:organisationId',
    name: 'plan-unit',
    campaign: true,
    title: ['单位完成情况', 'Progress of a unit'],
    component: () => import('./PlanUnitPage.vue'),
    above: 'plan',
  },
];
