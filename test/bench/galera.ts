import {existsSync} from 'node:fs';
import {chmod, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {randomUUID} from 'node:crypto';
import {createConnection, type RowDataPacket} from 'mysql2/promise';
import {freePort} from '../support/free-port.js';
import {startMariadb, type Mariadb} from '../support/mariadb.js';

const providers = ['/usr/lib/galera', '/usr/lib64/galera', '/usr/lib64/galera-4', '/usr/lib'].map((folder) =>
  path.join(folder, 'libgalera_smm.so'),
);

/** What a server loads to be one of several; undefined where it is not installed. */
export const galeraProvider = (): string | undefined => providers.find((file) => existsSync(file));

/** What went wrong between the nodes: transactions that lost against one of another node, when they committed or before. */
export interface Conflicts {
  certFailures: number;
  bfAborts: number;
  replays: number;
}

const counters: Record<string, keyof Conflicts> = {
  wsrep_local_cert_failures: 'certFailures',
  wsrep_local_bf_aborts: 'bfAborts',
  wsrep_local_replays: 'replays',
};

/** Several MariaDB servers that hold the same and all take writes. */
export class Galera {
  private constructor(readonly nodes: readonly Mariadb[]) {}

  static async start(provider: string, count: number, settings: string[] = []): Promise<Galera> {
    const nodes: Mariadb[] = [];
    const galera = new Galera(nodes);
    try {
      while (nodes.length < count) nodes.push(await startMariadb(settings));
      await galera.unite(provider);
      return galera;
    } catch (error) {
      await galera.stop();
      throw error;
    }
  }

  /** Of each node, since it started. */
  conflicts(): Promise<Conflicts[]> {
    return this.onEach(async (query) => {
      const found: Conflicts = {certFailures: 0, bfAborts: 0, replays: 0};
      const rows = await query("SHOW STATUS LIKE 'wsrep_local%'");
      for (const {Variable_name, Value} of rows) {
        const name = counters[Variable_name as string];
        if (name) found[name] = Number(Value);
      }
      return found;
    });
  }

  /** When this ends, each node shows what any of them had acknowledged before. */
  async level(): Promise<void> {
    await this.onEach(async (query) => {
      await query('SET SESSION wsrep_sync_wait = 15');
      await query('SELECT 1');
    });
  }

  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.stop()));
  }

  /**
   * Nobody has to be sent what the others hold: all are empty, and are told that they stopped at the same place of the same cluster, as
   * if the current had failed in a house with all of them. They find each other and go on from there.
   */
  private async unite(provider: string): Promise<void> {
    const cluster = randomUUID();
    const nodes = await Promise.all(
      this.nodes.map(async (mariadb) => ({
        mariadb,
        id: randomUUID(),
        port: await freePort(),
        catchUp: await freePort(),
      })),
    );
    const members = nodes.map(({id}) => `member: ${id} 0`);
    const addresses = nodes.map(({port}) => `127.0.0.1:${port}`).join(',');
    await Promise.all(
      nodes.map(async ({mariadb, id, port, catchUp}) => {
        await keep(mariadb, 'grastate.dat', [
          '# GALERA saved state',
          ...['version: 2.1', `uuid: ${cluster}`, 'seqno: 0', 'safe_to_bootstrap: 0'],
        ]);
        await keep(mariadb, 'gvwstate.dat', [
          ...[`my_uuid: ${id}`, '#vwbeg', `view_id: 3 ${nodes[0]!.id} 1`, 'bootstrap: 0', ...members, '#vwend'],
        ]);
        await mariadb.restart([
          '--wsrep-on=ON',
          `--wsrep-provider=${provider}`,
          `--wsrep-cluster-address=gcomm://${addresses}`,
          `--wsrep-provider-options=gmcast.listen_addr=tcp://127.0.0.1:${port};ist.recv_addr=127.0.0.1:${catchUp}`,
          '--wsrep-node-address=127.0.0.1',
          '--wsrep-sst-method=skip',
          '--binlog-format=ROW',
          '--innodb-autoinc-lock-mode=2',
        ]);
      }),
    );
    const sizes = await this.onEach(async (query) => {
      const [row] = await query("SHOW STATUS LIKE 'wsrep_cluster_size'");
      return Number(row?.Value);
    });
    if (sizes.some((size) => size !== nodes.length)) throw new Error(`they see ${sizes.join(', ')} of ${nodes.length}`);
  }

  private onEach<T>(work: (query: (sql: string) => Promise<RowDataPacket[]>) => Promise<T>): Promise<T[]> {
    return Promise.all(
      this.nodes.map(async ({url}) => {
        const connection = await createConnection({uri: url, connectTimeout: 5_000});
        try {
          return await work(async (sql) => (await connection.query<RowDataPacket[]>({sql, timeout: 30_000}))[0]);
        } finally {
          connection.destroy();
        }
      }),
    );
  }
}

/** The server runs as another user and writes there itself later. */
async function keep({folder}: Mariadb, name: string, lines: string[]): Promise<void> {
  const file = path.join(folder, 'data', name);
  await writeFile(file, `${lines.join('\n')}\n`);
  await chmod(file, 0o666);
}
