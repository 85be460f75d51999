import type {BilingualText} from '@concours/kernel/refusal';
import type {EnvironmentReader} from '@concours/kernel/environment';

/** Where people of the house sign in elsewhere. */
export interface OidcSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** What the button says. */
  name: BilingualText;
  /** How long its answers are waited for. */
  timeoutSeconds?: number;
}

const secure = /^https:\/\/[^\s?#]+$/;
/** For a provider on the same machine; over a network nobody could tell it from another. */
const local = /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?(\/[^\s?#]*)?$/;

export function isLocal(issuer: string): boolean {
  return local.test(issuer);
}

/** All of it or nothing: half a provider is a mistake. */
export function readOidc(read: EnvironmentReader): OidcSettings | undefined {
  const [issuer, clientId, clientSecret] = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'].map((name) =>
    read.optionalText(name),
  );
  const zh = read.optionalText('OIDC_NAME_ZH') ?? '统一身份认证';
  const en = read.optionalText('OIDC_NAME_EN') ?? 'single sign-on';
  if (!issuer && !clientId && !clientSecret) return undefined;
  if (!issuer || !clientId || !clientSecret) {
    read.problem('OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET are set together, or none of them');
    return undefined;
  }
  if (!secure.test(issuer) && !isLocal(issuer)) {
    read.problem('OIDC_ISSUER must be an https address (http on this machine only), without a query');
  }
  return {issuer, clientId, clientSecret, name: {zh, en}};
}
