import type {Server, ServerResponse} from 'node:http';

/** Closes a server so that nothing in flight is cut, unless it takes longer than `withinMs`. */
export class Drain {
  private readonly open = new Set<ServerResponse>();
  private draining = false;

  /** To be told of every response when its request arrives. */
  watch(res: ServerResponse): void {
    this.open.add(res);
    if (this.draining) res.setHeader('connection', 'close');
    res.once('close', () => this.open.delete(res));
  }

  async close(server: Server, withinMs: number): Promise<void> {
    this.draining = true;
    // a connection that is kept alive after its last answer would hold the server up to the end of the time
    for (const res of this.open) if (!res.headersSent) res.setHeader('connection', 'close');
    const cut = setTimeout(() => server.closeAllConnections(), withinMs);
    await new Promise<void>((resolve) => server.close(() => resolve()));
    clearTimeout(cut);
  }
}
