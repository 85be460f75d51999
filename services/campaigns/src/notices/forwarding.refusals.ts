import {defineRefusal} from '@concours/kernel/refusal';

export const alreadyForwarded = defineRefusal<{campaignId: string}>('FORWARDING_EXISTS', () => ({
  zh: '本单位已转发该通知，可以修改原转发。',
  en: 'This unit has forwarded the notice already; what it sent can be amended.',
}));

export const dateUnknown = defineRefusal<{place: string}>('FORWARDING_DATE_UNKNOWN', ({place}) => ({
  zh: `该活动没有可提前的期限“${place}”。`,
  en: `The campaign has no deadline "${place}" that could be brought forward.`,
}));

/** `above` is the instant that binds, `by` the body that set it; null: the campaign itself. */
export const dateLater = defineRefusal<{place: string; asked: string; above: string; by: string | null}>(
  'FORWARDING_DATE_LATER',
  ({above}) => ({
    zh: `自定期限不得晚于上级要求的期限（${above}）。`,
    en: `A deadline of one's own is never later than the one from above (${above}).`,
  }),
);
