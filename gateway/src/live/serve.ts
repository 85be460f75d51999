import type {IncomingMessage, Server} from 'node:http';
import type {Duplex} from 'node:stream';
import {GraphQLError, type ExecutionArgs, type FormattedExecutionResult} from 'graphql';
import {GRAPHQL_TRANSPORT_WS_PROTOCOL, makeServer, type SubscribePayload} from 'graphql-ws';
import {WebSocketServer, type WebSocket} from 'ws';
import {anonymous, type Caller} from '@concours/kernel/identity';
import type {Logger} from '@concours/kernel/log';
import {languageOf} from '@concours/kernel/request-context';
import {refusalOf} from '@concours/kernel/refusal';
import {admitVariables, type Admission} from '../admission.js';
import type {GatewayContext} from '../context.js';
import {cookieGone, credentialsOf, credentialsOfInit, type Credentials} from '../credentials.js';
import {deviceOf} from '../device.js';
import {operationOf, type GraphServer} from '../graph.js';
import type {Identity} from '../identity.js';
import {limits} from '../limits.js';
import {maskErrors, type MaskingOptions} from '../masking.js';
import {tooManySubscriptions} from '../refusals.js';
import {pathOf, requestIdOf, type Origins} from '../request.js';
import type {FederatedGraph} from '../supergraph.js';
import {bindSocket} from './bind-socket.js';
import type {Joining, LiveHub} from './hub.js';
import {SessionWatch, type LiveClient} from './watch.js';

export interface LiveSettings {
  graph: FederatedGraph;
  server: GraphServer;
  admission: Admission;
  identity: Identity;
  origins: Origins;
  addressOf: (request: IncomingMessage) => string;
  hub: LiveHub;
  masking: MaskingOptions;
  secure: boolean;
  log: Logger;
  heartbeatMs: number;
  recheckMs?: number;
}

interface Extra {
  socket: WebSocket;
  request: IncomingMessage;
  /** What the upgrade itself showed: a browser can't say more. */
  shown: Credentials;
  requestId: string;
  client?: LiveClient;
}

/** What `onSubscribe` prepares for `subscribe` and `execute`. */
interface Prepared extends Omit<Joining, 'id' | 'socket'> {
  query: string;
  extra: Extra;
  id: string;
}

