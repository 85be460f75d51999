import {execFile} from 'node:child_process';
import {chown, mkdtemp, rm} from 'node:fs/promises';
import {createConnection, type Connection} from 'mysql2/promise';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {requireProgram, startChild, until, type Child} from './child.js';
import {freePort} from './free-port.js';

const run = promisify(execFile);

export interface Mariadb {
  /** `mysql://root@127.0.0.1:port`, without a database: each test makes its own. */
  url: string;
  port: number;
  folder: string;
  child: Child;
  /** Starts the server again in the same folder and on the same port, after a kill; `more` settings are for this start alone. */
  restart(more?: string[]): Promise<void>;
  stop(): Promise<void>;
}

/** A MariaDB of our own in a temporary folder, 0.5 s to ready. Runs unprivileged; under root it becomes `mysql`. `env` is the server's alone. */
export async function startMariadb(
  settings: string[] = [],
  env: NodeJS.ProcessEnv = {},
  within = tmpdir(),
): Promise<Mariadb> {
  const server = requireProgram('mariadb-server', 'mariadbd', 'mysqld');
  const installer = requireProgram('mariadb-server', 'mariadb-install-db', 'mysql_install_db');
  const folder = await mkdtemp(join(within, 'concours-mariadb-'));
  const datadir = join(folder, 'data');
  const asUser = process.getuid?.() === 0 ? ['--user=mysql'] : [];
  if (asUser.length > 0) await giveToMysql(folder);
  // A server that starts removes the temporary tables it finds, and those in the common folder are another's.
  const apart = ['--no-defaults', `--datadir=${datadir}`, `--tmpdir=${folder}`];
  await run(installer, [...apart, '--auth-root-authentication-method=normal', '--skip-test-db', ...asUser]);
  const launch = async (port: number, more: string[] = []): Promise<Child> => {
    const options = [
      ...apart,
      `--socket=${join(folder, 'sql.sock')}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      '--skip-name-resolve',
      // --no-defaults means latin1, which refuses 合肥.
      '--character-set-server=utf8mb4',
      '--collation-server=utf8mb4_unicode_ci',
      '--max-connections=500',
      '--innodb-buffer-pool-size=128M',
      ...asUser,
      ...settings,
      ...more,
    ];
    const child = startChild(server, options, {env: {...process.env, ...env}});
    await until('MariaDB', () => isOurs(port, datadir), {child, timeoutMs: 30_000});
    return child;
  };
  const port = await freePort();
  let child = await launch(port);
  return {
    url: `mysql://root@127.0.0.1:${port}`,
    port,
    folder,
    get child() {
      return child;
    },
    async restart(more = []) {
      await child.stop();
      child = await launch(port, more);
    },
    async stop() {
      await child.stop();
      await rm(folder, {recursive: true, force: true});
    },
  };
}

async function giveToMysql(folder: string): Promise<void> {
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, 'mysql'])).stdout.trim())),
  );
  await chown(folder, uid, gid);
}

/** The port may belong to somebody else's server: nothing is sent before it has named our folder. */
async function isOurs(port: number, datadir: string): Promise<boolean> {
  let connection: Connection | undefined;
  try {
    connection = await createConnection({host: '127.0.0.1', port, user: 'root', connectTimeout: 1_000});
    const [rows] = await connection.query('SELECT @@datadir AS datadir');
    return (rows as {datadir: string}[])[0].datadir.replace(/\/$/, '') === datadir;
  } finally {
    connection?.destroy();
  }
}
