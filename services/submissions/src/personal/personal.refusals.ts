import {defineRefusal} from '@concours/kernel/refusal';

export const reasonNeeded = defineRefusal('PERSONAL_REASON_NEEDED', () => ({
  zh: '查看个人信息须写明理由（1 至 500 个字符），理由会记入操作日志。',
  en: 'Say why you need to see personal data, in 1 to 500 characters; the reason goes into the audit trail.',
}));

export const notPersonal = defineRefusal<{field: string}>('PERSONAL_FIELD_UNKNOWN', ({field}) => ({
  zh: `“${field}”不是此作品的个人信息字段。`,
  en: `"${field}" is no personal field of this work.`,
}));

export const retentionOver = defineRefusal<{erasedFrom: string}>('PERSONAL_RETENTION_OVER', () => ({
  zh: '本活动的个人信息保存期限已过，不能再填写个人信息。',
  en: 'The time for which this campaign keeps personal data is over; none can be entered any more.',
}));
