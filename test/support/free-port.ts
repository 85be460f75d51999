import {createServer} from 'node:net';

/**
 * A port nobody listens on, below the kernel's ephemeral range: an outgoing connection of another process can't take it
 * between this check and the listen that follows. Runs side by side draw at random, so they rarely meet.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 22_000);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({port, host: '127.0.0.1', exclusive: true}, () => probe.close(() => resolve(true)));
  });
}
