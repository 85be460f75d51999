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
  forgotten: ['忘记密码？', 'Forgotten the password?'],
  codeTitle: ['两步验证', 'Second step'],
  codeLead: [
    '请打开验证器应用，输入其中的 6 位验证码。',
    'Open your authenticator app and enter the six digits it shows.',
  ],
  codeLabel: ['验证码', 'Code'],
  codeMissing: ['请填写验证码。', 'Enter the code.'],
  codeHint: [
    '手机不在身边？可以输入一个恢复码，每个恢复码只能用一次。',
    'No telephone at hand? Enter one of your recovery codes; each works once.',
  ],
  codeSubmit: ['验证并登录', 'Verify and sign in'],
  back: ['返回登录', 'Back to signing in'],
  resetTitle: ['重设密码', 'A new password'],
  resetLead: [
    '填写账号或登记的邮箱，我们会把设置新密码的链接发到该账号的邮箱。',
    'Enter your account name or the address you have given. A link to choose a new password goes to the address of the account.',
  ],
  resetWho: ['账号或邮箱', 'Account name or address'],
  resetWhoMissing: ['请填写账号或邮箱。', 'Enter a name or an address.'],
  resetSend: ['发送链接', 'Send the link'],
  resetSent: [
    '如果该账号存在并登记了邮箱，链接已经发出，1 小时内有效。没有收到？请联系本单位的管理员。',
    'If there is such an account with an address, the link is on its way; it is good for an hour. If nothing comes, ask the administrator of your organisation.',
  ],
  chooseTitle: ['设置密码', 'Choose a password'],
  chooseWelcome: ['{name}，欢迎。您的账号是“{account}”。', 'Welcome, {name}. Your account is "{account}".'],
  chooseAgain: ['{name}，请为账号“{account}”设置新密码。', '{name}, choose a new password for "{account}".'],
  chooseEnds: [
    '设置后，此账号在其他设备上的登录都会结束。',
    'Every other device that is signed in with this account will be signed out.',
  ],
  newPassword: ['新密码', 'New password'],
  newPasswordHint: [
    '至少 8 个字符。几个不相干的词最好记，也最难猜。',
    'At least 8 characters. A few unrelated words are easy to keep and hard to guess.',
  ],
  newPasswordShort: ['密码至少 8 个字符。', 'A password has at least 8 characters.'],
  newPasswordAgain: ['再输入一次', 'Once more'],
  newPasswordDiffers: ['两次输入不一致。', 'The two are not the same.'],
  choose: ['保存密码并登录', 'Save it and sign in'],
  linkOver: ['这个链接不能用了', 'This link is of no use any more'],
  linkOverBody: [
    '链接可能已过期、已使用，或被新的链接取代。可以重新申请，或请管理员再发一个。',
    'It has been used, is too old, or a newer one was made. Ask for another one here, or from your administrator.',
  ],
  demoTitle: ['演示账号', 'Demo accounts'],
  demoLine: [
    '人物均为虚构。选一个角色，账号和密码会自动填好。',
    'All of them invented. Choose a role; name and password are filled in.',
  ],
});
