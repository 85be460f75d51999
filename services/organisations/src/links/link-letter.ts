import type {LinkPurpose} from './account-link.js';

interface Told {
  purpose: LinkPurpose;
  name: string;
  displayName: string;
  link: string;
}

/** Whoever gets it may read one of the two languages only. */
export function letterOf({purpose, name, displayName, link}: Told): {subject: string; text: string} {
  const invited = purpose === 'INVITATION';
  const zh = invited
    ? `${displayName}，您好：\n\n已为您开通竞赛云账号“${name}”。请打开下面的链接设置密码，然后登录。链接 7 天内有效，只能使用一次。`
    : `${displayName}，您好：\n\n有人申请为账号“${name}”重设密码。如果是您本人，请打开下面的链接；链接 1 小时内有效，只能使用一次。如果不是，请忽略本邮件，密码不会改变。`;
  const en = invited
    ? `An account of Concours, "${name}", has been made for you. Open the link above to choose a password, then sign in. It is good for seven days and one use.`
    : `Somebody asked for a new password for the account "${name}". If it was you, open the link above: it is good for an hour and one use. If it was not, do nothing, and the password stays as it is.`;
  return {
    subject: invited ? '竞赛云账号邀请 · Your account of Concours' : '竞赛云重设密码 · A new password for Concours',
    text: `${zh}\n\n${link}\n\n${en}\n`,
  };
}
