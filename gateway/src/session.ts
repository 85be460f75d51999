import type {IncomingMessage, ServerResponse} from 'node:http';
import type {Logger} from '@concours/kernel/log';
import {cookiesGone, cookiesOf, credentialsOf, refreshTokenOf} from './credentials.js';
import type {Identity} from './identity.js';
import type {OrganisationsClient, SessionQuestion} from './organisations-client.js';
import {bodyInvalid, methodRefused, originRefused, sessionInvalid, subgraphUnavailable} from './refusals.js';
import {readJson, sendJson, sendRefusal, type Origins} from './request.js';
import {SubgraphFailure, type SubgraphAnswer} from './subgraph-client.js';

export interface SessionSettings {
  organisations: OrganisationsClient;
  identity: Identity;
  origins: Origins;
  addressOf: (request: IncomingMessage) => string;
  secure: boolean;
  log: Logger;
}

/** argon2 takes its time on purpose, and a crowd signs in when a vote opens. */
const signInTimeoutMs = 10_000;

/**
 * The cookies of the dashboard: `POST /session {name, password}` begins, and `{challenge, code}` after it where a second
 * factor is asked for; `PUT /session` renews, `DELETE /session` ends.
 * Cookies that are already there play no part in signing in, so stale ones can't lock anybody out, and planted ones are
 * replaced. No answer holds a token: scripts never see one.
 */
export function sessionRoute({organisations, identity, origins, addressOf, secure, log}: SessionSettings) {
  const ask = (path: SessionQuestion, question: object, requestId: string): Promise<SubgraphAnswer> =>
    organisations.ask(path, question, requestId, signInTimeoutMs).catch((error: Error) => {
      if (!(error instanceof SubgraphFailure)) throw error;
      log.warn({requestId, reason: error.message}, 'session: organisations did not answer');
      throw subgraphUnavailable({service: 'organisations'});
    });

  const begun = (response: ServerResponse, {status, body}: SubgraphAnswer, requestId: string): void => {
    const cookies = status === 200 ? cookiesOf(body, {secure}) : undefined;
    if (!cookies) {
      log.error({requestId, status}, 'session: organisations answered unexpectedly');
      throw subgraphUnavailable({service: 'organisations'});
    }
    const {viewer, tokenExpiresAt, expiresAt} = body;
    sendJson(response, 200, {viewer, tokenExpiresAt, expiresAt}, {'set-cookie': cookies});
  };

  const signIn = async (request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> => {
    const from = {address: addressOf(request), userAgent: request.headers['user-agent']};
    const answer = await ask('sign-in', {...stepOf(await readJson(request)), ...from}, requestId);
    // organisations' own words: which step comes next, or how long to wait
    const {code, text, facts} = answer.body;
    if (answer.status === 401 || answer.status === 429) return sendJson(response, answer.status, {code, text, facts});
    begun(response, answer, requestId);
  };

  const renew = async (request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> => {
    const refreshToken = refreshTokenOf(request);
    const answer = refreshToken === undefined ? undefined : await ask('refresh', {refreshToken}, requestId);
    // what can't be renewed is taken away: the page's next request comes as the public
    if (!answer || answer.status === 401)
      return sendRefusal(response, sessionInvalid(), {'set-cookie': cookiesGone({secure})});
    begun(response, answer, requestId);
  };

  const signOut = async (request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> => {
    const credentials = credentialsOf(request);
    const refreshToken = refreshTokenOf(request);
    if (credentials.token !== undefined || refreshToken !== undefined)
      await ask('sign-out', {token: credentials.token, refreshToken}, requestId);
    identity.forget(credentials);
    sendJson(response, 200, {}, {'set-cookie': cookiesGone({secure})});
  };

  return async (request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> => {
    if (!origins.permits(request)) throw originRefused();
    if (request.method === 'POST') return signIn(request, response, requestId);
    if (request.method === 'PUT') return renew(request, response, requestId);
    if (request.method === 'DELETE') return signOut(request, response, requestId);
    throw methodRefused({allowed: 'POST, PUT, DELETE'});
  };
}

/** The first step of signing in, or the second. */
function stepOf({name, password, challenge, code}: Record<string, unknown>): object {
  if (typeof challenge === 'string' && typeof code === 'string') return {challenge, code};
  if (typeof name === 'string' && typeof password === 'string') return {name, password};
  throw bodyInvalid({problem: 'name and password are texts, or challenge and code'});
}
