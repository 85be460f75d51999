import type {IncomingMessage, ServerResponse} from 'node:http';
import {refusalOf} from '@concours/kernel/refusal';
import type {Organisations} from './ask-organisations.js';
import {cookie, cookieOf, cookiesOf, credentialsOf} from './credentials.js';
import {methodRefused, originRefused, sessionInvalid, subgraphUnavailable} from './refusals.js';
import {pathOf, readJson, sendJson, type Origins} from './request.js';

export interface OidcSettings {
  ask: Organisations;
  origins: Origins;
  addressOf: (request: IncomingMessage) => string;
  publicUrl?: string;
  secure: boolean;
}

const start = '/session/oidc';
const callback = '/session/oidc/callback';
/** Binds the answer of the provider to the browser that asked. */
const browserCookie = 'concours_oidc';
/** Where somebody learns why it did not work, and what to do. */
const refusedPage = '/sign-in/provider';

/**
 * `POST /session/oidc {to, link}` says where to send the browser; the provider sends it back to `/session/oidc/callback`,
 * from where it goes on to a page of ours, signed in or told why not. Neither page nor address ever holds a token.
 */
export function oidcRoute({ask, origins, addressOf, publicUrl, secure}: OidcSettings) {
  // Lax, and only here: the browser comes back from another site
  const browserOf = (value: string, until: Date): string =>
    cookie(browserCookie, value, start, until, secure).replace('SameSite=Strict', 'SameSite=Lax');
  const gone = (): string => browserOf('', new Date(0));

  const begin = async (request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> => {
    if (!origins.permits(request)) throw originRefused();
    const {to, link} = await readJson(request);
    const base = publicUrl ?? `${secure ? 'https' : 'http'}://${request.headers.host ?? 'localhost'}`;
    const redirectUri = new URL(callback, base).href;
    const question = {redirectUri, returnTo: to, link: link === true, token: credentialsOf(request).token};
    const {status, body} = await ask('oidc/start', question, requestId, [200, 401]);
    if (status === 401) throw sessionInvalid();
    const {url, browser, expiresAt} = body as {url: string; browser: string; expiresAt: string};
    sendJson(response, 200, {url}, {'set-cookie': browserOf(browser, new Date(expiresAt))});
  };

  const finish = async (request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> => {
    const query = (request.url ?? '').split('?').slice(1).join('?').slice(0, 4_000);
    const browser = cookieOf(request.headers.cookie, browserCookie) ?? '';
    const from = {address: addressOf(request), userAgent: request.headers['user-agent']};
    const {body} = await ask('oidc/finish', {query, browser, ...from}, requestId, [200]);
    const {returnTo, session} = body as {returnTo: string; session: Record<string, unknown> | null};
    const cookies = session === null ? [] : cookiesOf(session, {secure});
    if (!cookies) throw subgraphUnavailable({service: 'organisations'});
    goTo(response, returnTo, [gone(), ...cookies]);
  };

  return async (request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> => {
    if (pathOf(request) === start) {
      if (request.method !== 'POST') throw methodRefused({allowed: 'POST'});
      return begin(request, response, requestId);
    }
    if (request.method !== 'GET') throw methodRefused({allowed: 'GET'});
    try {
      await finish(request, response, requestId);
    } catch (error) {
      const code = refusalOf(error)?.code;
      if (code === undefined) throw error;
      goTo(response, `${refusedPage}?reason=${encodeURIComponent(code)}`, [gone()]);
    }
  };
}

/** The address it comes from holds a code: it is neither kept nor told to the next page. */
function goTo(response: ServerResponse, location: string, cookies: string[]): void {
  response.writeHead(303, {
    location,
    'set-cookie': cookies,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  });
  response.end();
}
