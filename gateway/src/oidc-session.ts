import type {IncomingMessage, ServerResponse} from 'node:http';
import {refusalOf} from '@concours/kernel/refusal';
import type {Organisations} from './ask-organisations.js';
import {cookie, cookieOf, cookiesOf, credentialsOf, voterCookieFor} from './credentials.js';
import {methodRefused, originRefused, sessionInvalid, subgraphUnavailable} from './refusals.js';
import {pathOf, readJson, sendJson, type Origins} from './request.js';
import {votePageOf, withReason} from './voter-session.js';

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
/** Where somebody who came to vote learns it: there. */
const voteCookie = 'concours_oidc_vote';
/** Where somebody learns why it did not work, and what to do. */
const refusedPage = '/sign-in/provider';

const cameToVote = ({headers}: IncomingMessage): string | undefined => cookieOf(headers.cookie, voteCookie);

type Begun = Record<string, unknown> | null;

/**
 * `POST /session/oidc {to, link, voting}` says where to send the browser; the provider sends it back to `/session/oidc/callback`,
 * from where it goes on to a page of ours: signed in, or let in to vote without an account, or told why not. Neither page nor
 * address ever holds a token.
 */
export function oidcRoute({ask, origins, addressOf, publicUrl, secure}: OidcSettings) {
  // Lax, and only here: the browser comes back from another site
  const browserOf = (value: string, until: Date, name = browserCookie): string =>
    cookie(name, value, start, until, secure).replace('SameSite=Strict', 'SameSite=Lax');
  const gone = (request: IncomingMessage): string[] =>
    [browserCookie, ...(cameToVote(request) === undefined ? [] : [voteCookie])].map((name) =>
      browserOf('', new Date(0), name),
    );

  const begin = async (request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> => {
    if (!origins.permits(request)) throw originRefused();
    const {to, link, voting} = await readJson(request);
    const back = voting === true ? votePageOf(to) : undefined;
    const base = publicUrl ?? `${secure ? 'https' : 'http'}://${request.headers.host ?? 'localhost'}`;
    const redirectUri = new URL(callback, base).href;
    const question = {
      ...{redirectUri, returnTo: back ?? to, voting: back !== undefined},
      ...{link: link === true, token: credentialsOf(request).token},
    };
    const {status, body} = await ask('oidc/start', question, requestId, [200, 401]);
    if (status === 401) throw sessionInvalid();
    const {url, browser, expiresAt} = body as {url: string; browser: string; expiresAt: string};
    const until = new Date(expiresAt);
    const cookies = [browserOf(browser, until)];
    if (back !== undefined) cookies.push(browserOf(back, until, voteCookie));
    else if (cameToVote(request) !== undefined) cookies.push(browserOf('', new Date(0), voteCookie));
    sendJson(response, 200, {url}, {'set-cookie': cookies});
  };

  const finish = async (request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> => {
    const query = (request.url ?? '').split('?').slice(1).join('?').slice(0, 4_000);
    const browser = cookieOf(request.headers.cookie, browserCookie) ?? '';
    const from = {address: addressOf(request), userAgent: request.headers['user-agent']};
    const {body} = await ask('oidc/finish', {query, browser, ...from}, requestId, [200]);
    const {returnTo, session, voter} = body as {returnTo: string} & Record<'session' | 'voter', Begun>;
    const cookies = session ? cookiesOf(session, {secure}) : [];
    const voting = voter ? voterCookieFor(voter, secure) : [];
    if (cookies === undefined || voting === undefined) throw subgraphUnavailable({service: 'organisations'});
    goTo(response, returnTo, [...gone(request), ...cookies, ...[voting].flat()]);
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
      const back = cameToVote(request);
      const page = back === undefined ? refusedPage : votePageOf(back);
      goTo(response, withReason(page, code), gone(request));
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
