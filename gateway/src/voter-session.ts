import type {IncomingMessage, ServerResponse} from 'node:http';
import {notFound, refusalOf} from '@concours/kernel/refusal';
import type {Organisations} from './ask-organisations.js';
import {voterCookieFor, voterCookieGone, voterOf} from './credentials.js';
import {newDeviceCookie} from './device.js';
import type {Identity} from './identity.js';
import {bodyInvalid, methodRefused, originRefused, subgraphUnavailable} from './refusals.js';
import {isForm, readForm, readJson, sendJson, type Origins} from './request.js';

export interface VoterSettings {
  ask: Organisations;
  identity: Identity;
  origins: Origins;
  secure: boolean;
}

/** Where one votes; nowhere else is anybody sent from here. */
const votePage = /^\/vote\/[\w-]{1,80}\/[\w-]{1,80}$/;
const start = '/vote';

/** Where to go: a page for voting of ours, or where it is said what is wrong. */
export const votePageOf = (wanted: unknown): string =>
  typeof wanted === 'string' && votePage.test(wanted) ? wanted : start;

export const withReason = (page: string, code: string): string => `${page}?reason=${encodeURIComponent(code)}`;

/**
 * `/session/voter`, for whoever votes without an account. A partner's app sends its voter here with a form,
 * `POST token=…&to=/vote/<campaign>/<round>`: the token is in no address, so in no log and no history. The page itself asks
 * with JSON: `GET` before anything else (the browser gets its number), `POST {demo: true}`, `DELETE`.
 */
export function voterRoute({ask, identity, origins, secure}: VoterSettings) {
  const begun = (session: object): string => {
    const cookie = voterCookieFor({...session}, secure);
    if (!cookie) throw subgraphUnavailable({service: 'organisations'});
    return cookie;
  };

  const handedOver = async (request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> => {
    const form = await readForm(request);
    const to = votePageOf(form.get('to'));
    try {
      const {body} = await ask('voter/exchange', {token: form.get('token')}, requestId, [200]);
      goTo(response, to, begun(body));
    } catch (error) {
      const code = refusalOf(error)?.code;
      if (code === undefined) throw error;
      goTo(response, withReason(to, code));
    }
  };

  const begin = async (request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> => {
    const {demo} = await readJson(request);
    if (demo !== true) throw bodyInvalid({problem: '"demo" is true'});
    const {status, body} = await ask('voter/demo', {}, requestId, [200, 404]);
    if (status === 404) throw notFound();
    const {expiresAt} = body as {expiresAt: string};
    sendJson(response, 200, {expiresAt}, {'set-cookie': begun(body)});
  };

  const end = async (request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> => {
    const token = voterOf(request);
    if (token !== undefined) await ask('voter/end', {token}, requestId, [200]);
    identity.forget({token, kind: 'voter'});
    sendJson(response, 200, {}, {'set-cookie': voterCookieGone({secure})});
  };

  return async (request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> => {
    // the app's page is another site by its nature; what it sends is worth what its signature is
    if (request.method === 'POST' && isForm(request)) return handedOver(request, response, requestId);
    if (!origins.permits(request)) throw originRefused();
    if (request.method === 'POST') return begin(request, response, requestId);
    if (request.method === 'DELETE') return end(request, response, requestId);
    if (request.method !== 'GET') throw methodRefused({allowed: 'GET, POST, DELETE'});
    const device = newDeviceCookie(request, {secure});
    sendJson(response, 200, {}, device === undefined ? {} : {'set-cookie': device});
  };
}

function goTo(response: ServerResponse, location: string, ...cookies: string[]): void {
  response.writeHead(303, {location, 'cache-control': 'no-store', ...(cookies.length > 0 && {'set-cookie': cookies})});
  response.end();
}
