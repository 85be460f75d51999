import {defineRefusal} from '@concours/kernel/refusal';

export const secondFactorNeeded = defineRefusal<{challenge: string; expiresAt: string}>('SECOND_FACTOR_NEEDED', () => ({
  zh: '请输入动态验证码。',
  en: 'Enter the code that your authenticator app shows.',
}));

export const codeRefused = defineRefusal('SECOND_FACTOR_REFUSED', () => ({
  zh: '验证码不正确或已使用过，请等待下一个验证码。',
  en: 'The code is not right, or has been used. Wait for the next one.',
}));

/** Too late, too many wrong codes, or made up. */
export const challengeOver = defineRefusal('SIGN_IN_CHALLENGE_OVER', () => ({
  zh: '登录步骤已失效，请重新输入账号和密码。',
  en: 'This attempt is over. Begin again with name and password.',
}));

export const secondFactorOn = defineRefusal('SECOND_FACTOR_ON', () => ({
  zh: '已启用两步验证。要更换，请先停用。',
  en: 'A second factor is in use. End it first to set up another.',
}));

export const secondFactorOff = defineRefusal('SECOND_FACTOR_OFF', () => ({
  zh: '尚未启用两步验证。',
  en: 'No second factor is in use.',
}));
