import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {AuditRow} from './audit/audit-row.js';
import {auditReplay} from './audit/sealed.js';
import {AuditSealer} from './audit/sealer.js';
import {Relay} from './events/relay.js';
import {EnvelopeVerifier, type SigningKey} from './identity.js';
import {consumersOf} from './serving/consuming.js';
import {Drain} from './serving/drain.js';
import {graphEndpoint} from './serving/graph.js';
import {readiness} from './serving/readiness.js';
import {dispatch} from './serving/requests.js';
import {openSockets} from './serving/sockets.js';
import type {Service} from './service.js';

export type {Route, Service} from './service.js';

export interface Running {
  url: string;
  port: number;
  /** Lets what is in flight finish, for 5 s at most. Leaves the database and the bus open: whoever opened them closes them. */
  close(): Promise<void>;
}

const DRAIN_MS = 5_000;
const MAX_HEADERS = 65_536;

export async function serve(service: Service, i: {host?: string; port?: number; keys: SigningKey[]}): Promise<Running> {
  const {log, database, bus, name} = service;
  const {host = '127.0.0.1', port: wanted = 0} = i;
  const verifier = new EnvelopeVerifier(i.keys);
  const ready = readiness(database, log);
  const graph = await graphEndpoint(service.subgraph, verifier, log);
  const relay = new Relay({database, bus, source: name, log});
  const drain = new Drain();
  // an envelope with many grants is longer than Node's default for all headers
  const server = createServer({maxHeaderSize: MAX_HEADERS, keepAliveTimeout: 65_000, requestTimeout: 0}, (req, res) => {
    drain.watch(res);
    void dispatch(req, res, {service, verifier, graph, ready});
  });
  const sockets = openSockets(server, service.subgraph, verifier, log);
  // a service that keeps no records seals none
  const audits = database.source.hasMetadata(AuditRow);
  const sealer = audits ? new AuditSealer({database, service: name, log}) : undefined;
  const replay = audits ? {...service.replay, ...auditReplay(database, name)} : service.replay;
  const consuming = consumersOf({...service, replay});

  const close = async () => {
    ready.drain();
    await Promise.all([drain.close(server, DRAIN_MS), sockets.close()]);
    await graph.stop();
    await service.stop?.();
    await sealer?.stop();
    await consuming.stop();
    await relay.stop();
  };
  try {
    await consuming.start();
    relay.start();
    await service.start?.();
    sealer?.start();
    await listen(server, wanted, host);
  } catch (error) {
    await close();
    throw error;
  }
  const {port} = server.address() as AddressInfo;
  log.info({port}, `${name} is up`);
  let closing: Promise<void> | undefined;
  return {url: `http://${host}:${port}`, port, close: () => (closing ??= close())};
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}
