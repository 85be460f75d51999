import {defineRefusal} from '@concours/kernel/refusal';

export const consentVersionWrong = defineRefusal<{version: string}>('CONSENT_VERSION_WRONG', ({version}) => ({
  zh: `参赛条款已更新，现行版本为 ${version}。`,
  en: `The terms have changed: version ${version} is in force.`,
}));

export const noConsentAsked = defineRefusal('CONSENT_NOT_ASKED', () => ({
  zh: '本项目没有需要同意的条款。',
  en: 'This track asks for no consent.',
}));
