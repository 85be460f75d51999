import {defineRefusal} from '@concours/kernel/refusal';

export const progressTooLarge = defineRefusal<{metric: string; most: number}>(
  'PROGRESS_TOO_LARGE',
  ({metric, most}) => ({
    zh: `指标“${metric}”的合计将超过 ${most}，请核对填报数字。`,
    en: `The total of the metric "${metric}" would pass ${most}. Check the reported figures.`,
  }),
);

export const quotaUnitOutside = defineRefusal<{organisationId: string}>('QUOTA_UNIT_OUTSIDE', () => ({
  zh: '任务只能分配给本单位的直接下级，且须在计划范围内。',
  en: 'Numbers go to units directly below the one that gives them, inside the plan.',
}));

export const quotaByNotice = defineRefusal<{organisationId: string}>('QUOTA_BY_NOTICE', () => ({
  zh: '该单位的任务数由通知的分配表给出，请修改活动方案。',
  en: "The notice's own table gives this unit its numbers: change the definition.",
}));

export const bucketUnknown = defineRefusal<{bucket: string}>('QUOTA_BUCKET_UNKNOWN', ({bucket}) => ({
  zh: `分配表中没有合并行“${bucket}”。`,
  en: `The allocation has no row "${bucket}" that stands for several units.`,
}));

export const bucketExceeded = defineRefusal<{metric: string; most: number; split: number}>(
  'QUOTA_BUCKET_EXCEEDED',
  ({metric, most, split}) => ({
    zh: `“${metric}”拆分合计 ${split}，超过该行的 ${most}。`,
    en: `The parts of "${metric}" add up to ${split}, more than the ${most} of the row.`,
  }),
);

export const planHeld = defineRefusal<{points: string}>('PLAN_HELD', ({points}) => ({
  zh: `计划尚有未定事项（${points}），暂不能分配。`,
  en: `The plan waits for what is not settled yet (${points}); nothing can be allocated.`,
}));

export const allocationUnreadable = defineRefusal<{problem: string; zh: string; en: string}>(
  'ALLOCATION_UNREADABLE',
  ({zh, en}) => ({zh, en}),
);
