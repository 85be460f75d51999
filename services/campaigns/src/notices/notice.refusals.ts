import {defineRefusal} from '@concours/kernel/refusal';

export const notToSign = defineRefusal('NOTICE_NOT_TO_SIGN', () => ({
  zh: '该通知无需会签，或本单位不是发文单位。',
  en: 'This notice is not countersigned, or the body is none of those that issue it.',
}));

export const notAddressed = defineRefusal('NOTICE_NOT_ADDRESSED', () => ({
  zh: '该通知没有发到这个单位。',
  en: 'The notice is not addressed to this unit.',
}));

export const annexUnknown = defineRefusal<{key: string}>('ANNEX_UNKNOWN', ({key}) => ({
  zh: `通知中没有附件“${key}”。`,
  en: `The notice names no annex "${key}".`,
}));

export const annexEmpty = defineRefusal('ANNEX_EMPTY', () => ({
  zh: '请上传附件文件，或填写附件正文。',
  en: 'Upload the file of the annex, or write its text.',
}));
