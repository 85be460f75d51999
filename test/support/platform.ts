import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {startChild, until, type Child} from './child.js';
import {freePort} from './free-port.js';
import {graphClient, type GraphClient} from './graphql.js';
import {liveClient, type LiveClient} from './ws.js';

const main = resolve(__dirname, '../../services/embedded/dist/src/main.js');

export interface PlatformOptions {
  demo?: 'off' | 'on';
  /** The domain clock: an instant (`2024-08-20T09:00:00+08:00`) or an offset, as the environment takes it. */
  clock?: string;
  /** A data folder to keep; without it the platform gets a fresh one that is removed when it stops. */
  dataDir?: string;
  port?: number;
  env?: Record<string, string>;
  /** What it must have printed before the promise resolves; by default that it is ready, the demo filled. */
  started?: string;
  /** How long that may take. */
  timeoutMs?: number;
}

export interface Platform {
  url: string;
  port: number;
  dataDir: string;
  child: Child;
  /** Everything it has printed so far, the last 20,000 characters. */
  output(): string;
  graph(token?: string): GraphClient;
  live(token?: string): LiveClient;
  /** As Ctrl-C does. */
  stop(): Promise<void>;
  /** As a power cut does; the data folder stays. */
  kill(): Promise<void>;
}

/** The built platform as a process of its own on a free port, as `npm start` runs it. */
export async function startPlatform(options: PlatformOptions = {}): Promise<Platform> {
  const port = options.port ?? (await freePort());
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'concours-platform-')));
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: 'production',
    PORT: String(port),
    DATA_DIR: dataDir,
    DEMO: options.demo ?? 'off',
    ...(options.clock ? {CONCOURS_CLOCK: options.clock} : {}),
    ...options.env,
  };
  const child = startChild(process.execPath, [main], {env});
  const url = `http://127.0.0.1:${port}`;
  const discard = async (): Promise<void> => {
    if (!options.dataDir) await rm(dataDir, {recursive: true, force: true});
  };
  try {
    const {started = 'Concours is ready', timeoutMs = 60_000} = options;
    await until('The platform', async () => child.output().includes(started), {child, timeoutMs});
  } catch (error) {
    await child.stop();
    await discard();
    throw error;
  }
  const lives: LiveClient[] = [];
  return {
    url,
    port,
    dataDir,
    child,
    output: () => child.output(),
    graph: (token) => graphClient(`${url}/graphql`, {token}),
    live(token) {
      const client = liveClient(`ws://127.0.0.1:${port}/graphql`, {token});
      lives.push(client);
      return client;
    },
    async stop() {
      await Promise.all(lives.map((client) => client.stop()));
      await child.stop();
      await discard();
    },
    async kill() {
      child.process.kill('SIGKILL');
      await child.exited;
    },
  };
}
