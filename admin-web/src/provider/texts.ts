import {defineTexts} from '@/i18n/texts';

export const providerTexts = defineTexts('provider', {
  signInWith: ['用{name}登录', 'Sign in with {name}'],
  or: ['或', 'or'],
  refusedTitle: ['登录没有完成', 'Signing in did not work'],
  toSignIn: ['回到登录页', 'Back to the sign-in page'],
  OIDC_UNKNOWN: [
    '您的身份已通过认证，但没有关联本平台的账号。',
    'You have been recognised, but no account of this platform is linked to you.',
  ],
  OIDC_UNKNOWN_next: [
    '有账号的，请用账号密码登录，在“我的账号”中关联；没有账号的，请本单位管理员用您的邮箱邀请您。',
    'If you have an account, sign in with its password and link it under “My account”. If not, ask the administrator of your organisation to invite you by the address of your mail.',
  ],
  OIDC_CANCELLED: ['您取消了登录。', 'You called it off.'],
  OIDC_CANCELLED_next: ['可以从登录页重新开始。', 'You can start again from the sign-in page.'],
  OIDC_EXPIRED: ['这次登录已过期，或链接已使用过。', 'This sign-in has run out, or its link was used before.'],
  OIDC_EXPIRED_next: [
    '请从登录页重新开始，并在十分钟内完成。',
    'Start again from the sign-in page, and finish within ten minutes.',
  ],
  OIDC_PROVIDER_DOWN: ['统一身份认证暂时无法连接。', 'The sign-in service can not be reached at the moment.'],
  OIDC_PROVIDER_DOWN_next: ['请稍后再试，或使用账号密码登录。', 'Try again later, or sign in with your password.'],
  OIDC_LINKED_ELSEWHERE: [
    '该身份已关联另一个账号，或您的账号已关联另一个身份。',
    'This identity is linked to another account, or your account to another identity.',
  ],
  OIDC_LINKED_ELSEWHERE_next: [
    '请先在“我的账号”中解除原有关联；不是您本人操作的，请告知管理员。',
    'Undo the other link under “My account” first. If that was not you, tell your administrator.',
  ],
  OIDC_FAILED: ['统一身份认证的应答无法核验。', 'The answer of the sign-in service could not be verified.'],
  OIDC_FAILED_next: [
    '请重试一次；仍不成功，请告知管理员。',
    'Try once more; if it fails again, tell your administrator.',
  ],
  linked: ['{day}起已关联，可以用它登录。', 'Linked since {day}: you can sign in with it.'],
  notLinked: [
    '尚未关联。关联后可以用它登录，不必输入密码。',
    'Not linked. Once it is, you can sign in with it, without a password.',
  ],
  link: ['关联', 'Link it'],
  unlink: ['解除关联', 'Undo the link'],
  unlinked: ['已解除关联', 'The link has been undone'],
});

/** Why it did not work, as the platform's codes say it. */
const reasons = [
  'OIDC_UNKNOWN',
  'OIDC_CANCELLED',
  'OIDC_EXPIRED',
  'OIDC_PROVIDER_DOWN',
  'OIDC_LINKED_ELSEWHERE',
  'OIDC_FAILED',
] as const;
export type Reason = (typeof reasons)[number];

/** What isn't known reads as a failure: the address may say anything. */
export function reasonOf(code: unknown): Reason {
  return reasons.find((reason) => reason === code) ?? 'OIDC_FAILED';
}
