import {startMariadb} from './mariadb.js';
import {startRedis} from './redis.js';

/** Nobody pulls the plug of this one: making and dropping a schema for each test waits for no disk. The fault tests start servers of their own. */
const quick = ['--innodb-flush-method=nosync', '--innodb-flush-log-at-trx-commit=0', '--innodb-doublewrite=OFF'];

const stops: (() => Promise<void>)[] = [];

/**
 * One MariaDB and one Redis for the whole run; tests find them in CONCOURS_TEST_MARIADB_URL and CONCOURS_TEST_REDIS_URL
 * and each makes its own database or key prefix. Servers named there already are used as they are.
 * CONCOURS_TEST_DATABASES=sqlite starts neither, for a quick local loop.
 */
export async function startDatabases(): Promise<void> {
  if (process.env.CONCOURS_TEST_DATABASES === 'sqlite') return;
  await Promise.all([
    share('CONCOURS_TEST_MARIADB_URL', () => startMariadb(quick)),
    share('CONCOURS_TEST_REDIS_URL', startRedis),
  ]);
}

async function share(variable: string, start: () => Promise<{url: string; stop(): Promise<void>}>): Promise<void> {
  if (process.env[variable]) return;
  const server = await start();
  stops.push(() => server.stop());
  process.env[variable] = server.url;
}

export async function stopDatabases(): Promise<void> {
  await Promise.all(stops.map((stop) => stop()));
}
