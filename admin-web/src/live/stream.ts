import {createClient, type Client, type ClientOptions} from 'graphql-ws';
import {renewal as session} from '@/session/renewal';
import {WATCHDOG_MS} from './protocol';

/** What graphql-ws sends on: a document as text, with its variables. */
export interface Operation {
  query: string;
  variables: Record<string, unknown>;
}

export interface StreamHandlers<T> {
  /** The data of one event. */
  event(data: T): void;
  /** The platform answered with errors instead: refused, or a fault. The stream goes on trying. */
  refused(errors: readonly unknown[]): void;
  connected(is: boolean): void;
}

export interface StreamOptions {
  /** The socket of a screen: it counts as the display that its cookie says, not as whoever has signed in in the same browser. */
  wall?: boolean;
  url?: string;
  /** For tests. */
  create?: (options: ClientOptions) => Client;
}

const SESSION_OVER = 4403;
const PONG_MS = 4_000;
const RESTART_MS = 2_000;
const REFUSED_RETRY_MS = 10_000;

/** 250 ms · 2ⁿ, at most 3 s, with a fifth of jitter: a thousand walls don't come back in the same instant. */
export function retryWait(retries: number, random = Math.random()): number {
  return Math.min(3_000, 250 * 2 ** Math.min(retries, 10)) * (0.8 + random * 0.4);
}

export function socketUrl(location: {protocol: string; host: string}): string {
  return `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}/graphql`;
}

/**
 * One subscription that never gives up. Inside, graphql-ws reconnects for ever; around it stand two guards for what it does
 * not retry: an error or the server's `complete` restarts it after 2 s, and 15 s of silence restart everything.
 */
export class LiveStream<T> {
  private client: Client | null = null;
  private stopOperation: (() => void) | null = null;
  private pong: ReturnType<typeof setTimeout> | undefined;
  private restart: ReturnType<typeof setTimeout> | undefined;
  private watchdog: ReturnType<typeof setTimeout> | undefined;
  private running = 0;

  constructor(
    private readonly operation: Operation,
    private readonly handlers: StreamHandlers<T>,
    private readonly options: StreamOptions = {},
  ) {}

  start(): void {
    globalThis.addEventListener?.('offline', this.networkChanged);
    globalThis.addEventListener?.('online', this.networkChanged);
    this.open();
  }

  stop(): void {
    globalThis.removeEventListener?.('offline', this.networkChanged);
    globalThis.removeEventListener?.('online', this.networkChanged);
    this.close();
  }

  /** A new snapshot is wanted: the same client, a new operation. */
  resubscribe(): void {
    this.stopOperation?.();
    this.subscribe();
  }

  private readonly networkChanged = (): void => this.client?.terminate();

  private open(): void {
    const create = this.options.create ?? createClient;
    this.client = create({
      url: () => session.fresh().then(() => this.options.url ?? socketUrl(location)),
      lazy: true,
      retryAttempts: Infinity,
      shouldRetry: () => true,
      // the library waits for what this returns: a pause that grows, with jitter
      retryWait: (retries) => new Promise((resolve) => setTimeout(resolve, retryWait(retries))),
      keepAlive: 5_000,
      connectionAckWaitTimeout: 5_000,
      connectionParams: this.options.wall ? {wall: true} : {},
      on: {
        connected: () => this.handlers.connected(true),
        closed: (event) => {
          clearTimeout(this.pong);
          // the next attempt waits for this, or it would come as the public
          if ((event as {code?: number} | undefined)?.code === SESSION_OVER && session.possible) void session.renew();
          this.handlers.connected(false);
        },
        ping: (received) => {
          if (received) return;
          clearTimeout(this.pong);
          this.pong = setTimeout(() => this.client?.terminate(), PONG_MS);
        },
        pong: (received) => {
          if (received) clearTimeout(this.pong);
        },
      },
    });
    this.subscribe();
  }

  private subscribe(): void {
    const mine = ++this.running;
    const current = () => mine === this.running && this.client !== null;
    this.feedWatchdog();
    this.stopOperation = this.client!.subscribe<T>(this.operation, {
      next: ({data, errors}) => {
        if (!current()) return;
        this.feedWatchdog();
        if (data) this.handlers.event(data);
        else if (errors) this.refuse(errors);
      },
      error: (error) => {
        if (!current()) return;
        // A list is the platform's answer to the subscription itself; anything else is the socket.
        if (Array.isArray(error)) this.refuse(error);
        else this.again(RESTART_MS);
      },
      complete: () => {
        if (current()) this.again(RESTART_MS);
      },
    });
  }

  private refuse(errors: readonly unknown[]): void {
    this.handlers.refused(errors);
    this.again(REFUSED_RETRY_MS);
  }

  private feedWatchdog(): void {
    clearTimeout(this.watchdog);
    this.watchdog = setTimeout(() => this.reopen(), WATCHDOG_MS);
  }

  private again(afterMs: number): void {
    clearTimeout(this.restart);
    clearTimeout(this.watchdog);
    this.restart = setTimeout(() => this.reopen(), afterMs);
  }

  private reopen(): void {
    this.close();
    this.open();
  }

  private close(): void {
    this.running++;
    for (const timer of [this.pong, this.restart, this.watchdog]) clearTimeout(timer);
    this.stopOperation?.();
    this.stopOperation = null;
    const client = this.client;
    this.client = null;
    client?.terminate();
    void client?.dispose();
    this.handlers.connected(false);
  }
}
