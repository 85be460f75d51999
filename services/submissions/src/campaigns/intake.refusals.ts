import {defineRefusal} from '@concours/kernel/refusal';

export const intakeNotOpen = defineRefusal<{opensAt: string | null}>('SUBMISSION_INTAKE_NOT_OPEN', ({opensAt}) => ({
  zh: opensAt ? `征集尚未开始，开始时间：${opensAt}。` : '征集尚不能开始：时间未确定，或有未决事项。',
  en: opensAt
    ? `The intake has not begun; it opens at ${opensAt}.`
    : 'The intake can not open yet: it has no date, or an open point holds it.',
}));

export const intakeClosed = defineRefusal<{closedAt: string}>('SUBMISSION_INTAKE_CLOSED', ({closedAt}) => ({
  zh: `征集已截止，截稿时间：${closedAt}。`,
  en: `The intake is over; it closed at ${closedAt}.`,
}));

export const trackHeld = defineRefusal<{track: string}>('TRACK_HELD', () => ({
  zh: '该子项目有未决事项（例如附件或日期未到位），解决后方可申报和推荐。',
  en: 'An open point holds this track, such as an annex or a date that is missing; works are taken in once it is settled.',
}));
