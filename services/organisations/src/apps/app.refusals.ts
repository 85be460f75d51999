import {defineRefusal} from '@concours/kernel/refusal';

export const voterTokenInvalid = defineRefusal('VOTER_TOKEN_INVALID', () => ({
  zh: '投票凭证无效或已过期，请从应用重新进入。',
  en: 'The voter token is not valid or has expired. Enter from the app again.',
}));

export const publicKeyInvalid = defineRefusal('PUBLIC_KEY_INVALID', () => ({
  zh: '公钥须为 P-256 或 Ed25519，采用 PEM 或 JWK 格式，且不得含私钥。',
  en: 'A public key is P-256 or Ed25519, in PEM or as a JWK, and holds no private part.',
}));

export const tooManyAppKeys = defineRefusal<{most: number}>('APP_KEYS_TOO_MANY', ({most}) => ({
  zh: `一个应用最多同时使用 ${most} 个密钥，请先停用旧的密钥。`,
  en: `An app has at most ${most} keys at a time: end an old one first.`,
}));
