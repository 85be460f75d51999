import type {IncomingMessage, ServerResponse} from 'node:http';
import type {Logger} from '@concours/kernel/log';
import {cookieFor, cookieGone, credentialsOf} from './credentials.js';
import type {Identity} from './identity.js';
import type {OrganisationsClient} from './organisations-client.js';
import {
  bodyInvalid,
  methodRefused,
  originRefused,
  signInRefused,
  signInThrottled,
  subgraphUnavailable,
} from './refusals.js';
import {readJson, sendJson, type Origins} from './request.js';
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
 * `POST /session {name, password}` and `DELETE /session`: the cookie of the dashboard. A cookie that is already there
 * plays no part in signing in, so a stale one can't lock anybody out, and a planted one is replaced.
 */
export function sessionRoute({organisations, identity, origins, addressOf, secure, log}: SessionSettings) {
  const ask = (path: 'sign-in' | 'sign-out', question: object, requestId: string): Promise<SubgraphAnswer> =>
    organisations.ask(path, question, requestId, signInTimeoutMs).catch((error: Error) => {
      if (!(error instanceof SubgraphFailure)) throw error;
      log.warn({requestId, reason: error.message}, 'session: organisations did not answer');
      throw subgraphUnavailable({service: 'organisations'});
    });

  const signIn = async (request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> => {
    const {name, password} = await readJson(request);
    if (typeof name !== 'string' || typeof password !== 'string')
      throw bodyInvalid({problem: 'name and password are texts'});
    const {status, body} = await ask('sign-in', {name, password, address: addressOf(request)}, requestId);
    if (status === 429) throw signInThrottled();
    if (status === 401) throw signInRefused();
    const {token, expiresAt, viewer} = body;
    if (status !== 200 || typeof token !== 'string') {
      log.error({requestId, status}, 'session: sign-in was answered unexpectedly');
      throw subgraphUnavailable({service: 'organisations'});
    }
    const expires = typeof expiresAt === 'string' ? new Date(expiresAt) : undefined;
    sendJson(response, 200, {viewer, expiresAt}, {'set-cookie': cookieFor(token, {secure, expiresAt: expires})});
  };

  const signOut = async (request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> => {
    const credentials = credentialsOf(request);
    if (credentials.token) await ask('sign-out', {token: credentials.token, kind: credentials.kind}, requestId);
    identity.forget(credentials);
    sendJson(response, 200, {}, {'set-cookie': cookieGone({secure})});
  };

  return async (request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> => {
    if (!origins.permits(request)) throw originRefused();
    if (request.method === 'POST') return signIn(request, response, requestId);
    if (request.method === 'DELETE') return signOut(request, response, requestId);
    throw methodRefused({allowed: 'POST, DELETE'});
  };
}
