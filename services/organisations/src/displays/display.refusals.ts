import {defineRefusal} from '@concours/kernel/refusal';

/** The same for one that never was, that ran out and that somebody used before. */
export const pairingCodeUnknown = defineRefusal('PAIRING_CODE_UNKNOWN', () => ({
  zh: '配对码不正确或已过期，请按屏幕上现在显示的配对码重新输入。',
  en: 'The code is wrong or has run out: type the one that the screen shows now.',
}));

export const pairingThrottled = defineRefusal<{retryAfterSeconds: number}>(
  'PAIRING_THROTTLED',
  ({retryAfterSeconds}) => {
    const minutes = Math.ceil(retryAfterSeconds / 60);
    return {zh: `尝试次数过多，请 ${minutes} 分钟后再试。`, en: `Too many attempts. Try again in ${minutes} minutes.`};
  },
);
