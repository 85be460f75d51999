import {defineRefusal} from '@concours/kernel/refusal';

/** Each names the rule of the campaign that forbids it, by its place in the definition. */
const RULE = 'policies.reminders';

export const remindersOff = defineRefusal<{rule: string; perUnitPerWeek: 0}>('REMINDERS_OFF', () => ({
  zh: `本活动的减负规则（${RULE}.perUnitPerWeek: 0）不允许发送提醒。`,
  en: `The burden rules of this campaign (${RULE}.perUnitPerWeek: 0) allow no reminders.`,
}));

export const notWorkingDay = defineRefusal<{rule: string; nextAt: string | null}>('REMINDER_NOT_WORKING_DAY', () => ({
  zh: `减负规则（${RULE}）：提醒只在工作日发送。`,
  en: `By the burden rules (${RULE}) reminders go out on working days only.`,
}));

export const notWorkingHours = defineRefusal<{
  rule: string;
  from: string;
  until: string;
  zone: string;
  nextAt: string | null;
}>('REMINDER_NOT_WORKING_HOURS', ({from, until, zone}) => ({
  zh: `减负规则（${RULE}）：提醒只在 ${from} 至 ${until}（${zone}）之间发送。`,
  en: `By the burden rules (${RULE}) reminders go out from ${from} until ${until} (${zone}) only.`,
}));

export const reminderLimit = defineRefusal<{
  rule: string;
  perUnitPerWeek: number;
  organisationId: string;
  nextAt: string | null;
}>('REMINDER_LIMIT', ({perUnitPerWeek}) => ({
  zh: `减负规则（${RULE}.perUnitPerWeek: ${perUnitPerWeek}）：七天内对同一单位至多提醒 ${perUnitPerWeek} 次，次数已用完。`,
  en: `By the burden rules (${RULE}.perUnitPerWeek: ${perUnitPerWeek}) a unit gets at most ${perUnitPerWeek} in seven days, and has had them.`,
}));

export const reminderUnitOutside = defineRefusal<{organisationId: string}>('REMINDER_UNIT_OUTSIDE', () => ({
  zh: '该单位不在本活动范围内。',
  en: 'The unit has no part in this campaign.',
}));

export const reminderUnitClosed = defineRefusal<{organisationId: string}>('REMINDER_UNIT_CLOSED', () => ({
  zh: '该单位已撤销，不再接收提醒。',
  en: 'The unit is closed: it gets no reminders any more.',
}));
