import {defineRefusal} from '@concours/kernel/refusal';

export const reportStateForbids = defineRefusal<{state: string; act: string}>('REPORT_STATE_FORBIDS', ({state}) => ({
  zh: `该填报当前状态为 ${state}，不能执行此操作。`,
  en: `The report is ${state}, which does not permit this.`,
}));

export const reportStageClosed = defineRefusal<{stage: string | null; opensAt: string | null; closesAt: string | null}>(
  'REPORT_STAGE_CLOSED',
  () => ({zh: '现在不在填报时间内。', en: 'Reports are not taken at this time.'}),
);

export const campaignWithoutPlan = defineRefusal('CAMPAIGN_WITHOUT_PLAN', () => ({
  zh: '该活动没有计划，不需要填报线下活动。',
  en: 'This campaign has no plan, so no events are reported.',
}));

export const unitOutsidePlan = defineRefusal('REPORT_UNIT_OUTSIDE_PLAN', () => ({
  zh: '该单位不在计划范围内。',
  en: 'The unit does not stand below the root of the plan.',
}));

export const unitClosed = defineRefusal('REPORT_UNIT_CLOSED', () => ({
  zh: '该单位已撤销，不能新增或提交填报。',
  en: 'This unit is closed: it writes and hands in no reports.',
}));

export const organisationUnknown = defineRefusal<{organisationId: string}>('ORGANISATION_UNKNOWN', () => ({
  zh: '组织架构中没有该单位。',
  en: 'There is no such organisation.',
}));

export const ownReport = defineRefusal('REPORT_OWN', () => ({
  zh: '不能审核自己提交的填报。',
  en: 'Nobody reviews a report of their own.',
}));
