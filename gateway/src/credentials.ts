import type {IncomingMessage} from 'node:http';

/** What a request shows to say who is asking. `kind` tells browsers' cookies from a token that a program holds. */
export interface Credentials {
  token?: string;
  kind?: 'session' | 'bearer' | 'display' | 'voter';
  /** Signed by a partner application for one of its own users. */
  voterToken?: string;
  /** A session whose token was good a moment ago: the gateway's own word, never a client's. */
  session?: string;
}

export const sessionCookie = 'concours_session';
/** Goes to /session alone, so that no other request carries what renews. */
const refreshCookie = 'concours_refresh';
const refreshPath = '/session';
/** Whose votes these are, where a page says that it is the one for voting: nobody's sign-in to the dashboard is touched by it. */
const voterCookie = 'concours_voter';
/** What a screen is known by. It goes everywhere, but counts only where a wall says that it is one. */
export const displayCookie = 'concours_display';

const longest = 4_096;

export function credentialsOf({headers}: IncomingMessage): Credentials {
  const voterToken = bounded(headers['x-concours-voter']);
  const bearer = bearerOf(headers.authorization);
  if (bearer !== undefined) return {token: bearer, kind: 'bearer', voterToken};
  const display = headers['x-concours-wall'] === undefined ? undefined : displayOf(headers.cookie);
  if (display) return {...display, voterToken};
  const voter = headers['x-concours-voting'] === undefined ? undefined : cookieOf(headers.cookie, voterCookie);
  if (voter !== undefined) return {token: voter, kind: 'voter', voterToken};
  const cookie = cookieOf(headers.cookie, sessionCookie);
  return cookie === undefined ? {voterToken} : {token: cookie, kind: 'session', voterToken};
}

/**
 * The same from `connection_init`, for programs; what a socket says itself comes before its cookies. A wall says
 * `{wall: true}`, since nothing else tells its socket from one of the dashboard in the same browser.
 */
export function credentialsOfInit(
  parameters: Readonly<Record<string, unknown>> | undefined,
  {headers}: IncomingMessage,
): Credentials | undefined {
  const lowered = new Map(Object.entries(parameters ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  const token = bearerOf(lowered.get('authorization')) ?? bounded(lowered.get('token'));
  const voterToken = bounded(lowered.get('x-concours-voter'));
  if (token === undefined && voterToken === undefined)
    return lowered.get('wall') === true ? displayOf(headers.cookie) : undefined;
  return {...(token !== undefined && {token, kind: 'bearer' as const}), voterToken};
}

/** A screen's own; a wall in a browser that isn't paired is seen by whoever has signed in there. */
function displayOf(cookies: string | undefined): Credentials | undefined {
  const token = cookieOf(cookies, displayCookie);
  return token === undefined ? undefined : {token, kind: 'display'};
}

export function refreshTokenOf({headers}: IncomingMessage): string | undefined {
  return cookieOf(headers.cookie, refreshCookie);
}

export function voterOf({headers}: IncomingMessage): string | undefined {
  return cookieOf(headers.cookie, voterCookie);
}

export const isEmpty = ({token, voterToken, session}: Credentials): boolean =>
  token === undefined && voterToken === undefined && session === undefined;

/** Another scheme, or nothing after it, is a token that nobody issued: it must end as a refusal, not as "anonymous". */
function bearerOf(header: unknown): string | undefined {
  if (typeof header !== 'string' || header === '') return undefined;
  const token = /^Bearer +(\S+)$/i.exec(header)?.[1] ?? '';
  return bounded(token) ?? '';
}

export function cookieOf(header: string | undefined, wanted: string): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const [name, ...value] = part.split('=');
    if (name?.trim() === wanted) return bounded(value.join('=').trim());
  }
  return undefined;
}

function bounded(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= longest ? value : undefined;
}

/**
 * What organisations answers to whoever has signed in, as cookies; undefined if it isn't that. Both last as long as the
 * session: a token that ran out is to be told from none, since it can be renewed.
 */
export function cookiesOf(answer: Record<string, unknown>, options: {secure: boolean}): string[] | undefined {
  const {token, refreshToken, expiresAt} = answer;
  if (typeof token !== 'string' || typeof refreshToken !== 'string' || typeof expiresAt !== 'string') return undefined;
  const until = new Date(expiresAt);
  return [
    cookie(sessionCookie, token, '/', until, options.secure),
    cookie(refreshCookie, refreshToken, refreshPath, until, options.secure),
  ];
}

export function cookieGone({secure}: {secure: boolean}): string {
  return cookie(sessionCookie, '', '/', new Date(0), secure);
}

export function voterCookieFor({token, expiresAt}: Record<string, unknown>, secure: boolean): string | undefined {
  if (typeof token !== 'string' || typeof expiresAt !== 'string') return undefined;
  return cookie(voterCookie, token, '/', new Date(expiresAt), secure);
}

export function voterCookieGone({secure}: {secure: boolean}): string {
  return cookie(voterCookie, '', '/', new Date(0), secure);
}

export function cookiesGone(options: {secure: boolean}): string[] {
  return [cookieGone(options), cookie(refreshCookie, '', refreshPath, new Date(0), options.secure)];
}

export function cookie(name: string, value: string, path: string, until: Date, secure: boolean): string {
  const attributes = `Path=${path}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
  return `${name}=${value}; ${attributes}; Expires=${until.toUTCString()}`;
}
