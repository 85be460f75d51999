import {defineRefusal} from '@concours/kernel/refusal';

export const monthInvalid = defineRefusal<{month: string}>('MONTH_INVALID', () => ({
  zh: '月份须为已经结束的月份，例如 2022-05。',
  en: 'A month that is over, such as 2022-05.',
}));

export const monthFixed = defineRefusal<{month: string}>('MONTH_FIXED', ({month}) => ({
  zh: `${month} 的数据已经固定，不再改动；以后的补报和更正列入下一期。`,
  en: `The figures of ${month} are fixed and stay so: what comes later stands in the next report.`,
}));

export const monthOutOfOrder = defineRefusal<{next: string}>('MONTH_OUT_OF_ORDER', ({next}) => ({
  zh: `请按月份顺序固定，下一个是 ${next}。`,
  en: `Months are fixed in their order: the next one is ${next}.`,
}));
