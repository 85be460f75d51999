import {defineRefusal} from '@concours/kernel/refusal';
import {MOST_KEYS} from './key.rules.js';

export const keyNameTaken = defineRefusal('KEY_NAME_TAKEN', () => ({
  zh: '您已有同名的密钥，请换一个名称。',
  en: 'You have a key of this name already: choose another one.',
}));

export const keyEndInvalid = defineRefusal<{latest: string}>('KEY_END_INVALID', () => ({
  zh: '密钥的有效期须在今后一年之内。',
  en: 'A key ends in the future, and within a year.',
}));

export const keyGrantNotYours = defineRefusal('KEY_GRANT_NOT_YOURS', () => ({
  zh: '密钥只能带有您本人现有的授权。',
  en: 'A key carries grants that you hold yourself at present, and no others.',
}));

export const tooManyKeys = defineRefusal('KEYS_TOO_MANY', () => ({
  zh: `每个账号最多 ${MOST_KEYS} 个密钥，请先停用不再使用的密钥。`,
  en: `An account has at most ${MOST_KEYS} keys: revoke those that are no longer used.`,
}));
