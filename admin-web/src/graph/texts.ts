import {defineTexts} from '@/i18n/texts';

export const graphTexts = defineTexts('graph', {
  broken: [
    '平台出了问题，没有完成这一步。请稍后再试；如果反复出现，请把查询编号告诉管理员。',
    'The platform failed at this step. Try again in a moment; if it keeps failing, give the reference to the administrator.',
  ],
  offline: [
    '连接不上平台。请检查网络；恢复后再试一次，已经保存的内容都在。',
    'The platform cannot be reached. Check the network and try again; what was saved is safe.',
  ],
  'not-signed-in': ['登录已过期，请重新登录。', 'Your session has ended. Sign in again.'],
  forbidden: ['您没有做这一步的权限。', 'You may not do this.'],
  missing: ['没有找到，或者您没有查看权限。', 'Not found, or you may not see it.'],
  conflict: [
    '别人（或另一个标签页）刚刚改过这一项。请先读取最新内容，再接着改。',
    'Somebody else, or another tab, has just changed this. Load the latest first, then go on.',
  ],
  refused: ['平台没有接受这一步（{code}）。', 'The platform refused this step ({code}).'],
  signInAgain: ['重新登录', 'Sign in again'],
});
