import {defineRefusal} from '@concours/kernel/refusal';

export const dutyUnknown = defineRefusal<{duty: string}>('DUTY_UNKNOWN', ({duty}) => ({
  zh: `该子项目的职责清单中没有“${duty}”。`,
  en: `The track's checklist has no duty "${duty}".`,
}));

export const workPlanNotAsked = defineRefusal('WORK_PLAN_NOT_ASKED', () => ({
  zh: '活动方案没有要求该子项目提交工作方案。',
  en: 'The definition asks for no work plan of this track.',
}));

export const workPlanStateForbids = defineRefusal<{state: string}>('WORK_PLAN_STATE_FORBIDS', ({state}) => ({
  zh: `该工作方案当前状态为 ${state}，不能执行此操作。`,
  en: `The work plan is ${state}, which does not permit this.`,
}));

export const ownWorkPlan = defineRefusal('WORK_PLAN_OWN', () => ({
  zh: '不能批准自己提交的工作方案。',
  en: 'Nobody approves a work plan of their own.',
}));

export const notAHost = defineRefusal<{organisationId: string}>('CONTACT_NOT_OF_HOST', () => ({
  zh: '该单位不是此子项目的主办、承办、协办或指导单位。',
  en: 'The organisation is no host of this track.',
}));

export const contactsFull = defineRefusal<{most: number}>('CONTACTS_FULL', ({most}) => ({
  zh: `每个单位在一个子项目至多 ${most} 位联系人（R12）。`,
  en: `A host has at most ${most} contacts for a track (R12).`,
}));

export const contactReasonNeeded = defineRefusal('CONTACT_REASON_NEEDED', () => ({
  zh: '查看联系人须写明理由（1 至 500 个字符），理由会记入操作日志。',
  en: 'Say why you need to see the contact, in 1 to 500 characters; the reason goes into the audit trail.',
}));
