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

export const accountIsYours = defineRefusal('ACCOUNT_IS_YOURS', () => ({
  zh: '不能停用自己的账号。',
  en: 'You cannot suspend your own account.',
}));
