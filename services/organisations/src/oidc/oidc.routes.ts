import type {Route} from '@concours/kernel/serve';
import {internalRoute, textOf} from '../internal-route.js';
import {originOf, signedIn} from '../sessions/signed-in.js';
import type {IdentityService} from '../sessions/identity.service.js';
import type {OidcService} from './oidc.service.js';

const statusOf = {
  OIDC_ABSENT: 404,
  OIDC_PROVIDER_DOWN: 503,
  OIDC_EXPIRED: 400,
  OIDC_CANCELLED: 400,
  OIDC_FAILED: 400,
  OIDC_UNKNOWN: 403,
  OIDC_LINKED_ELSEWHERE: 409,
  SESSION_INVALID: 401,
};

/** What the gateway asks when a browser goes to the provider, and when it comes back. */
export function oidcRoute(oidc: OidcService, identity: IdentityService): Route {
  return internalRoute(
    '/internal/oidc',
    {statusOf},
    {
      start: async ({redirectUri, returnTo, link, token, voting}, {requestId}) => {
        const caller = link === true ? await identity.resolve({token: textOf(token)}, requestId) : null;
        if (link === true && !caller?.session) return {status: 401, body: {code: 'SESSION_INVALID'}};
        const wish = {redirectUri: textOf(redirectUri) ?? '', returnTo: textOf(returnTo), voting: voting === true};
        return {status: 200, body: await oidc.start({...wish, session: caller?.session})};
      },
      finish: async ({query, browser, address, userAgent}, {requestId}) => {
        const origin = originOf({address, userAgent});
        const answer = {query: textOf(query) ?? '', browser: textOf(browser) ?? '', origin, requestId};
        const {returnTo, signedIn: begun, voter} = await oidc.finish(answer);
        return {status: 200, body: {returnTo, session: begun ? signedIn(begun).body : null, voter: voter ?? null}};
      },
    },
  );
}
