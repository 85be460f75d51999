import {randomUUID} from 'node:crypto';
import type {IncomingMessage, ServerResponse} from 'node:http';
import type {Refusal} from '@concours/kernel/refusal';
import {limits} from './limits.js';
import {batchingRefused, bodyInvalid, bodyTooLarge, bodyTypeRefused} from './refusals.js';

/** A caller may bring its own id, so that its logs and ours meet; anything odd is replaced, never repeated. */
export function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[\w.-]{8,64}$/.test(given) ? given : randomUUID();
}

export const pathOf = (request: IncomingMessage): string => (request.url ?? '/').split('?', 1)[0] ?? '/';

/**
 * Where a request comes from. Behind proxies of ours that is what the outermost of them noted: each appends whom it saw to
 * X-Forwarded-For, so what stands further left was written by the client and is not believed.
 */
export function addressReader(trustedProxies: number): (request: IncomingMessage) => string {
  return (request) => {
    const seen = request.socket.remoteAddress ?? '';
    if (trustedProxies === 0) return seen;
    const noted = [request.headers['x-forwarded-for'] ?? []]
      .flat()
      .join(',')
      .split(',')
      .map((each) => each.trim());
    return noted.at(-trustedProxies) || seen;
  };
}

/** The sites whose pages may speak with our cookie: our own, and those that the settings name. */
export class Origins {
  private readonly allowed: Set<string>;

  constructor(publicUrl: string | undefined, allowed: readonly string[] = []) {
    this.allowed = new Set(allowed);
    if (publicUrl) this.allowed.add(new URL(publicUrl).origin);
  }

  /** True without an Origin: only browsers send it, and they always do where another site could be at work. */
  permits(request: IncomingMessage): boolean {
    const origin = request.headers.origin;
    if (origin === undefined) return request.headers['sec-fetch-site'] !== 'cross-site';
    if (this.allowed.has(origin)) return true;
    return URL.canParse(origin) && new URL(origin).host === request.headers.host;
  }
}

const bodyDeadlineMs = 10_000;

/** A JSON object from the body, in UTF-8, within the limits; everything else is a refusal. */
export async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  if (!takesJson(request)) throw bodyTypeRefused();
  const bytes = await readBytes(request);
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder('utf-8', {fatal: true}).decode(bytes));
  } catch {
    throw bodyInvalid({problem: 'not JSON in UTF-8'});
  }
  if (Array.isArray(body)) throw batchingRefused();
  if (typeof body !== 'object' || body === null) throw bodyInvalid({problem: 'not an object'});
  return body as Record<string, unknown>;
}

/** The fields of a form that another site's page sends, for what may come from there. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  return new URLSearchParams((await readBytes(request)).toString('utf8'));
}

export const isForm = ({headers}: IncomingMessage): boolean =>
  /^application\/x-www-form-urlencoded(;|$)/i.test(headers['content-type'] ?? '');

function takesJson(request: IncomingMessage): boolean {
  const [type, ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
  const charset = parameters.map((part) => part.trim()).find((part) => part.startsWith('charset='));
  const encoding = request.headers['content-encoding'] ?? 'identity';
  return (
    type?.trim() === 'application/json' && (!charset || /^charset="?utf-?8"?$/.test(charset)) && encoding === 'identity'
  );
}

function readBytes(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(() => fail(bodyInvalid({problem: 'it did not arrive in time'})), bodyDeadlineMs);
    const fail = (refusal: Refusal): void => {
      clearTimeout(timer);
      chunks.length = 0;
      request.removeAllListeners('data').resume();
      reject(refusal);
    };
    if (Number(request.headers['content-length'] ?? 0) > limits.bodyBytes)
      return fail(bodyTooLarge({limit: limits.bodyBytes}));
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limits.bodyBytes) fail(bodyTooLarge({limit: limits.bodyBytes}));
      else chunks.push(chunk);
    });
    request.on('end', () => {
      clearTimeout(timer);
      resolve(Buffer.concat(chunks));
    });
    request.on('error', () => fail(bodyInvalid({problem: 'it was cut off'})));
    request.on('aborted', () => fail(bodyInvalid({problem: 'it was cut off'})));
  });
}

const statuses: Record<string, number> = {
  BODY_TOO_LARGE: 413,
  METHOD_REFUSED: 405,
  ORIGIN_REFUSED: 403,
  SESSION_INVALID: 401,
  PAIRING_THROTTLED: 429,
  NOT_FOUND: 404,
  SUBGRAPH_UNAVAILABLE: 503,
  OIDC_PROVIDER_DOWN: 503,
  OIDC_ABSENT: 404,
  VOTER_TOKEN_INVALID: 401,
  INTERNAL: 500,
};

export const statusOf = (code: string): number => statuses[code] ?? 400;

export function sendJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string | string[]> = {},
): void {
  // Whatever of the request was not read must not be taken for the next one.
  const close = response.req.complete ? {} : {connection: 'close'};
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    ...close,
    ...headers,
  });
  response.end(JSON.stringify(body));
}

/** Outside the graph: the code and both texts. In the graph the same sits in `errors[].extensions`. */
export function sendRefusal(
  response: ServerResponse,
  refusal: Refusal,
  headers: Record<string, string | string[]> = {},
): void {
  const {code, text, facts} = refusal.extensions;
  sendJson(response, statusOf(code), {code, text, facts}, headers);
}
