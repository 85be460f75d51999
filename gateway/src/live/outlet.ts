import type {WebSocket} from 'ws';

/** How much one client may leave unread before it is served differently. */
export interface OutletBounds {
  /** Beyond this no more deltas are queued: the client gets a snapshot when it has read what it has. */
  softBytes: number;
  /** Beyond this the socket is closed, where nothing can stand in for what it missed. */
  hardBytes: number;
  /** Who reads nothing for so long isn't reading. */
  slowMs: number;
}

export const outletBounds: OutletBounds = {softBytes: 256 * 1024, hardBytes: 1024 * 1024, slowMs: 15_000};

/** "Try again later": graphql-ws clients reconnect after it, which is what a slow wall should do. */
export const slowCloseCode = 1013;

/**
 * The way of one subscription to its client: a mailbox with a single slot. As long as the client reads, events pass. When
 * it falls behind, they are not kept; the slot then stands for "the newest snapshot", taken when there is room again.
 */
export class Outlet {
  private behindSince?: number;
  private readonly head: string;

  constructor(
    private readonly socket: WebSocket,
    id: string,
    private readonly bounds: OutletBounds,
    /** The newest snapshot, for streams that have one; else undefined, now or always. */
    private readonly catchUp: (() => string | undefined) | undefined,
  ) {
    this.head = `{"id":${JSON.stringify(id)},"type":"next","payload":`;
  }

  /** `payload` is written once for all clients; only the id around it differs. */
  send(payload: string): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    const waiting = this.socket.bufferedAmount;
    if (waiting <= this.bounds.softBytes && this.behindSince === undefined) return this.write(payload);
    if (!this.catchUp) {
      if (waiting > this.bounds.hardBytes) this.giveUp();
      else this.write(payload);
      return;
    }
    this.behindSince ??= Date.now();
    if (Date.now() - this.behindSince > this.bounds.slowMs) this.giveUp();
  }

  private write(payload: string): void {
    this.socket.send(`${this.head}${payload}}`, this.written);
  }

  private readonly written = (error?: Error): void => {
    if (error || this.behindSince === undefined || this.socket.bufferedAmount > this.bounds.softBytes / 2) return;
    const snapshot = this.catchUp?.();
    // Without one, the stream is fetching one: it goes to everybody, this client included.
    this.behindSince = undefined;
    if (snapshot !== undefined) this.write(snapshot);
  };

  private giveUp(): void {
    this.socket.close(slowCloseCode, 'slow reader');
    // The closing frame waits behind all that was never read.
    setTimeout(() => this.socket.terminate(), 2_000).unref();
  }
}
