import {defineTexts} from '@/i18n/texts';

export const sessionTexts = defineTexts('session', {
  title: ['登录', 'Sign in'],
  brand: ['竞赛云', 'Concours'],
  motto: ['一笔一画，都算数', 'Every stroke counts'],
  mottoLine: [
    '从一纸通知到结果公布：征集、推荐、投票、评审，每个数字都能重新算一遍。',
    'From the notice to the published result: intake, recommendation, votes, judging, and every number can be computed again.',
  ],
  name: ['账号', 'Account name'],
  password: ['密码', 'Password'],
  submit: ['登录平台', 'Sign in'],
  submitting: ['正在登录…', 'Signing in…'],
  nameMissing: ['请填写账号。', 'Enter the account name.'],
  passwordMissing: ['请填写密码。', 'Enter the password.'],
  ended: [
    '登录已过期，请重新登录；刚才的页面会接着打开。',
    'Your session has ended. Sign in again to go on where you were.',
  ],
  demoTitle: ['演示账号', 'Demo accounts'],
  demoLine: [
    '人物均为虚构。选一个角色，账号和密码会自动填好。',
    'All of them invented. Choose a role; name and password are filled in.',
  ],
});
