import type {IncomingMessage, ServerResponse} from 'node:http';
import {EnvelopeRefused, type Caller, type EnvelopeVerifier} from '../identity.js';
import {maskError} from '../masking.js';
import {refusalOf} from '../refusal.js';
import type {Service} from '../service.js';
import type {GraphEndpoint} from './graph.js';
import type {Readiness} from './readiness.js';
import {BodyRefused, envelopeOf, sendError, sendJson} from './wire.js';

export interface Parts {
  service: Service;
  verifier: EnvelopeVerifier;
  graph: GraphEndpoint;
  ready: Readiness;
}

const statusOfRefusal: Record<string, number> = {NOT_SIGNED_IN: 401, NOT_PERMITTED: 403, NOT_FOUND: 404};

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
  const caller = verifyFrame(req, verifier);
  if (!route) return sendError(res, 404, 'NOT_FOUND', 'There is nothing here.');
  await route.handle(req, res, caller);
}

/** A streamed request is bound by its frame: its content has not arrived yet. */
function verifyFrame(req: IncomingMessage, verifier: EnvelopeVerifier): Caller {
  const {method = 'GET', url = '/', headers} = req;
  const length = numberOf(headers['content-length']);
  const offset = numberOf(headers['upload-offset']);
  return verifier.verify(envelopeOf(req), {request: {method, path: url, length, offset}});
}

function numberOf(header: string | string[] | undefined): number | undefined {
  return typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
}

function pathOf(req: IncomingMessage): string {
  return (req.url ?? '/').split('?', 1)[0];
}
