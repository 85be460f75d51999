import {createServer} from 'node:net';
import {StartRefused} from './data-folder.js';

/** Asked first, so that nobody waits for databases to learn that the port is taken. */
export async function requireFreePort(port: number, host: string): Promise<void> {
  if (port === 0) return;
  const problem = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
    const probe = createServer();
    probe.once('error', resolve);
    probe.listen({port, host, exclusive: true}, () => probe.close(() => resolve(null)));
  });
  if (problem === null) return;
  if (problem.code === 'EADDRINUSE') throw new StartRefused(`Port ${port} is in use. Stop what uses it, or set PORT.`);
  throw new StartRefused(`Port ${port} on ${host} can't be opened (${problem.code}): set PORT or HOST.`);
}
