import {defineRefusal} from '@concours/kernel/refusal';

export const accountNameTaken = defineRefusal('ACCOUNT_NAME_TAKEN', () => ({
  zh: '该账号名已被使用。',
  en: 'Another account has this name.',
}));

export const accountNameInvalid = defineRefusal('ACCOUNT_NAME_INVALID', () => ({
  zh: '账号名须为 2 至 60 个文字或数字，可用 . _ - @ 连接，不能有空格。',
  en: 'An account name has 2 to 60 letters or digits, joined by . _ - or @, and no spaces.',
}));

export const passwordTooShort = defineRefusal<{least: number}>('PASSWORD_TOO_SHORT', ({least}) => ({
  zh: `密码至少 ${least} 个字符。`,
  en: `A password has at least ${least} characters.`,
}));

export const passwordTooLong = defineRefusal<{most: number}>('PASSWORD_TOO_LONG', ({most}) => ({
  zh: `密码最长 ${most} 字节。`,
  en: `A password has at most ${most} bytes.`,
}));

export const passwordTooCommon = defineRefusal('PASSWORD_TOO_COMMON', () => ({
  zh: '这个密码太常见，容易被猜到，请换一个。',
  en: 'This password is among those that are tried first. Choose another one.',
}));

export const passwordIsName = defineRefusal('PASSWORD_IS_NAME', () => ({
  zh: '密码不能就是账号名或姓名。',
  en: 'A password can’t be the name of the account or of its owner.',
}));

export const passwordWrong = defineRefusal('PASSWORD_WRONG', () => ({
  zh: '当前密码不正确。',
  en: 'The current password is not right.',
}));

export const attemptsThrottled = defineRefusal<{retryAfterSeconds: number}>(
  'SIGN_IN_THROTTLED',
  ({retryAfterSeconds}) => {
    const minutes = Math.ceil(retryAfterSeconds / 60);
    return {zh: `尝试次数过多，请 ${minutes} 分钟后再试。`, en: `Too many attempts. Try again in ${minutes} minutes.`};
  },
);

export const emailInvalid = defineRefusal('EMAIL_INVALID', () => ({
  zh: '邮箱地址不正确，例如 name@example.cn。',
  en: 'This is no address for mail, such as name@example.cn.',
}));

export const phoneInvalid = defineRefusal('PHONE_INVALID', () => ({
  zh: '电话号码不正确。手机号为 11 位，固定电话请带区号。',
  en: 'This is no telephone number: eleven digits for a mobile one, with its area code for another.',
}));

export const accountIsYours = defineRefusal('ACCOUNT_IS_YOURS', () => ({
  zh: '不能对自己的账号执行此操作。',
  en: 'This can’t be done to your own account.',
}));
