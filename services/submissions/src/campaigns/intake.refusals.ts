import {defineRefusal} from '@concours/kernel/refusal';

export const intakeNotOpen = defineRefusal<{opensAt: string | null}>('SUBMISSION_INTAKE_NOT_OPEN', ({opensAt}) => ({
  zh: opensAt ? `征集尚未开始，开始时间：${opensAt}。` : '征集时间尚未确定。',
  en: opensAt ? `The intake has not begun; it opens at ${opensAt}.` : 'The intake has no date yet.',
}));

export const intakeClosed = defineRefusal<{closedAt: string}>('SUBMISSION_INTAKE_CLOSED', ({closedAt}) => ({
  zh: `征集已截止，截稿时间：${closedAt}。`,
  en: `The intake is over; it closed at ${closedAt}.`,
}));
