import {defineRefusal} from '@concours/kernel/refusal';

export const voterTokenInvalid = defineRefusal('VOTER_TOKEN_INVALID', () => ({
  zh: '投票凭证无效或已过期，请从应用重新进入。',
  en: 'The voter token is not valid or has expired. Enter from the app again.',
}));
