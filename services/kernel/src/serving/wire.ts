import type {IncomingMessage, ServerResponse} from 'node:http';
import {ENVELOPE_HEADER} from '../identity.js';

export function envelopeOf(req: IncomingMessage): string | undefined {
  const header = req.headers[ENVELOPE_HEADER];
  return typeof header === 'string' ? header : undefined;
}

/** A body that is not read to its end, or means nothing. */
export class BodyRefused extends Error {
  constructor(
    readonly status: 400 | 405 | 408 | 413 | 415,
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'BodyRefused';
  }
}

export const MAX_BODY = 1_048_576;
const BODY_MS = 10_000;

/** The whole body, up to the limit and within the time. */
export function readBody(req: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(
      () => end(new BodyRefused(408, 'BODY_TOO_SLOW', 'The body did not arrive in time.')),
      BODY_MS,
    );
    const end = (refused?: BodyRefused) => {
      clearTimeout(timer);
      req.off('data', onData);
      if (refused) reject(refused);
      else resolve(Buffer.concat(chunks, size));
    };
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_BODY) end(new BodyRefused(413, 'BODY_TOO_LARGE', `A body has at most ${MAX_BODY} bytes.`));
      else chunks.push(chunk);
    };
    const cut = () => end(new BodyRefused(400, 'BODY_CUT', 'The body ended early.'));
    req.on('data', onData);
    req.once('end', () => end());
    req.once('error', cut);
    req.once('aborted', cut);
  });
}

/** JSON in UTF-8, and an object: neither an array of operations nor a bare value. */
export function parseBody(body: Buffer): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', {fatal: true}).decode(body));
  } catch {
    throw new BodyRefused(400, 'BODY_NOT_JSON', 'The body is not JSON in UTF-8.');
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new BodyRefused(400, 'BODY_NOT_JSON', 'The body is one JSON object.');
  }
  return value as Record<string, unknown>;
}

export function sendJson(res: ServerResponse, status: number, body: unknown): void {
  send(res, status, {'content-type': 'application/json; charset=utf-8'}, JSON.stringify(body));
}

export function sendError(res: ServerResponse, status: number, code: string, message: string): void {
  // what is left of a refused body is not worth reading
  if (status === 413 || status === 408) res.setHeader('connection', 'close');
  sendJson(res, status, {errors: [{message, extensions: {code}}]});
}

export function send(res: ServerResponse, status: number, headers: Record<string, string>, body: string): void {
  res.writeHead(status, {...headers, 'content-length': String(Buffer.byteLength(body)), 'cache-control': 'no-store'});
  res.end(body);
}