/** The graph over WebSocket at /graphql: subscriptions by the hub, everything else by the pipeline that serves HTTP. */
export function serveLive(http: Server, settings: LiveSettings): {close(): Promise<void>} {
  const {graph, server, admission, identity, origins, addressOf, hub, masking, secure, heartbeatMs} = settings;
  const wss = new WebSocketServer({
    noServer: true,
    maxPayload: limits.frameBytes,
    perMessageDeflate: false,
    handleProtocols: (protocols) =>
      protocols.has(GRAPHQL_TRANSPORT_WS_PROTOCOL) ? GRAPHQL_TRANSPORT_WS_PROTOCOL : false,
  });
  const watch = new SessionWatch(identity, settings.recheckMs);
  const stale = new WeakSet<IncomingMessage>();
  // A cookie nobody holds is taken away with the handshake: the page's next attempt comes as the public.
  wss.on('headers', (headers, request) => {
    if (stale.has(request)) headers.push(`Set-Cookie: ${cookieGone({secure})}`);
  });

  const protocol = makeServer<Record<string, unknown>, Extra>({
    connectionInitWaitTimeout: 3_000,
    onConnect: async ({extra, connectionParams}) => {
      const credentials = credentialsOfInit(connectionParams, extra.request) ?? extra.shown;
      try {
        const caller = await identity.callerOf(credentials, extra.requestId);
        extra.client = {socket: extra.socket, credentials: lasting(credentials, caller), caller};
        watch.add(extra.client);
        return true;
      } catch (error) {
        if (refusalOf(error)?.code === 'SESSION_INVALID') extra.socket.close(4403, 'SESSION_INVALID');
        else extra.socket.close(1013, 'identity can not be checked');
        return false;
      }
    },
    onSubscribe: ({extra, subscriptions}, id, payload) => {
      if (Object.keys(subscriptions).length > limits.operationsPerSocket) {
        return [tooManySubscriptions({limit: limits.operationsPerSocket})];
      }
      const prepared = prepare(extra, id, payload);
      if (Array.isArray(prepared)) return prepared as readonly GraphQLError[];
      const {document, operation, variables} = prepared as Prepared;
      return {
        schema: graph.schema,
        document,
        operationName: operation.name?.value,
        variableValues: variables,
        contextValue: prepared,
      };
    },
    subscribe: (args) => {
      const prepared = preparedOf(args);
      try {
        return hub.join({...prepared, socket: prepared.extra.socket});
      } catch (error) {
        // The library only knows results here; `onNext` masks it like every other.
        return {errors: [refusalOf(error) ?? new GraphQLError('unexpected', {originalError: error as Error})]};
      }
    },
    execute: async (args) => {
      const {query, variables, operation, context, extra} = preparedOf(args);
      // not in streams, which many share
      const {caller: known} = context;
      const caller = {...known, address: addressOf(extra.request), device: deviceOf(extra.request, known)};
      const request = {query, variables, operationName: operation.name?.value};
      const {body} = await server.executeOperation(request, {contextValue: {...context, caller}});
      // Masked by the pipeline: the library takes it as it is, and nothing else reads its errors.
      return body.kind === 'single' ? wrapped(body.singleResult) : {data: null};
    },
    onNext: (_context, _id, _payload, _args, result) => ready.get(result) ?? masked(result as FormattedExecutionResult),
    onError: (_context, _id, _payload, errors) => maskErrors(errors, masking),
  });

  const ready = new WeakMap<object, FormattedExecutionResult>();
  const wrapped = (result: FormattedExecutionResult): {data: FormattedExecutionResult['data']} => {
    const stand = {data: result.data};
    ready.set(stand, result);
    return stand;
  };
  const masked = ({errors, ...result}: FormattedExecutionResult): FormattedExecutionResult =>
    errors ? {...result, errors: maskErrors(errors, masking)} : result;

  const prepare = (extra: Extra, id: string, payload: SubscribePayload): Prepared | readonly GraphQLError[] => {
    try {
      const {query, operationName, variables = {}} = operationOf({...payload});
      const admitted = admission.admit(query, operationName);
      if (!('document' in admitted)) return admitted;
      const coerced = admitVariables(graph.schema, admitted.document, admitted.operation, variables);
      const context: GatewayContext = {
        caller: extra.client?.caller ?? anonymous(extra.requestId),
        requestId: extra.requestId,
        language: languageOf(extra.request.headers['accept-language']),
        log: settings.log,
        transport: 'ws',
      };
      return {...admitted, query, variables, coerced, context, extra, id};
    } catch (error) {
      const refusal = refusalOf(error);
      if (!refusal) throw error;
      return [refusal];
    }
  };

  wss.on('connection', (socket: WebSocket, request: IncomingMessage, shown: Credentials) => {
    const extra: Extra = {socket, request, shown, requestId: requestIdOf(request)};
    bindSocket(protocol, extra, {
      heartbeatMs,
      log: settings.log,
      onClose: () => extra.client && watch.remove(extra.client),
    });
  });

  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    if (pathOf(request) !== '/graphql') return refuseUpgrade(socket, '404 Not Found');
    if (!origins.permits(request)) return refuseUpgrade(socket, '403 Forbidden');
    const shown = credentialsOf(request);
    const seen = shown.kind === 'session' ? identity.callerOf(shown, requestIdOf(request)) : Promise.resolve();
    seen
      .catch((error: unknown) => void (refusalOf(error)?.code === 'SESSION_INVALID' && stale.add(request)))
      .then(() => wss.handleUpgrade(request, socket, head, (ws) => wss.emit('connection', ws, request, shown)))
      .catch(() => socket.destroy());
  });

  return {
    close: async () => {
      watch.close();
      for (const socket of wss.clients) socket.close(1001, 'Going away');
      const cut = setTimeout(() => wss.clients.forEach((socket) => socket.terminate()), 1_000);
      await Promise.all([...wss.clients].map((socket) => new Promise((resolve) => socket.once('close', resolve))));
      clearTimeout(cut);
      wss.close();
    },
  };
}

/** A session outlives the tokens that stand for it, and its sockets with it. */
const lasting = (shown: Credentials, {session}: Caller): Credentials => (session === undefined ? shown : {session});

const preparedOf = (args: ExecutionArgs): Prepared => args.contextValue as Prepared;

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
