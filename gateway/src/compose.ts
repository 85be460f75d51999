import http, {type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {Agent} from 'undici';
import type {SigningKey} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import type {Logger} from '@concours/kernel/log';
import {notFound, refusalOf} from '@concours/kernel/refusal';
import {Admission} from './admission.js';
import {askOrganisations} from './ask-organisations.js';
import {SubgraphDataSource} from './data-source.js';
import {displayRoute} from './display-session.js';
import {streamOf, streamRoute} from './files.js';
import {graphRoute, graphServer} from './graph.js';
import {healthOf} from './health.js';
import {Identity} from './identity.js';
import {LiveHub} from './live/hub.js';
import type {OutletBounds} from './live/outlet.js';
import {serveLive} from './live/serve.js';
import {Upstreams} from './live/upstream.js';
import {oidcRoute} from './oidc-session.js';
import {OrganisationsClient} from './organisations-client.js';
import {queryPageRoute} from './query-page.js';
import {internal} from './refusals.js';
import {addressReader, Origins, pathOf, requestIdOf, sendRefusal} from './request.js';
import {secure} from './security-headers.js';
import {sessionRoute} from './session.js';
import {siteRoute} from './site.js';
import {FederatedGraph} from './supergraph.js';
import {voterRoute} from './voter-session.js';

export type SubgraphName = 'organisations' | 'campaigns' | 'submissions' | 'scoring';

export interface GatewaySettings {
  /** 0 for any free one. */
  port: number;
  host?: string;
  /** Base addresses; what the supergraph says about routing is not used. */
  subgraphs: Record<SubgraphName, string>;
  supergraphSdl: string;
  /** The first signs. */
  keys: SigningKey[];
  /** The built dashboard; without it there is only the interface. */
  siteFolder?: string;
  /** As people type it; its origin is ours, and https there brings HSTS. */
  publicUrl?: string;
  /** Introspection, the query page, and hints that name the schema. */
  development: boolean;
  cookieSecure: boolean;
  /** How many proxies of ours stand before it and append to X-Forwarded-For; 0 unless given. */
  trustedProxies?: number;
  allowedOrigins?: string[];
  subgraphTimeoutMs?: number;
  subgraphMutationTimeoutMs?: number;
  filesIdleTimeoutMs?: number;
  heartbeatMs?: number;
  sessionRecheckMs?: number;
  liveBounds?: OutletBounds;
}

export interface Gateway {
  url: string;
  port: number;
  ready(): Promise<boolean>;
  /** Nothing in flight is cut for five seconds; sockets are told to come again. */
  close(): Promise<void>;
}

/** The first of the keys, whatever it is at the moment: keys rotate while we run. */
const firstOf = (keys: readonly SigningKey[]): SigningKey => ({
  get id() {
    return keys[0].id;
  },
  get secret() {
    return keys[0].secret;
  },
});

const mostFromSubgraph = 20_000_000;
const drainMs = 5_000;

/** The only place that wires the gateway together. No subgraph needs to be up for it to start. */
export async function startGateway(settings: GatewaySettings, log: Logger): Promise<Gateway> {
  const {subgraphs, development, cookieSecure, publicUrl} = settings;
  if (settings.keys.length === 0) throw new Error('the gateway needs a signing key');
  const key = firstOf(settings.keys);
  const agent = new Agent({connections: 256, pipelining: 1, connect: {timeout: 2_000}});
  const sources = Object.fromEntries(
    Object.entries(subgraphs).map(([service, url]) => [
      service,
      new SubgraphDataSource({
        service,
        url,
        agent,
        key,
        timeoutMs: settings.subgraphTimeoutMs ?? 1_700,
        mutationTimeoutMs: settings.subgraphMutationTimeoutMs ?? 10_000,
        maxBytes: mostFromSubgraph,
      }),
    ]),
  );
  const graph = new FederatedGraph(settings.supergraphSdl, sources);
  const server = graphServer(graph, {development, log});
  await server.start();

  const organisations = new OrganisationsClient(subgraphs.organisations, agent, key);
  const identity = new Identity(organisations, log);
  const origins = new Origins(publicUrl, settings.allowedOrigins);
  const upstreams = new Upstreams(subgraphs, key, log);
  const masking = {development, log};
  const hub = new LiveHub({graph, upstreams, masking, bounds: settings.liveBounds});
  const health = healthOf(subgraphs, agent);
  const addressOf = addressReader(settings.trustedProxies ?? 0);
  const shared = {identity, origins, addressOf, secure: cookieSecure, log};
  const https = publicUrl?.startsWith('https:') ?? false;
  // Uploads last as long as they last: they have connections of their own, which hold up nobody's query.
  const fileAgent = new http.Agent({keepAlive: true, maxSockets: 512});

  const onGraph = graphRoute({server, ...shared});
  const onSession = sessionRoute({organisations, ...shared});
  const ask = askOrganisations(organisations, log);
  const onDisplay = displayRoute({ask, ...shared});
  const onOidc = oidcRoute({ask, publicUrl, ...shared});
  const onVoter = voterRoute({ask, ...shared});
  const onStream = streamRoute({
    services: subgraphs,
    agent: fileAgent,
    key,
    idleTimeoutMs: settings.filesIdleTimeoutMs ?? 60_000,
    ...shared,
  });
  const onQueryPage = development ? queryPageRoute() : undefined;
  const onSite = settings.siteFolder === undefined ? undefined : siteRoute(settings.siteFolder);

  const route = async (request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> => {
    const path = pathOf(request);
    if (path === '/graphql') return onGraph(request, response, requestId);
    if (path === '/session/display') return onDisplay(request, response, requestId);
    const stream = streamOf(path);
    if (stream) return onStream(stream, request, response, requestId);
    if (path === '/session/oidc' || path === '/session/oidc/callback') return onOidc(request, response, requestId);
    if (path === '/session/voter') return onVoter(request, response, requestId);
    if (path === '/session') return onSession(request, response, requestId);
    if (path === '/healthz') return health.healthz(response);
    if (path === '/readyz') return health.readyz(response);
    if (path === '/query' && onQueryPage) return onQueryPage(request, response);
    if (onSite) return onSite(request, response);
    throw notFound();
  };

  // No time limit for a whole request: an upload over a slow line is no attack. Bodies and heads have their own.
  const web = http.createServer(
    {requestTimeout: 0, headersTimeout: 15_000, keepAliveTimeout: 65_000},
    (request, response) => {
      const requestId = requestIdOf(request);
      response.setHeader('x-request-id', requestId);
      secure(response, {https});
      route(request, response, requestId).catch((error: unknown) => answerError(response, error, requestId, log));
    },
  );
  const host = settings.host ?? '0.0.0.0';
  await new Promise<void>((resolve, reject) => {
    web.once('error', reject);
    web.listen(settings.port, host, resolve);
  });
  const live = serveLive(web, {
    graph,
    server,
    admission: new Admission(graph.schema, {introspection: development}),
    hub,
    masking,
    heartbeatMs: settings.heartbeatMs ?? 12_000,
    recheckMs: settings.sessionRecheckMs,
    ...shared,
  });
  const {port} = web.address() as AddressInfo;
  const url = `http://${['0.0.0.0', '::'].includes(host) ? 'localhost' : host}:${port}`;
  log.info({port}, 'gateway is up');

  const close = async (): Promise<void> => {
    health.drain();
    const closed = new Promise<void>((resolve) => web.close(() => resolve()));
    await live.close();
    hub.close();
    await upstreams.close();
    web.closeIdleConnections();
    const cut = setTimeout(() => web.closeAllConnections(), drainMs);
    await closed;
    clearTimeout(cut);
    await server.stop();
    await agent.destroy();
    fileAgent.destroy();
    log.info('gateway is down');
  };
  let closing: Promise<void> | undefined;
  return {url, port, ready: () => health.ready(), close: () => (closing ??= close())};
}

function answerError(response: ServerResponse, error: unknown, requestId: string, log: Logger): void {
  const refusal = refusalOf(error);
  const reference = newId();
  if (!refusal) log.error({err: error, requestId, reference}, 'unexpected error');
  if (response.headersSent) return void response.destroy();
  sendRefusal(response, refusal ?? internal({reference}));
}
