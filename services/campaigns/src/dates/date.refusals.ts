import {defineRefusal} from '@concours/kernel/refusal';

export const dateWritten = defineRefusal<{place: string}>('DATE_WRITTEN', () => ({
  zh: '该日期在活动方案中已写明，只能通过修改方案变更。',
  en: 'The definition gives this date exactly; it is changed by changing the definition.',
}));

export const dateReversed = defineRefusal<{place: string; from: string; until: string}>(
  'DATE_REVERSED',
  ({from, until}) => ({
    zh: `结束（${until}）早于开始（${from}）。`,
    en: `The end (${until}) would come before the beginning (${from}).`,
  }),
);

export const dateOutsideStated = defineRefusal<{place: string; first: string; last: string}>(
  'DATE_OUTSIDE_STATED',
  ({first, last}) => ({
    zh: `通知写明的时间为 ${first} 至 ${last}；确定为其他日期须写明理由。`,
    en: `The notice says from ${first} to ${last}; another date needs a reason.`,
  }),
);

export const dateReasonRequired = defineRefusal<{place: string; stage: string}>('DATE_REASON_REQUIRED', ({stage}) => ({
  zh: `阶段“${stage}”已经开始，变更日期须写明理由。`,
  en: `The stage "${stage}" has opened: another date needs a reason.`,
}));

export const dateNotConfirmed = defineRefusal<{place: string}>('DATE_NOT_CONFIRMED', () => ({
  zh: '该日期没有可撤回的确认。',
  en: 'There is no confirmed date here to take back.',
}));
