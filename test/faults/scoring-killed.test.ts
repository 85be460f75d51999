import {Agent, request} from 'node:http';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {openDatabase} from '@concours/kernel/database';
import {ENVELOPE_HEADER, signEnvelope} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {type Child, startChild, until} from '../support/child.js';
import {freePort} from '../support/free-port.js';
import {type Mariadb, startMariadb} from '../support/mariadb.js';

const key = {id: 'test', secret: 'a secret of the faults test, long enough'};
const roundId = '01J00000000000000000000CMP:semi';
const KILLS = Number(process.env.CONCOURS_TEST_KILLS ?? 3);
const CLIENTS = 24;

/** kill -9 of the service while votes come in: whatever a client was told holds, and nothing is there that nobody asked for. */
describe.each([
  {victim: 'scoring service', engine: 'SQLite'},
  {victim: 'scoring service', engine: 'MariaDB'},
  {victim: 'database', engine: 'MariaDB'},
])('the $victim is killed under load on $engine', ({victim, engine}) => {
  const agent = new Agent({keepAlive: true});
  let databaseUrl: string;
  let folder: string;
  let port: number;
  let child: Child;
  let server: Mariadb | undefined;

  const start = async (): Promise<void> => {
    let ready = false;
    const register = resolve(__dirname, '../support/register.cjs');
    child = startChild(process.execPath, ['-r', register, resolve(__dirname, 'scoring-process.ts')], {
      env: {...process.env, DATABASE_URL: databaseUrl, SIGNING_SECRET: key.secret, PORT: String(port)},
      onLine: (line) => (ready ||= line === 'ready'),
    });
    await until('the scoring service', async () => ready, {child});
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'concours-faults-'));
    if (victim === 'database') server = await startMariadb();
    const serverUrl = server?.url ?? process.env.CONCOURS_TEST_MARIADB_URL;
    databaseUrl =
      engine === 'SQLite' ? `sqlite:${join(folder, 'scoring.db')}` : `${serverUrl}/faults_${newId().toLowerCase()}`;
    port = await freePort();
    await start();
  });
  afterAll(async () => {
    await child.stop();
    agent.destroy();
    await server?.stop();
    await rm(folder, {recursive: true, force: true});
  });

  interface Answer {
    data?: {castBallot?: {accepted: unknown[]}; round?: {entries: {nodes: {id: string}[]}}};
    errors?: {extensions?: {code?: string}}[];
  }

  const post = (voter: string, query: string, variables: object): Promise<Answer> => {
    const body = JSON.stringify({query, variables});
    const caller = {
      kind: 'voter',
      id: null,
      name: null,
      grants: [],
      voter: {app: 'app', id: voter},
      requestId: newId(),
    } as const;
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      [ENVELOPE_HEADER]: signEnvelope({caller: {...caller, grants: []}, key, body}),
    };
    return new Promise((done, fail) => {
      const sent = request(
        {port, host: '127.0.0.1', path: '/graphql', method: 'POST', agent, headers, timeout: 5_000},
        (answer) => {
          let text = '';
          answer.setEncoding('utf8').on('data', (chunk) => (text += chunk));
          answer.on('error', fail).on('end', () => {
            try {
              done(JSON.parse(text) as Answer);
            } catch (error) {
              fail(error as Error);
            }
          });
        },
      );
      sent.on('timeout', () => sent.destroy(new Error('no answer'))).on('error', fail);
      sent.end(body);
    });
  };

  test(`${KILLS} times, and acknowledged = stored = tallied`, async () => {
    const query = 'query ($id: ID!) { round(id: $id) { entries { nodes { id } } } }';
    const entries = (await post('reader', query, {id: roundId})).data!.round!.entries.nodes.map(({id}) => id);
    const CAST = 'mutation ($input: BallotInput!) { castBallot(input: $input) { accepted { slot } } }';
    let acknowledged = 0;
    let stopping = false;
    let voters = 0;
    const refused: unknown[] = [];

    /** Votes until told to stop; whatever was not answered is sent again under the same id until it is. */
    const client = async (): Promise<void> => {
      while (!stopping) {
        const voter = `voter ${voters++}`;
        const input = {roundId, requestId: newId(), entryIds: entries.slice(0, 1 + (voters % 3))};
        for (let answered = false; !answered;) {
          const answer = await post(voter, CAST, {input}).catch(() => null);
          const marks = answer?.data?.castBallot?.accepted.length;
          const code = answer?.errors?.[0]?.extensions?.code;
          if (marks) acknowledged += marks;
          else if (answer && code !== 'BALLOT_BUSY' && code !== 'BALLOT_OUTCOME_UNKNOWN') refused.push(answer);
          answered = marks !== undefined || refused.length > 0;
          if (!answer) await new Promise((again) => setTimeout(again, 25));
        }
      }
    };
    const clients = Array.from({length: CLIENTS}, client);
    const reach = (count: number) =>
      until(`${count} votes`, async () => acknowledged >= count || refused.length > 0, {child});
    for (let kill = 0; kill < KILLS; kill++) {
      await reach(acknowledged + 250);
      const killedAt = Date.now();
      if (server) {
        server.child.process.kill('SIGKILL');
        await server.child.exited;
        await server.restart();
      } else {
        child.process.kill('SIGKILL');
        await child.exited;
        await start();
      }
      await reach(acknowledged + 1);
      // The bar is 5 s; the rest is for a machine that does other things as well.
      expect(Date.now() - killedAt).toBeLessThan(15_000);
    }
    stopping = true;
    await Promise.all(clients);
    expect(refused).toEqual([]);
    await child.stop();

    const database = await openDatabase({url: databaseUrl, name: 'faults', entities: [], migrations: []});
    const count = async (sql: string): Promise<number> => Number((await database.read.query(sql))[0].count);
    expect(await count('SELECT COUNT(*) AS count FROM vote')).toBe(acknowledged);
    expect(await count('SELECT SUM(votes) AS count FROM vote_tally')).toBe(acknowledged);
    await database.close();
  }, 120_000);
});
