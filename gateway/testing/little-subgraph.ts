import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import type {AddressInfo, Socket} from 'node:net';
import {buildSubgraphSchema} from '@apollo/subgraph';
import {parse, type GraphQLResolveInfo} from 'graphql';
import {
  ENVELOPE_HEADER,
  EnvelopeRefused,
  EnvelopeVerifier,
  type Caller,
  type SigningKey,
} from '@concours/kernel/identity';
import type {Logger} from '@concours/kernel/log';
import type {RequestContext} from '@concours/kernel/request-context';
import {graphEndpoint} from '@concours/kernel/serving/graph';
import {openSockets} from '@concours/kernel/serving/sockets';
import {readBody} from '@concours/kernel/serving/wire';

type Fields = Record<string, unknown>;
type Resolve = (parent: never, args: never, context: RequestContext, info: GraphQLResolveInfo) => unknown;
export type Resolvers = Record<string, Record<string, Resolve | {subscribe: Resolve; resolve?: Resolve}>>;

export interface SubgraphSpec {
  name: string;
  sdl: string;
  resolvers: Resolvers;
  /** Everything that is not the graph, behind the envelope; below /internal the envelope signs the body too. */
  route?(request: IncomingMessage, response: ServerResponse, caller: Caller, body?: Buffer): Promise<void>;
}

/** How a subgraph goes wrong, on demand. */
export type Misbehaviour = 'none' | 'silent' | 'html' | 'huge' | 'slow-bytes';

export interface LittleSubgraph {
  readonly url: string;
  /** Bodies of the graph's requests so far, with who was said to ask. */
  readonly asked: {caller: Caller; headers: Fields}[];
  misbehave(how: Misbehaviour): void;
  stop(): Promise<void>;
  /** On the same port as before. */
  start(): Promise<void>;
}

/** A real subgraph on a real socket, as the kernel serves them, without a database. */
export async function littleSubgraph(spec: SubgraphSpec, keys: SigningKey[], log: Logger): Promise<LittleSubgraph> {
  const schema = buildSubgraphSchema({typeDefs: parse(spec.sdl), resolvers: spec.resolvers as never});
  const asked: LittleSubgraph['asked'] = [];
  const connections = new Set<Socket>();
  let how: Misbehaviour = 'none';
  let port = 0;
  let server: Server | undefined;
  let sockets: {close(): Promise<void>} | undefined;
  let endpoint: Awaited<ReturnType<typeof graphEndpoint>> | undefined;

  const start = async (): Promise<void> => {
    const verifier = new EnvelopeVerifier(keys);
    endpoint = await graphEndpoint({schema, sdl: spec.sdl}, noting(verifier, asked), log);
    const graph = endpoint;
    const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const path = (request.url ?? '').split('?', 1)[0] ?? '';
      if (path === '/readyz') return void response.writeHead(200).end('{}');
      if (how !== 'none') return misbehaved(how, response);
      if (path === '/graphql') return graph.answer(request, response);
      const {method = '', url = '', headers} = request;
      const frame = {
        method,
        path: url,
        length: numberOf(headers['content-length']),
        offset: numberOf(headers['upload-offset']),
      };
      const body = path.startsWith('/internal/') ? await readBody(request) : undefined;
      const caller = verifier.verify(String(headers[ENVELOPE_HEADER]), {request: frame, body});
      await spec.route?.(request, response, caller, body);
    };
    server = createServer({keepAliveTimeout: 65_000}, (request, response) => {
      answer(request, response).catch((error: unknown) => {
        response.writeHead(error instanceof EnvelopeRefused ? 401 : 500, {'content-type': 'application/json'});
        response.end(JSON.stringify({errors: [{message: 'refused'}]}));
      });
    });
    server.on('connection', (socket) => {
      connections.add(socket);
      socket.on('close', () => connections.delete(socket));
    });
    sockets = openSockets(server, {schema, sdl: spec.sdl}, verifier, log);
    const listening = server;
    await new Promise<void>((resolve) => listening.listen(port, '127.0.0.1', resolve));
    port = (listening.address() as AddressInfo).port;
  };
  const stop = async (): Promise<void> => {
    if (!server?.listening) return;
    const closed = new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
    for (const socket of connections) socket.destroy();
    await sockets?.close();
    await closed;
    await endpoint?.stop();
  };
  await start();
  return {
    get url() {
      return `http://127.0.0.1:${port}`;
    },
    asked,
    misbehave: (next) => void (how = next),
    start,
    stop,
  };
}

function noting(verifier: EnvelopeVerifier, asked: LittleSubgraph['asked']): EnvelopeVerifier {
  const verify: EnvelopeVerifier['verify'] = (header, bound) => {
    const caller = verifier.verify(header, bound);
    asked.push({caller, headers: {}});
    if (asked.length > 10_000) asked.shift();
    return caller;
  };
  return Object.assign(Object.create(verifier) as EnvelopeVerifier, {verify});
}

function misbehaved(how: Misbehaviour, response: ServerResponse): void {
  if (how === 'html')
    return void response.writeHead(200, {'content-type': 'text/html'}).end('<html>10.0.0.7 is busy</html>');
  if (how === 'huge') {
    response.writeHead(200, {'content-type': 'application/json'});
    const chunk = Buffer.alloc(1_000_000, 'x');
    const pour = (): void => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', pour);
    response.write('{"data":"');
    pour();
  } else if (how === 'slow-bytes') {
    response.writeHead(200, {'content-type': 'application/json'});
    const drip = setInterval(() => response.write(' '), 50);
    response.on('close', () => clearInterval(drip));
  }
}

function numberOf(header: string | string[] | undefined): number | undefined {
  return typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
}
