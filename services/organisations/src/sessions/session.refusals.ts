import {defineRefusal} from '@concours/kernel/refusal';

/** The same for a wrong password, an unknown account and a suspended one. */
export const signInRefused = defineRefusal('SIGN_IN_REFUSED', () => ({
  zh: '账号或密码不正确。',
  en: 'The account or the password is not right.',
}));

/** The same for a token that ran out, one that nobody ever held, and one that was shown twice. */
export const sessionInvalid = defineRefusal('SESSION_INVALID', () => ({
  zh: '登录已失效，请重新登录。',
  en: 'The session has ended: please sign in again.',
}));

export const setUpCodeRefused = defineRefusal('SET_UP_CODE_REFUSED', () => ({
  zh: '设置码不正确或已使用。请查看服务日志中最近一次启动时的设置码。',
  en: 'The set-up code is wrong or has been used. The log of the latest start has the one that counts.',
}));
