import {readVault, type EnvironmentReader} from '@concours/kernel/environment';
import type {OrganisationsSettings} from './settings.js';
import type {MailSettings} from './mail/mailer.js';
import {readOidc} from './oidc/oidc-settings.js';

export const readSettings = (read: EnvironmentReader): OrganisationsSettings => {
  const publicUrl = read.optionalText('PUBLIC_URL');
  if (publicUrl !== undefined && !/^https?:\/\/[^\s/]+\/?$/.test(publicUrl)) {
    read.problem('PUBLIC_URL must be an http or https address');
  }
  const tokenLifetimeMs = read.integer('TOKEN_SECONDS', {fallback: 600, min: 5, max: 3_600}) * 1_000;
  return {vault: readVault(read), publicUrl, mail: readMail(read), oidc: readOidc(read), tokenLifetimeMs};
};

/** `SMTP_URL` and `MAIL_FROM`: both or neither. */
export function readMail(read: EnvironmentReader): MailSettings | undefined {
  const smtpUrl = read.optionalText('SMTP_URL');
  const from = read.optionalText('MAIL_FROM');
  if (smtpUrl === undefined && from === undefined) return undefined;
  if (smtpUrl === undefined || !/^smtps?:\/\/\S+$/.test(smtpUrl))
    read.problem('SMTP_URL must begin with smtp:// or smtps://');
  if (from === undefined || !/^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/.test(from))
    read.problem('MAIL_FROM must hold an address for mail');
  if (read.optionalText('PUBLIC_URL') === undefined)
    read.problem('PUBLIC_URL is required beside SMTP_URL: links in letters begin with it');
  return {smtpUrl: smtpUrl ?? '', from: from ?? ''};
}
