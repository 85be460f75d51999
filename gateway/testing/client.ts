import {createClient, type Client} from 'graphql-ws';
import type {ExecutionResult} from 'graphql';
import WebSocket, {type ClientOptions} from 'ws';
import type {Gateway} from '../src/compose.js';

export interface Posted {
  status: number;
  headers: Headers;
  body: {
    data?: Record<string, unknown> | null;
    errors?: {message: string; path?: (string | number)[]; extensions: Record<string, unknown>}[];
    code?: string;
  };
  text: string;
}

/** POSTs an operation, or anything else that a test calls a body. */
export async function post(
  gateway: Pick<Gateway, 'url'>,
  body: unknown,
  headers: Record<string, string> = {},
  path = '/graphql',
): Promise<Posted> {
  const response = await fetch(new URL(path, gateway.url), {
    method: 'POST',
    headers: {'content-type': 'application/json', ...headers},
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return {status: response.status, headers: response.headers, body: JSON.parse(text) as Posted['body'], text};
}

export function socketClient(
  gateway: Pick<Gateway, 'url'>,
  i: {init?: Record<string, unknown>; options?: ClientOptions} = {},
): Client {
  class Socket extends WebSocket {
    constructor(url: string, protocols: string | string[]) {
      super(url, protocols, i.options);
    }
  }
  return createClient({
    url: gateway.url.replace('http', 'ws') + '/graphql',
    webSocketImpl: Socket,
    connectionParams: i.init,
    retryAttempts: 0,
    onNonLazyError: () => undefined,
  });
}

export interface Listening {
  /** All that came, in order. */
  readonly events: ExecutionResult[];
  next(within?: number): Promise<ExecutionResult>;
  /** How it ended: undefined for a complete, else what graphql-ws gave. */
  readonly ended: Promise<unknown>;
  stop(): void;
}

/** Subscribes and queues, so that a test asks for the next event when it likes. */
export function listen(client: Client, query: string, variables?: Record<string, unknown>): Listening {
  const events: ExecutionResult[] = [];
  let taken = 0;
  let wake: () => void = () => undefined;
  let end: (reason: unknown) => void = () => undefined;
  const ended = new Promise<unknown>((resolve) => (end = resolve));
  const stop = client.subscribe(
    {query, variables},
    {
      next: (event) => {
        events.push(event as ExecutionResult);
        wake();
      },
      error: (error) => end(error),
      complete: () => end(undefined),
    },
  );
  const arrival = (within: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no event within ${within} ms`)), within);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  return {
    events,
    ended,
    stop,
    next: async (within = 5_000) => {
      if (taken >= events.length) await arrival(within);
      const event = events[taken++];
      if (!event) throw new Error('woken without an event');
      return event;
    },
  };
}

/** A socket without a library: says what a test tells it to say, and keeps what it hears. */
export function rawSocket(
  gateway: Pick<Gateway, 'url'>,
  options: ClientOptions = {},
): {socket: WebSocket; heard: string[]; closed: Promise<{code: number; reason: string}>; opened: Promise<void>} {
  const socket = new WebSocket(gateway.url.replace('http', 'ws') + '/graphql', 'graphql-transport-ws', options);
  const heard: string[] = [];
  socket.on('message', (data) => heard.push(String(data)));
  const closed = new Promise<{code: number; reason: string}>((resolve) => {
    socket.on('close', (code, reason) => resolve({code, reason: String(reason)}));
    socket.on('error', (error) => resolve({code: -1, reason: error.message}));
  });
  const opened = new Promise<void>((resolve) => socket.once('open', () => resolve()));
  return {socket, heard, closed, opened};
}
