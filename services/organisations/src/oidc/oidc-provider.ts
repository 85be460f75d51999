import type {Logger} from '@concours/kernel/log';
import type {Refusal} from '@concours/kernel/refusal';
import {isNativeError} from 'node:util/types';
import {
  allowInsecureRequests,
  AuthorizationResponseError,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  ClientSecretPost,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  type ClientAuth,
  type Configuration,
} from 'openid-client';
import {isLocal, type OidcSettings} from './oidc-settings.js';
import {oidcCancelled, oidcFailed, oidcProviderDown} from './oidc.refusals.js';

const TIMEOUT_S = 5;
/** Endpoints and keys of a provider change, rarely. */
const KNOWN_FOR_MS = 3_600_000;

export interface Checks {
  state: string;
  nonce: string;
  verifier: string;
}

/** Who somebody is there. The address only if the provider says that it has been verified. */
export interface Subject {
  issuer: string;
  subject: string;
  verifiedEmail: string | null;
}

/** The provider as we ask it: the code flow with PKCE, state and nonce; the identity's signature is checked with its keys. */
export class OidcProvider {
  private known: {configuration: Promise<Configuration>; at: number} | undefined;

  constructor(
    private readonly settings: OidcSettings,
    private readonly log: Logger,
  ) {}

  async authorizationUrl({state, nonce, verifier}: Checks, redirectUri: string): Promise<string> {
    const configuration = await this.configuration();
    const url = buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: 'openid email',
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    });
    return url.href;
  }

  /** `answer` is the address the provider sent the browser back to. */
  async subjectOf(answer: URL, {state, nonce, verifier}: Checks): Promise<Subject> {
    const configuration = await this.configuration();
    try {
      const tokens = await authorizationCodeGrant(configuration, answer, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw oidcFailed();
      const {iss: issuer, sub: subject} = claims;
      // by default providers tell an address there, not in the identity itself
      const more =
        claims.email === undefined && configuration.serverMetadata().userinfo_endpoint !== undefined
          ? await fetchUserInfo(configuration, tokens.access_token, subject)
          : claims;
      const verified = more.email_verified === true && typeof more.email === 'string';
      return {issuer, subject, verifiedEmail: verified ? String(more.email) : null};
    } catch (error) {
      throw this.refusalFor(error);
    }
  }

  private configuration(): Promise<Configuration> {
    if (this.known && Date.now() - this.known.at < KNOWN_FOR_MS) return this.known.configuration;
    const configuration = this.discovered();
    this.known = {configuration, at: Date.now()};
    // a failure is not remembered: the next one who signs in asks again
    configuration.catch(() => (this.known = undefined));
    return configuration;
  }

  private async discovered(): Promise<Configuration> {
    const {issuer, clientId, clientSecret, timeoutSeconds = TIMEOUT_S} = this.settings;
    const execute = [enableNonRepudiationChecks, ...(isLocal(issuer) ? [allowInsecureRequests] : [])];
    try {
      const metadata = {client_secret: clientSecret};
      return await discovery(new URL(issuer), clientId, metadata, authentication(clientSecret), {
        timeout: timeoutSeconds,
        execute,
      });
    } catch (error) {
      this.log.warn({reason: reasonOf(error)}, 'oidc: the provider was not found');
      throw oidcProviderDown();
    }
  }

  private refusalFor(error: unknown): Refusal {
    if (error instanceof AuthorizationResponseError) {
      this.log.info({reason: error.error}, 'oidc: the provider refused');
      return error.error === 'access_denied' ? oidcCancelled() : oidcFailed();
    }
    const unreachable = isUnreachable(error);
    this.log.warn({reason: reasonOf(error), unreachable}, 'oidc: the answer was not accepted');
    return unreachable ? oidcProviderDown() : oidcFailed();
  }
}

/** As the provider takes it; Basic unless it says otherwise, which is what the specification says. */
function authentication(clientSecret: string): ClientAuth {
  const [basic, post] = [ClientSecretBasic(clientSecret), ClientSecretPost(clientSecret)];
  return (server, client, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    return (methods.includes('client_secret_basic') ? basic : post)(server, client, body, headers);
  };
}

/** By name, wherever it stands in the chain of causes: a connection that failed, was cut or took too long. */
function isUnreachable(error: unknown): boolean {
  if (!isNativeError(error)) return false;
  const {name, message, code, cause} = error as Error & {code?: unknown};
  if (code === 'OAUTH_TIMEOUT' || name === 'TimeoutError' || message === 'fetch failed') return true;
  return isUnreachable(cause);
}

/** Codes and kinds only: messages may quote what was sent. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const {code, cause} = error as Error & {code?: unknown};
  const inner = cause instanceof Error ? `, ${cause.name} ${String((cause as {code?: unknown}).code ?? '')}` : '';
  return `${error.name} ${typeof code === 'string' ? code : ''}${inner}`.trim();
}
