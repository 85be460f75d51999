import {defineRefusal} from '@concours/kernel/refusal';

/** The same for one that was used, replaced or made up, and for an account that is suspended. */
export const linkInvalid = defineRefusal('LINK_INVALID', () => ({
  zh: '链接无效或已过期。链接只能使用一次，请申请新的链接。',
  en: 'The link is not valid any more. It can be used once: ask for a new one.',
}));
