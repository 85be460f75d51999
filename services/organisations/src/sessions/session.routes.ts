import type {Caller} from '@concours/kernel/identity';
import {notPermitted, refusalOf} from '@concours/kernel/refusal';
import type {Route} from '@concours/kernel/serve';
import {BodyRefused, parseBody, sendJson} from '@concours/kernel/serving/wire';
import type {IdentityService} from './identity.service.js';
import {deviceOf} from './device.rules.js';
import type {Origin, SessionService, SignedIn} from './session.service.js';

interface Answer {
  status: number;
  body: object;
}

type Question = Record<string, unknown>;

const statusOf: Record<string, number> = {
  SIGN_IN_REFUSED: 401,
  SECOND_FACTOR_NEEDED: 401,
  SECOND_FACTOR_REFUSED: 401,
  SIGN_IN_CHALLENGE_OVER: 401,
  SESSION_INVALID: 401,
  SIGN_IN_THROTTLED: 429,
  VOTER_TOKEN_INVALID: 404,
};

/**
 * What the gateway asks beside the graph: who holds a token, signing in and out. Only envelopes of the system itself are
 * answered, so a caller who talked the gateway into passing a request on here would still be refused.
 */
export function sessionRoutes(sessions: SessionService, identity: IdentityService): Route[] {
  const answers: Record<string, (question: Question, caller: Caller) => Promise<Answer>> = {
    '/internal/identity': async ({token, voterToken, session}, {requestId}) => {
      const shown = {token: text(token), voterToken: text(voterToken), session: text(session)};
      const caller = await identity.resolve(shown, requestId);
      return caller ? {status: 200, body: {caller}} : {status: 404, body: {code: 'TOKEN_UNKNOWN'}};
    },
    '/internal/sign-in': async (question) => {
      const {name, password, challenge, code} = question;
      const from = originOf(question);
      const second = {challenge: text(challenge), code: text(code) ?? ''};
      if (second.challenge !== undefined)
        return signedIn(await sessions.complete({...from, challenge: second.challenge, code: second.code}));
      return signedIn(await sessions.signIn({...from, name: text(name) ?? '', password: text(password) ?? ''}));
    },
    '/internal/refresh': async ({refreshToken}) => signedIn(await sessions.refresh(text(refreshToken) ?? '')),
    '/internal/sign-out': async ({token, refreshToken}) => {
      await sessions.signOut(text(token), text(refreshToken));
      return {status: 200, body: {}};
    },
  };
  return [
    {
      prefix: '/internal',
      wholeBody: true,
      async handle(req, res, caller, sent) {
        if (caller.kind !== 'system') throw notPermitted();
        const path = (req.url ?? '').split('?', 1)[0];
        const answer = Object.hasOwn(answers, path) ? answers[path] : undefined;
        if (!answer) return sendJson(res, 404, {code: 'NOT_FOUND'});
        if (req.method !== 'POST') throw new BodyRefused(405, 'METHOD_NOT_ALLOWED', 'Questions are posted.');
        const question = parseBody(sent);
        const {status, body} = await answer(question, caller).catch(refused);
        sendJson(res, status, body);
      },
    },
  ];
}

/** As the gateway makes cookies of it: the same however somebody signed in. */
export function signedIn({account, tokenExpiresAt, expiresAt, token, refreshToken}: SignedIn): Answer {
  const {id, name, displayName} = account;
  const viewer = {kind: 'ACCOUNT', name: displayName, account: {id, name, displayName}};
  const ends = {tokenExpiresAt: tokenExpiresAt.toISOString(), expiresAt: expiresAt.toISOString()};
  return {status: 200, body: {token, refreshToken, ...ends, viewer}};
}

/** From what the gateway saw of a browser. */
export function originOf({address, userAgent}: Question): Origin {
  return {address: text(address) ?? '', device: deviceOf(text(userAgent))};
}

function refused(error: unknown): Answer {
  const refusal = refusalOf(error);
  const status = refusal && statusOf[refusal.code];
  if (!refusal || !status) throw error;
  const {code, text, facts} = refusal.extensions;
  return {status, body: {code, text, facts}};
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
