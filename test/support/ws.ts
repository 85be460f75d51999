import {createClient, type Client, type ExecutionResult} from 'graphql-ws';
import {WebSocket} from 'ws';

export interface LiveStream<T> {
  /** The next result; fails with what came so far when none comes in time. Results wait in a queue until asked for. */
  next(timeoutMs?: number): Promise<ExecutionResult<T>>;
  /** Goes on to the first data that fits; what lies before it is dropped. */
  until(what: string, fits: (data: T) => boolean, timeoutMs?: number): Promise<T>;
  /** Resolves when the server completes or refuses the subscription, with the reason it gave. */
  ended: Promise<unknown>;
  /** Everything that came so far, taken from the queue or not. */
  received: ExecutionResult<T>[];
  stop(): void;
}

export interface LiveClient {
  subscribe<T = unknown>(query: string, variables?: Record<string, unknown>): LiveStream<T>;
  client: Client;
  stop(): Promise<void>;
}

/** A graphql-ws client with a queue for each subscription and no sleeps. It doesn't retry: a test says when to. */
export function liveClient(
  url: string,
  {token, headers = {}, params = {}}: {token?: string; headers?: Record<string, string>; params?: object} = {},
): LiveClient {
  class Socket extends WebSocket {
    constructor(address: string, protocols: string[]) {
      super(address, protocols, {headers});
    }
  }
  const client = createClient({
    url,
    webSocketImpl: Socket,
    retryAttempts: 0,
    connectionParams: {...params, ...(token ? {authorization: `Bearer ${token}`} : {})},
    // Failures reach the streams; the default prints them as well.
    onNonLazyError: () => undefined,
  });
  return {
    client,
    subscribe: (query, variables = {}) => openStream(client, query, variables),
    async stop() {
      await client.dispose();
    },
  };
}

function openStream<T>(client: Client, query: string, variables: Record<string, unknown>): LiveStream<T> {
  const received: ExecutionResult<T>[] = [];
  const queue: ExecutionResult<T>[] = [];
  let end: {reason: unknown} | undefined;
  let wake: () => void = () => undefined;
  let finish: (reason: unknown) => void;
  const ended = new Promise<unknown>((resolve) => (finish = resolve));
  const close = (reason: unknown): void => {
    end ??= {reason};
    finish(reason);
    wake();
  };
  const stop = client.subscribe<T>(
    {query, variables},
    {
      next(result) {
        received.push(result as ExecutionResult<T>);
        queue.push(result as ExecutionResult<T>);
        wake();
      },
      error: close,
      complete: () => close('complete'),
    },
  );
  const next = async (timeoutMs = 10_000): Promise<ExecutionResult<T>> => {
    const late = Date.now() + timeoutMs;
    while (queue.length === 0) {
      const facts = `\n--- query\n${query.trim()}\n--- received\n${JSON.stringify(received, null, 2)}`;
      if (end) throw new Error(`The subscription ended: ${describe(end.reason)}${facts}`);
      if (Date.now() >= late) throw new Error(`Nothing came within ${timeoutMs} ms.${facts}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, late - Date.now());
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    return queue.shift()!;
  };
  return {
    received,
    ended,
    stop,
    next,
    async until(what, fits, timeoutMs = 10_000) {
      const late = Date.now() + timeoutMs;
      for (;;) {
        const left = late - Date.now();
        const result = await next(Math.max(left, 0)).catch((error: Error) => {
          throw new Error(`${what} did not come. ${error.message}`);
        });
        if (result.errors) throw new Error(`${what} did not come: ${JSON.stringify(result.errors)}`);
        if (result.data && fits(result.data)) return result.data;
      }
    },
  };
}

/** A close event, an error or the list of GraphQL errors that the server refused with. */
function describe(reason: unknown): string {
  if (reason instanceof Error) return reason.message;
  const event = reason as {code?: number; reason?: string};
  return typeof event === 'object' && event.code ? `${event.code} ${event.reason}` : JSON.stringify(reason);
}
