import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {newId} from '@concours/kernel/ids';
import {createConnection} from 'mysql2/promise';
import {type Mariadb, startMariadb} from '../support/mariadb.js';
import {BACK_WITHIN_MS, entriesOf, KILLS, outcomeOf, Scoring, Voting, whole} from './voting-house.js';

/** kill -9 while votes come in: whatever a client was told holds, and nothing is there that nobody asked for. */
describe.each([
  {victim: 'scoring service', engine: 'SQLite'},
  {victim: 'scoring service', engine: 'MariaDB'},
  {victim: 'database', engine: 'MariaDB'},
])('the $victim is killed under load on $engine', ({victim, engine}) => {
  let databaseUrl: string;
  let folder: string;
  let scoring: Scoring;
  let server: Mariadb | undefined;
  /** Milliseconds from each start, or where it is no program of ours from its first connection, to the first new ballot. */
  const back: number[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'concours-faults-'));
    if (victim === 'database') server = await startMariadb();
    const serverUrl = server?.url ?? process.env.CONCOURS_TEST_MARIADB_URL;
    databaseUrl =
      engine === 'SQLite' ? `sqlite:${join(folder, 'scoring.db')}` : `${serverUrl}/faults_${newId().toLowerCase()}`;
    scoring = await new Scoring(databaseUrl).start();
  }, 60_000);
  afterAll(async () => {
    process.stderr.write(`${victim} on ${engine}: votes again after ${back.join(', ')} ms\n`);
    await scoring.child.stop();
    await server?.stop();
    await rm(folder, {recursive: true, force: true});
  });

  test(
    `${KILLS} times: acknowledged = stored = tallied = in the ledger, and votes are soon taken again`,
    async () => {
      const voting = new Voting(await entriesOf(scoring.port), () => scoring.port).start();
      for (let kill = 0; kill < KILLS; kill++) {
        await voting.reach(150);
        let since: number;
        if (server) {
          server.child.process.kill('SIGKILL');
          await server.child.exited;
          await server.restart();
          since = performance.now();
        } else {
          await scoring.kill();
          since = performance.now();
          await scoring.start();
        }
        back.push(await voting.backAfter(since));
      }
      await voting.end();
      await scoring.child.stop();
      expect(await outcomeOf(databaseUrl, voting)).toEqual(whole(voting));
      expect(back.filter((ms) => ms > BACK_WITHIN_MS)).toEqual([]);
    },
    120_000 + KILLS * 40_000,
  );
});

describe('the same on a database that does not wait for its disk', () => {
  /** Shows that what is looked at above can come out otherwise. */
  test('loses what was acknowledged, and the comparison says so', async () => {
    const server = await startMariadb();
    const databaseUrl = `${server.url}/faults_${newId().toLowerCase()}`;
    const scoring = await new Scoring(databaseUrl).start();
    try {
      const connection = await createConnection(server.url);
      // only now: the round itself is to be there afterwards
      await connection.query('SET GLOBAL innodb_flush_log_at_trx_commit = 0');
      await connection.query('SET GLOBAL innodb_flush_log_at_timeout = 600');
      await connection.end();
      const voting = new Voting(await entriesOf(scoring.port), () => scoring.port).start();
      await voting.reach(300);
      server.child.process.kill('SIGKILL');
      await server.child.exited;
      await server.restart();
      await voting.reach(1);
      await voting.end();
      await scoring.child.stop();
      const outcome = await outcomeOf(databaseUrl, voting);
      expect(outcome.lost.length).toBeGreaterThan(0);
      expect(outcome.stored).toBeLessThan(whole(voting).stored);
      // a batch is there whole or not at all, even so
      expect(outcome).toMatchObject({strange: [], tallied: outcome.stored, differing: 0});
    } finally {
      await scoring.child.stop();
      await server.stop();
    }
  }, 120_000);
});
