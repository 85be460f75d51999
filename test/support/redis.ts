import {mkdtemp, rm} from 'node:fs/promises';
import {Redis} from 'ioredis';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {requireProgram, startChild, until, type Child} from './child.js';
import {freePort} from './free-port.js';

export interface RedisServer {
  url: string;
  port: number;
  child: Child;
  /** Starts the server again, empty, on the same port, after a kill. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** A Redis of our own that writes nothing to disk. */
export async function startRedis(): Promise<RedisServer> {
  const server = requireProgram('redis-server', 'redis-server');
  const folder = await mkdtemp(join(tmpdir(), 'concours-redis-'));
  const launch = async (port: number): Promise<Child> => {
    const child = startChild(server, [
      ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder],
      ...['--save', '', '--appendonly', 'no', '--daemonize', 'no'],
    ]);
    await until('Redis', () => isOurs(port, child.pid), {child});
    return child;
  };
  const port = await freePort();
  let child = await launch(port);
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    get child() {
      return child;
    },
    async restart() {
      await child.stop();
      child = await launch(port);
    },
    async stop() {
      await child.stop();
      await rm(folder, {recursive: true, force: true});
    },
  };
}

async function isOurs(port: number, pid: number): Promise<boolean> {
  const client = new Redis({port, host: '127.0.0.1', lazyConnect: true, retryStrategy: () => null});
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.info('server')).includes(`process_id:${pid}\r`);
  } finally {
    client.disconnect();
  }
}
