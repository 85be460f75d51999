import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {Clock} from './clock.js';
import type {Database} from './database.js';
import type {Bus} from './events/bus.js';
import type {DomainEvent} from './events/event.js';
import {Relay} from './events/relay.js';
import type {Replay} from './events/replay.js';
import {EnvelopeVerifier, type Caller, type SigningKey} from './identity.js';
import type {Logger} from './log.js';
import {startConsuming} from './serving/consuming.js';
import {graphEndpoint} from './serving/graph.js';
import {readiness} from './serving/readiness.js';
import {dispatch} from './serving/requests.js';
import {openSockets} from './serving/sockets.js';
import type {Subgraph} from './subgraph.js';

/** A place that is not the graph, such as one for files. Behind the envelope, which signs the frame of the request. */
export interface Route {
  /** `/files` takes `/files` and everything below it. */
  prefix: string;
  handle(req: IncomingMessage, res: ServerResponse, caller: Caller): Promise<void>;
}

export interface Service {
  name: string;
  subgraph: Subgraph;
  database: Database;
  bus: Bus;
  clock: Clock;
  log: Logger;
  routes?: Route[];
  consumes?: {types: string[]; handle(e: DomainEvent): Promise<void>}[];
  replay?: Replay;
  /** Runs after the consumers are up and before the first request is taken. */
  start?(): Promise<void>;
  /** Runs after the last request is answered. */
  stop?(): Promise<void>;
}

export interface Running {
  url: string;
  port: number;
  /** Lets what is in flight finish, for 5 s at most. Leaves the database and the bus open: whoever opened them closes them. */
  close(): Promise<void>;
}

const DRAIN_MS = 5_000;
const MAX_HEADERS = 65_536;

export async function serve(service: Service, i: {host?: string; port?: number; keys: SigningKey[]}): Promise<Running> {
  const {log, database} = service;
  const host = i.host ?? '127.0.0.1';
  const verifier = new EnvelopeVerifier(i.keys);
  const ready = readiness(database, log);
  const graph = await graphEndpoint(service.subgraph, verifier, log);
  const relay = new Relay({database, bus: service.bus, source: service.name, log});
  const consuming = await startConsuming(service);
  relay.start();
  await service.start?.();

  // an envelope with many grants is longer than Node's default for all headers
  const server = createServer({maxHeaderSize: MAX_HEADERS, keepAliveTimeout: 65_000, requestTimeout: 0}, (req, res) => {
    void dispatch(req, res, {service, verifier, graph, ready});
  });
  const sockets = openSockets(server, service.subgraph, verifier, log);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(i.port ?? 0, host, resolve);
  });
  const {port} = server.address() as AddressInfo;
  log.info({port}, `${service.name} is up`);

  const close = async () => {
    ready.drain();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    await sockets.close();
    const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    await closed;
    clearTimeout(cut);
    await graph.stop();
    await service.stop?.();
    await consuming.stop();
    await relay.stop();
    log.info(`${service.name} is down`);
  };
  let closing: Promise<void> | undefined;
  return {url: `http://${host}:${port}`, port, close: () => (closing ??= close())};
}
