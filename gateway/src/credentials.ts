import type {IncomingMessage} from 'node:http';

/** What a request shows to say who is asking. `kind` tells a browser's cookie from a token that a program holds. */
export interface Credentials {
  token?: string;
  kind?: 'session' | 'bearer';
  /** Signed by a partner application for one of its own users. */
  voterToken?: string;
}

export const sessionCookie = 'concours_session';

const longest = 4_096;

export function credentialsOf({headers}: IncomingMessage): Credentials {
  const voterToken = bounded(headers['x-concours-voter']);
  const bearer = bearerOf(headers.authorization);
  if (bearer !== undefined) return {token: bearer, kind: 'bearer', voterToken};
  const cookie = cookieOf(headers.cookie);
  return cookie === undefined ? {voterToken} : {token: cookie, kind: 'session', voterToken};
}

/** The same from `connection_init`, for programs; what a socket says itself comes before its cookie. */
export function credentialsOfInit(parameters: Readonly<Record<string, unknown>> | undefined): Credentials | undefined {
  const lowered = new Map(Object.entries(parameters ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  const token = bearerOf(lowered.get('authorization')) ?? bounded(lowered.get('token'));
  const voterToken = bounded(lowered.get('x-concours-voter'));
  if (token === undefined && voterToken === undefined) return undefined;
  return {...(token !== undefined && {token, kind: 'bearer' as const}), voterToken};
}

export const isEmpty = ({token, voterToken}: Credentials): boolean => token === undefined && voterToken === undefined;

/** Another scheme, or nothing after it, is a token that nobody issued: it must end as a refusal, not as "anonymous". */
function bearerOf(header: unknown): string | undefined {
  if (typeof header !== 'string' || header === '') return undefined;
  const token = /^Bearer +(\S+)$/i.exec(header)?.[1] ?? '';
  return bounded(token) ?? '';
}

function cookieOf(header: string | undefined): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const [name, ...value] = part.split('=');
    if (name?.trim() === sessionCookie) return bounded(value.join('=').trim());
  }
  return undefined;
}

function bounded(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= longest ? value : undefined;
}

export function cookieFor(token: string, options: {secure: boolean; expiresAt?: Date}): string {
  const expires = options.expiresAt ? `; Expires=${options.expiresAt.toUTCString()}` : '';
  return `${sessionCookie}=${token}; Path=/; HttpOnly; SameSite=Strict${options.secure ? '; Secure' : ''}${expires}`;
}

export function cookieGone(options: {secure: boolean}): string {
  return cookieFor('', {...options, expiresAt: new Date(0)});
}
