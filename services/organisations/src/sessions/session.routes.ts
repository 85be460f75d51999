import type {Route} from '@concours/kernel/serve';
import {internalRoute, textOf} from '../internal-route.js';
import type {IdentityService} from './identity.service.js';
import type {SessionService} from './session.service.js';
import {originOf, signedIn} from './signed-in.js';

const statusOf = {
  SIGN_IN_REFUSED: 401,
  SECOND_FACTOR_NEEDED: 401,
  SECOND_FACTOR_REFUSED: 401,
  SIGN_IN_CHALLENGE_OVER: 401,
  SESSION_INVALID: 401,
  SIGN_IN_THROTTLED: 429,
  VOTER_TOKEN_INVALID: 404,
};

/** What the gateway asks beside the graph: who holds a token, signing in and out. */
export function sessionRoute(sessions: SessionService, identity: IdentityService): Route {
  return internalRoute(
    '/internal',
    {statusOf},
    {
      identity: async ({token, voterToken, session}, {requestId}) => {
        const shown = {token: textOf(token), voterToken: textOf(voterToken), session: textOf(session)};
        const caller = await identity.resolve(shown, requestId);
        return caller ? {status: 200, body: {caller}} : {status: 404, body: {code: 'TOKEN_UNKNOWN'}};
      },
      'sign-in': async (question) => {
        const {name, password, challenge, code} = question;
        const from = originOf(question);
        const second = {challenge: textOf(challenge), code: textOf(code) ?? ''};
        if (second.challenge !== undefined)
          return signedIn(await sessions.complete({...from, challenge: second.challenge, code: second.code}));
        return signedIn(await sessions.signIn({...from, name: textOf(name) ?? '', password: textOf(password) ?? ''}));
      },
      refresh: async ({refreshToken}) => signedIn(await sessions.refresh(textOf(refreshToken) ?? '')),
      'sign-out': async ({token, refreshToken}) => {
        await sessions.signOut(textOf(token), textOf(refreshToken));
        return {status: 200, body: {}};
      },
    },
  );
}
