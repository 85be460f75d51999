import {defineRefusal} from '@concours/kernel/refusal';

/** Not configured; a page that asks anyway is an old one. */
export const oidcAbsent = defineRefusal('OIDC_ABSENT', () => ({
  zh: '本平台没有接入统一身份认证。',
  en: 'This platform has no other place to sign in.',
}));

export const oidcProviderDown = defineRefusal('OIDC_PROVIDER_DOWN', () => ({
  zh: '统一身份认证暂时无法连接，请稍后再试，或使用账号密码登录。',
  en: 'The sign-in service can not be reached at the moment. Try again later, or sign in with your password.',
}));

/** The same for a state that never was, that ran out, that was used and that belongs to another browser. */
export const oidcExpired = defineRefusal('OIDC_EXPIRED', () => ({
  zh: '这次登录已过期或已使用，请从登录页重新开始。',
  en: 'This sign-in has run out or was used before. Start again from the sign-in page.',
}));

export const oidcCancelled = defineRefusal('OIDC_CANCELLED', () => ({
  zh: '登录已取消。',
  en: 'Signing in was cancelled.',
}));

/** What is wrong with the provider's answer stands in the log. */
export const oidcFailed = defineRefusal('OIDC_FAILED', () => ({
  zh: '统一身份认证的应答无法核验，登录没有完成。请重试；仍不成功请告知管理员。',
  en: 'The answer of the sign-in service could not be verified. Try again; if it fails again, tell your administrator.',
}));

/** Known there and not here; the same for whose account here is suspended. */
export const oidcUnknown = defineRefusal('OIDC_UNKNOWN', () => ({
  zh: '您的身份已通过认证，但没有关联本平台的账号。请用账号密码登录后在“我的账号”中关联，或请管理员邀请您。',
  en: 'You have been recognised, but no account of this platform is linked to you. Sign in with your password and link it under “My account”, or ask an administrator to invite you.',
}));

export const oidcLinkedElsewhere = defineRefusal('OIDC_LINKED_ELSEWHERE', () => ({
  zh: '该身份已关联另一个账号，或您的账号已关联另一个身份。请先解除原有关联。',
  en: 'This identity is linked to another account, or your account to another identity. Undo that link first.',
}));

export const lastWayIn = defineRefusal('OIDC_LAST_WAY_IN', () => ({
  zh: '您的账号还没有密码，解除关联后将无法登录。请先设置密码。',
  en: 'Your account has no password: without the link you could not sign in. Set a password first.',
}));
