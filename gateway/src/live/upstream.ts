import {createClient, type Client} from 'graphql-ws';
import type {ExecutionResult, GraphQLFormattedError} from 'graphql';
import WebSocket from 'ws';
import {signEnvelope, systemCaller, type Caller, type SigningKey} from '@concours/kernel/identity';
import type {Logger} from '@concours/kernel/log';

export interface UpstreamRequest {
  service: string;
  query: string;
  variables: Record<string, unknown>;
  operationName?: string;
  caller: Caller;
  onEvent(event: ExecutionResult): void;
  /** The service refused for good: it would refuse again. */
  onRefused(errors: readonly GraphQLFormattedError[]): void;
}

export interface Upstream {
  close(): void;
  /** Asks for the stream anew, which begins with a snapshot. */
  reopen(): void;
}

interface Timing {
  firstWaitMs: number;
  longestWaitMs: number;
  pingMs: number;
  pongMs: number;
}

const timing: Timing = {firstWaitMs: 100, longestWaitMs: 3_000, pingMs: 4_000, pongMs: 3_000};

/**
 * The gateway's side towards the services: one socket for each, shared by all streams. A stream is asked for again for
 * ever, with a fresh signature each time (graphql-ws would repeat the old one), so a restart shows as the next snapshot.
 */
export class Upstreams {
  private readonly clients = new Map<string, Client>();
  private closed = false;

  constructor(
    private readonly urls: Record<string, string>,
    private readonly key: SigningKey,
    private readonly log: Logger,
  ) {}

  open(request: UpstreamRequest): Upstream {
    let generation = 0;
    let dispose: (() => void) | undefined;
    let retry: NodeJS.Timeout | undefined;
    let failures = 0;
    let live = false;

    const again = (mine: number): void => {
      if (mine !== generation || this.closed) return;
      const wait = Math.min(timing.firstWaitMs * 2 ** failures, timing.longestWaitMs);
      failures += 1;
      // A thousand streams of one service must not all knock in the same millisecond.
      retry = setTimeout(start, wait * (0.75 + Math.random() / 2));
    };
    const start = (): void => {
      const mine = ++generation;
      const current = (): boolean => mine === generation && !this.closed;
      clearTimeout(retry);
      dispose?.();
      dispose = this.subscribe(request, {
        next: (event) => {
          if (!current()) return;
          if (event.data == null) return failed(event.errors ?? []);
          failures = 0;
          live = true;
          request.onEvent(event);
        },
        error: (thrown) => (Array.isArray(thrown) ? failed(thrown as readonly GraphQLFormattedError[]) : again(mine)),
        complete: () => again(mine),
      });
      const failed = (errors: readonly GraphQLFormattedError[]): void => {
        if (!current()) return;
        // A stream that has run and now meets a defect is met half-way through a restart: that passes.
        const passing = errors.some(({extensions}) => extensions?.refusal !== true) && live;
        if (passing) return again(mine);
        generation += 1;
        request.onRefused(errors);
      };
    };
    start();
    return {
      reopen: start,
      close: () => {
        generation += 1;
        clearTimeout(retry);
        dispose?.();
      },
    };
  }

  private subscribe(
    {service, query, variables, operationName, caller}: UpstreamRequest,
    sink: {next(event: ExecutionResult): void; error(thrown: unknown): void; complete(): void},
  ): () => void {
    const body = JSON.stringify({query, variables, operationName});
    const envelope = signEnvelope({caller, key: this.key, body});
    return this.clientFor(service).subscribe({query, variables, operationName, extensions: {envelope}}, sink);
  }

  private clientFor(service: string): Client {
    let client = this.clients.get(service);
    if (!client) {
      client = this.connect(service);
      this.clients.set(service, client);
    }
    return client;
  }

  private connect(service: string): Client {
    const url = new URL('/graphql', this.urls[service]);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    let pong: NodeJS.Timeout | undefined;
    const client = createClient({
      url: url.href,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      lazyCloseTimeout: 0,
      connectionAckWaitTimeout: 5_000,
      keepAlive: timing.pingMs,
      connectionParams: () => ({envelope: signEnvelope({caller: systemCaller(), key: this.key, body: ''})}),
      onNonLazyError: () => undefined,
      on: {
        // A frozen service keeps its sockets open and says nothing.
        ping: (received) => {
          if (!received) pong = setTimeout(() => client.terminate(), timing.pongMs);
        },
        pong: () => clearTimeout(pong),
        closed: () => {
          clearTimeout(pong);
          if (!this.closed) this.log.info({service}, 'live: the stream from the service is closed');
        },
      },
    });
    return client;
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const client of this.clients.values()) await client.dispose();
  }
}
