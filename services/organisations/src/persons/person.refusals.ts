import {defineRefusal} from '@concours/kernel/refusal';

export const personReasonNeeded = defineRefusal('PERSON_REASON_NEEDED', () => ({
  zh: '请写明理由（1 至 500 个字符），理由会记入操作日志。',
  en: 'Say why, in 1 to 500 characters; the reason goes into the audit trail.',
}));

export const personNotConfirmed = defineRefusal('PERSON_NOT_CONFIRMED', () => ({
  zh: '清除不可撤销，请输入“清除”以确认。',
  en: 'Erasing cannot be undone: type ERASE to confirm it.',
}));

export const personLastAdministrator = defineRefusal('PERSON_LAST_ADMINISTRATOR', () => ({
  zh: '这是唯一的平台管理员账号，清除后将无人管理平台。请先授权另一位管理员。',
  en: 'This is the only platform administrator: nobody could administer the platform afterwards. Appoint another one first.',
}));
