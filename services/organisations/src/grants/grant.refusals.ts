import {defineRefusal} from '@concours/kernel/refusal';

export const grantOutlastsYours = defineRefusal<{until: string}>('GRANT_OUTLASTS_YOURS', ({until}) => ({
  zh: `您的授权于 ${until} 到期，所授角色不能更晚到期。`,
  en: `Your own role ends at ${until}; what you hand out cannot last longer.`,
}));

export const grantToYourself = defineRefusal('GRANT_TO_YOURSELF', () => ({
  zh: '不能给自己授予您尚不具备的权限，请由其他管理员授予。',
  en: 'Nobody gives themselves what they may not do yet: ask another administrator.',
}));

export const secondPersonThere = defineRefusal<{accounts: number}>('SECOND_PERSON_THERE', ({accounts}) => ({
  zh: `另有 ${accounts} 个账号可以批准，请由他们批准。`,
  en: `${accounts} other account(s) could approve: ask one of them.`,
}));
