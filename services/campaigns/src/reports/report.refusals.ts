import {type BilingualText, defineRefusal} from '@concours/kernel/refusal';

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

export const reportUnconfirmed = defineRefusal<{keys: string[]}>('REPORT_UNCONFIRMED', () => ({
  zh: '提交前请先确认各项说明。',
  en: 'Confirm each of the statements before it is handed in.',
}));

export const evidenceMissing = defineRefusal<{asked: number; has: number}>(
  'REPORT_EVIDENCE_MISSING',
  ({asked, has}) => ({
    zh: `该活动要求至少 ${asked} 张照片，现有 ${has} 张。`,
    en: `At least ${asked} photos are asked for; there are ${has}.`,
  }),
);

export const evidenceUnasked = defineRefusal('REPORT_EVIDENCE_UNASKED', () => ({
  zh: '该活动不要求上传照片，请不要上传。',
  en: 'This campaign asks for no photos, so none are taken.',
}));

export const nothingCorrected = defineRefusal('REPORT_NOTHING_CORRECTED', () => ({
  zh: '没有改动任何数字或日期。',
  en: 'Neither a figure nor the day is another one.',
}));

export const reportTableRefused = defineRefusal<{problem: string; text: BilingualText}>(
  'REPORT_TABLE_REFUSED',
  ({text}) => text,
);

export const reportTableTooLarge = defineRefusal<{most: number}>('REPORT_TABLE_TOO_LARGE', ({most}) => ({
  zh: `表格文件不能超过 ${most / 1_000_000} MB。`,
  en: `A table has at most ${most / 1_000_000} MB.`,
}));

export const reportTableWithoutHeadings = defineRefusal('REPORT_TABLE_WITHOUT_HEADINGS', () => ({
  zh: '第一行须为表头，至少有“活动名称”和“活动日期”两列；可下载模板填写。',
  en: 'The first row must hold headings, "Title" and "Day" at least; there is a template to fill in.',
}));
