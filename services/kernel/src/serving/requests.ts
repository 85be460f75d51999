import type {IncomingMessage, ServerResponse} from 'node:http';
import {asAct} from '../audit/guard.js';
import {EnvelopeRefused, type EnvelopeVerifier} from '../identity.js';
import {maskError} from '../masking.js';
import {readOnly, refusalOf} from '../refusal.js';
import type {Service} from '../service.js';
import type {GraphEndpoint} from './graph.js';
import type {Readiness} from './readiness.js';
import {BodyRefused, envelopeOf, readBody, sendError, sendJson} from './wire.js';

export interface Parts {
  service: Service;
  verifier: EnvelopeVerifier;
  graph: GraphEndpoint;
  ready: Readiness;
}

const statusOfRefusal: Record<string, number> = {
  NOT_SIGNED_IN: 401,
  NOT_PERMITTED: 403,
  READ_ONLY: 403,
  NOT_FOUND: 404,
};

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Sends a request where it belongs; whatever goes wrong becomes an answer. */
export async function dispatch(req: IncomingMessage, res: ServerResponse, parts: Parts): Promise<void> {
  const {log} = parts.service;
  try {
    await answer(req, res, parts);
  } catch (error) {
    if (res.headersSent) return void res.destroy();
    if (error instanceof EnvelopeRefused) {
      log.warn({reason: error.reason, path: pathOf(req)}, 'a request without a valid envelope');
      return sendError(res, 401, 'ENVELOPE_REFUSED', 'This service is reached through the gateway.');
    }
    if (error instanceof BodyRefused) return sendError(res, error.status, error.code, error.message);
    const refusal = refusalOf(error);
    const status = refusal ? (statusOfRefusal[refusal.code] ?? 400) : 500;
    sendJson(res, status, {errors: [maskError(error, log)]});
  }
}

async function answer(
  req: IncomingMessage,
  res: ServerResponse,
  {service, verifier, graph, ready}: Parts,
): Promise<void> {
  const path = pathOf(req);
  if (path === '/healthz') return sendJson(res, 200, {status: 'up'});
  if (path === '/readyz') {
    const isReady = await ready.check();
    return sendJson(res, isReady ? 200 : 503, {status: isReady ? 'ready' : 'not ready'});
  }
  if (path === '/graphql') return graph.answer(req, res);
  const route = service.routes?.find(({prefix}) => path === prefix || path.startsWith(`${prefix}/`));
  const envelope = envelopeOf(req);
  if (!envelope) throw new EnvelopeRefused('missing');
  const body = route?.wholeBody ? await readBody(req) : undefined;
  const caller = verifier.verify(envelope, {request: frameOf(req), body});
  if (!route) return sendError(res, 404, 'NOT_FOUND', 'There is nothing here.');
  const changes = !reading.has(req.method ?? 'GET');
  if (caller.readOnly && changes) throw readOnly();
  await asAct({requestId: caller.requestId, changes}, () => route.handle(req, res, caller, body ?? Buffer.alloc(0)));
}

/** What a streamed request can be bound by: its content has not arrived yet. */
function frameOf({method = 'GET', url: path = '/', headers}: IncomingMessage) {
  return {method, path, length: numberOf(headers['content-length']), offset: numberOf(headers['upload-offset'])};
}

function numberOf(header: string | string[] | undefined): number | undefined {
  return typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
}

function pathOf(req: IncomingMessage): string {
  return (req.url ?? '/').split('?', 1)[0];
}
