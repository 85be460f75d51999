import http, {
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http';
import {anonymous, ENVELOPE_HEADER, signEnvelope, type Caller, type SigningKey} from '@concours/kernel/identity';
import type {Logger} from '@concours/kernel/log';
import {notFound, refusalOf} from '@concours/kernel/refusal';
import {credentialsOf} from './credentials.js';
import type {Identity} from './identity.js';
import {originRefused, subgraphUnavailable} from './refusals.js';
import {pathOf, sendRefusal, type Origins} from './request.js';

/** What is streamed, by the beginning of its path, and which service has it. */
const streams = [
  // a link to one file carries its own permission: the cookie of a session that has ended must not spoil it
  {prefix: '/files', service: 'submissions', anonymousLinks: true},
  {prefix: '/attachments', service: 'campaigns', anonymousLinks: true},
  {prefix: '/imports/rounds', service: 'scoring', anonymousLinks: false},
  {prefix: '/imports', service: 'organisations', anonymousLinks: false},
  {prefix: '/exports/campaigns', service: 'campaigns', anonymousLinks: false},
  {prefix: '/exports', service: 'organisations', anonymousLinks: false},
] as const;
type Stream = (typeof streams)[number];

export interface StreamSettings {
  /** Base addresses. */
  services: Record<Stream['service'], string>;
  agent: http.Agent;
  key: SigningKey;
  identity: Identity;
  origins: Origins;
  idleTimeoutMs: number;
  log: Logger;
}

/** What tus, ranges and caches need. Everything else, our own headers first of all, stays outside. */
const passedIn =
  /^(content-(type|length|range)|range|if-(range|match|none-match|modified-since|unmodified-since)|accept|accept-language|tus-[\w-]+|upload-[\w-]+)$/;
const keptBack = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'trailer',
  'proxy-authenticate',
  'set-cookie',
]);

/** Undefined for everything that is not streamed. */
export function streamOf(path: string): Stream | undefined {
  return streams.find(({prefix}) => path === prefix || path.startsWith(`${prefix}/`));
}

/**
 * Files, streamed through in both directions: nothing is gathered here, a slow side slows the other, and whoever
 * goes away takes the other side along. The envelope binds the frame (method, target, length, offset), since the content
 * has not arrived when it is made.
 */
export function streamRoute({services, agent, key, identity, origins, idleTimeoutMs, log}: StreamSettings) {
  const callerFor = async (request: IncomingMessage, requestId: string, {anonymousLinks}: Stream): Promise<Caller> => {
    const reading = request.method === 'GET' || request.method === 'HEAD';
    if (!reading && !origins.permits(request)) throw originRefused();
    try {
      return await identity.callerOf(credentialsOf(request), requestId);
    } catch (error) {
      if (reading && anonymousLinks && refusalOf(error)) return anonymous(requestId);
      throw error;
    }
  };

  return async (
    stream: Stream,
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
  ): Promise<void> => {
    const {method = 'GET', url: path = '/'} = request;
    const {service} = stream;
    const target = new URL(path, services[service]);
    // Dots and backslashes would make another place of it on the way: what is signed is what is asked for.
    if (target.pathname !== pathOf(request)) throw notFound();
    const caller = await callerFor(request, requestId, stream);
    const length = wholeNumber(request.headers['content-length']);
    const offset = wholeNumber(request.headers['upload-offset']);
    const headers: OutgoingHttpHeaders = {
      ...incoming(request.headers),
      [ENVELOPE_HEADER]: signEnvelope({caller, key, request: {method, path, length, offset}}),
      'x-request-id': requestId,
    };
    const upstream = http.request(target, {method, agent, headers});

    upstream.setTimeout(idleTimeoutMs, () => upstream.destroy(new Error(`idle for ${idleTimeoutMs} ms`)));
    upstream.on('error', (error) => {
      if (response.destroyed || response.writableEnded) return;
      log.warn({requestId, service, reason: error.message}, 'a file could not be streamed');
      if (response.headersSent) response.destroy();
      else sendRefusal(response, subgraphUnavailable({service}), {'x-request-id': requestId});
    });
    upstream.on('response', (answer) => {
      // An answer before the end of the upload is a refusal: what is still on its way belongs to nobody.
      const close = request.complete ? {} : {connection: 'close'};
      response.writeHead(answer.statusCode ?? 502, {...outgoing(answer.headers), ...close, 'x-request-id': requestId});
      answer.on('error', () => response.destroy());
      answer.pipe(response);
    });
    response.on('close', () => upstream.destroy());
    request.on('error', () => upstream.destroy());
    request.pipe(upstream);
  };
}

function incoming(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => passedIn.test(name)));
}

function outgoing(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  const passed = Object.fromEntries(Object.entries(headers).filter(([name]) => !keptBack.has(name)));
  return typeof passed.location === 'string' ? {...passed, location: publicLocation(passed.location)} : passed;
}

/** The service only knows its own address; the path is the same on both sides. */
function publicLocation(location: string): string {
  const {pathname, search} = new URL(location, 'http://localhost');
  return pathname + search;
}

function wholeNumber(header: string | string[] | undefined): number | undefined {
  return typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
}
