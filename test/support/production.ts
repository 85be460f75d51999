import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {Redis} from 'ioredis';
import {createConnection} from 'mysql2/promise';
import {startChild, until, type Child} from './child.js';
import {freePort} from './free-port.js';

export const services = ['organisations', 'campaigns', 'submissions', 'scoring'] as const;
export type Service = (typeof services)[number];

const mariadb = process.env.CONCOURS_TEST_MARIADB_URL;
const redisServer = process.env.CONCOURS_TEST_REDIS_URL;
/** Whether there are servers to run on. */
export const possible = Boolean(mariadb && redisServer);

/** Where a process was built to. */
export const built = (where: string): string => path.resolve(__dirname, '../..', where, 'dist/src/main.js');

/** As in production: a process each, a schema each, events over Redis, and as many gateways as are asked for. */
export interface Production {
  children: Map<string, Child>;
  /** The addresses of the gateways. */
  gateways: string[];
  schemaOf(service: Service): string;
  /** Once more after it was stopped. */
  start(service: Service): Child;
  ready(name: Service | 'gateway'): Promise<unknown>;
  setUpCode(): string;
  close(): Promise<void>;
}

export async function startProduction(i: {
  name: string;
  redisDatabase: number;
  gateways?: number;
}): Promise<Production> {
  const redis = `${redisServer}/${i.redisDatabase}`;
  const folder = await mkdtemp(path.join(tmpdir(), `concours-${i.name}-`));
  const common = {CONCOURS_KEYS: `test:${'k'.repeat(40)}`, NODE_ENV: 'production'};
  const children = new Map<string, Child>();
  const ports = new Map<string, number>();
  const gateways = Array.from({length: i.gateways ?? 1}, (_, n) => (n === 0 ? 'gateway' : `gateway ${n + 1}`));
  for (const name of [...services, ...gateways]) ports.set(name, await freePort());
  const schemaOf = (service: Service) => `${i.name}_${process.pid}_${service}`;

  const spawn = (name: string, where: string, own: Record<string, string>): Child => {
    const env = {...process.env, ...common, PORT: String(ports.get(name)), HOST: '127.0.0.1', ...own};
    const child = startChild(process.execPath, [built(where)], {env});
    children.set(name, child);
    return child;
  };
  const start = (service: Service): Child =>
    spawn(service, `services/${service}`, {
      REDIS_URL: redis,
      DATABASE_URL: `${mariadb}/${schemaOf(service)}`,
      ...(service === 'scoring' ? {LEDGER_KEYS: `test:${'v'.repeat(40)}`} : {PERSONAL_KEYS: `test:${'p'.repeat(40)}`}),
      ...(service === 'campaigns' || service === 'submissions'
        ? {FILES_DIR: folder, FILE_LINK_SECRET: 'l'.repeat(32)}
        : {}),
    });
  const addressOf = (name: string) => `http://127.0.0.1:${ports.get(name)}`;
  const ready = (name: string) =>
    until(name, async () => (await fetch(`${addressOf(name)}/readyz`)).ok, {
      child: children.get(name),
      timeoutMs: 90_000,
    });

  const client = new Redis(redis);
  await client.flushdb();
  await client.quit();
  for (const service of services) start(service);
  const addresses = services.map((service) => [`${service.toUpperCase()}_URL`, addressOf(service)]);
  for (const name of gateways) spawn(name, 'gateway', Object.fromEntries(addresses) as Record<string, string>);
  for (const name of [...services, ...gateways]) await ready(name);
  return {
    children,
    gateways: gateways.map(addressOf),
    schemaOf,
    start,
    ready,
    setUpCode: () => /"setUpCode":"([0-9a-f-]+)"/.exec(children.get('organisations')!.output())![1]!,
    async close() {
      await Promise.all([...children.values()].map((child) => child.stop()));
      const connection = await createConnection({uri: mariadb!});
      for (const service of services) await connection.query(`DROP DATABASE IF EXISTS \`${schemaOf(service)}\``);
      await connection.end();
      await rm(folder, {recursive: true, force: true});
    },
  };
}
