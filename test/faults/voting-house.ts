import {Agent, request} from 'node:http';
import {resolve} from 'node:path';
import {type Database, openDatabase} from '@concours/kernel/database';
import {type Caller, ENVELOPE_HEADER, signEnvelope} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {CountCheck} from '@concours/scoring/ballots/count-check';
import {entities} from '@concours/scoring/data-source';
import {LedgerSealing} from '@concours/scoring/ledger/ledger-sealing.service';
import {LedgerSecrets} from '@concours/scoring/ledger/ledger-secrets';
import {LedgerSigner} from '@concours/scoring/ledger/signer';
import {verifyLedger} from '@concours/scoring/ledger/verify-ledger';
import {type Child, startChild, until} from '../support/child.js';
import {freePort} from '../support/free-port.js';

const key = {id: 'test', secret: 'a secret of the faults test, long enough'};
export const roundId = '01J00000000000000000000CMP:semi';
/** How often whatever can be killed is killed: 3 times with all tests, and by `npm run faults -- 50` as often as one likes. */
export const KILLS = Number(process.env.CONCOURS_TEST_KILLS ?? 3);
/** What fails by itself is only a machine on which nothing comes back at all. */
export const BACK = {timeoutMs: 90_000};
/** The bar of 5 s, which `npm run faults` holds: with all tests at once on one machine the times are only printed. */
export const BACK_WITHIN_MS = Number(process.env.CONCOURS_TEST_BACK_MS ?? Infinity);

const votings: Voting[] = [];
// after a failure nobody goes on asking
afterAll(() => votings.forEach((voting) => voting.abandon()));

/** The scoring service as a process that may be killed and stopped. It comes back on the same port. */
export class Scoring {
  child!: Child;
  port = 0;

  constructor(private readonly databaseUrl: string) {}

  async start(): Promise<this> {
    this.port ||= await freePort();
    let ready = false;
    const register = resolve(__dirname, '../support/register.cjs');
    this.child = startChild(process.execPath, ['-r', register, resolve(__dirname, 'scoring-process.ts')], {
      env: {...process.env, DATABASE_URL: this.databaseUrl, SIGNING_SECRET: key.secret, PORT: String(this.port)},
      onLine: (line) => (ready ||= line === 'ready'),
    });
    await until('the scoring service', async () => ready, {child: this.child, ...BACK});
    return this;
  }

  async kill(): Promise<void> {
    this.child.process.kill('SIGKILL');
    await this.child.exited;
  }

  async isReady(): Promise<boolean> {
    return (await fetch(`http://127.0.0.1:${this.port}/readyz`)).ok;
  }
}

export interface Answer {
  data?: {
    castBallot?: {replayed: boolean; at: string; receipt?: string; accepted: object[]};
    round?: {entries: {nodes: {id: string}[]}; alarms: {code: string}[]};
  };
  errors?: {message: string; extensions?: {code?: string}}[];
}

const agent = new Agent({keepAlive: true});
const CAST =
  'mutation ($input: BallotInput!) { castBallot(input: $input) { replayed at accepted { day slot entry { id } } } }';
export const CAST_WITH_RECEIPT = CAST.replace('at accepted', 'at receipt accepted');

/** Rejects where there was no whole answer. */
export function post(port: number, who: Partial<Caller>, query: string, variables: object): Promise<Answer> {
  const body = JSON.stringify({query, variables});
  const caller: Caller = {kind: 'voter', id: null, name: null, grants: [], requestId: newId(), ...who} as Caller;
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    [ENVELOPE_HEADER]: signEnvelope({caller, key, body}),
  };
  return new Promise((done, fail) => {
    const sent = request(
      {port, host: '127.0.0.1', path: '/graphql', method: 'POST', agent, headers, timeout: 5_000},
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk) => (text += chunk));
        answer.on('error', fail).on('aborted', () => fail(new Error('cut')));
        answer.on('end', () => {
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
}

export const voter = (id: string): Partial<Caller> => ({kind: 'voter', voter: {app: 'app', id}});

export async function entriesOf(port: number): Promise<string[]> {
  const query = 'query ($id: ID!) { round(id: $id) { entries { nodes { id } } } }';
  return (await post(port, voter('reader'), query, {id: roundId})).data!.round!.entries.nodes.map(({id}) => id);
}

/** The codes of what is wrong, as an auditor is told. */
export async function alarmsOf(port: number): Promise<string[]> {
  const grants = [{role: 'AUDITOR', path: 'ah.', organisation: 'x'}] as Caller['grants'];
  const query = 'query ($id: ID!) { round(id: $id) { alarms { code } } }';
  const answer = await post(port, {kind: 'account', id: 'auditor', grants}, query, {id: roundId});
  return answer.data!.round!.alarms.map(({code}) => code);
}

interface Ballot {
  voter: string;
  /** When the try that was acknowledged was sent, and when its answer was here, by this process's own milliseconds. */
  sentAt?: number;
  answeredAt?: number;
  input: {roundId: string; requestId: string; entryIds: string[]};
}

/** Voters without end, who send what was not answered again under the same id until it is. */
export class Voting {
  readonly acknowledged = new Map<string, Ballot>();
  /** Answers that said that nobody knows, or that it is too much. */
  unsure = 0;
  readonly refused: Answer[] = [];
  private stopping = false;
  private abandoned = false;
  private voters = 0;
  private clients: Promise<void>[] = [];

  constructor(
    private readonly entries: readonly string[],
    /** Where to send it; asked anew for every try. */
    private readonly portFor: (attempt: number) => number,
    private readonly name = 'voter',
  ) {}

  start(clients = 24): this {
    votings.push(this);
    this.clients = Array.from({length: clients}, () => this.client());
    return this;
  }

  /** Until that many more are acknowledged. */
  reach(more: number): Promise<unknown> {
    const count = this.acknowledged.size + more;
    const reached = async () => this.acknowledged.size >= count || this.refused.length > 0;
    return until(`${count} ballots`, reached, BACK);
  }

  /** Milliseconds from then to the first acknowledgement of what was sent after it: what was on its way is no sign of life. */
  async backAfter(since: number): Promise<number> {
    const answers = () =>
      [...this.acknowledged.values()].flatMap(({sentAt = 0, answeredAt = 0}) => (sentAt > since ? answeredAt : []));
    await until('a ballot', async () => answers().length > 0 || this.refused.length > 0, BACK);
    return Math.round(Math.min(...answers()) - since);
  }

  /** Gives up, whatever is on its way. */
  abandon(): void {
    this.stopping = this.abandoned = true;
  }

  /** Everything that was sent is answered by then. */
  async end(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.clients);
    expect(this.refused).toEqual([]);
  }

  private async client(): Promise<void> {
    while (!this.stopping && this.refused.length === 0) {
      const n = this.voters++;
      const entryIds = this.entries.slice(0, 1 + (n % 3));
      const ballot = {voter: `${this.name} ${n}`, input: {roundId, requestId: newId(), entryIds}};
      for (let attempt = 0; this.refused.length === 0 && !this.abandoned; attempt++) {
        if (await this.isAnswered(ballot, attempt)) break;
        await new Promise((again) => setTimeout(again, 25));
      }
    }
  }

  private async isAnswered(ballot: Ballot, attempt: number): Promise<boolean> {
    const sentAt = performance.now();
    const answer = await post(this.portFor(attempt), voter(ballot.voter), CAST, {input: ballot.input}).catch(
      () => null,
    );
    if (!answer) return false;
    if (answer.data?.castBallot) {
      this.acknowledged.set(ballot.input.requestId, {...ballot, sentAt, answeredAt: performance.now()});
      return true;
    }
    const code = answer.errors?.[0]?.extensions?.code;
    if (code === 'BALLOT_BUSY' || code === 'BALLOT_OUTCOME_UNKNOWN') this.unsure++;
    else this.refused.push(answer);
    return false;
  }
}

/** What became of the ballots, when no instance runs any more. */
export interface Outcome {
  /** Acknowledged and not stored as they were, by request id. */
  lost: string[];
  /** Stored and never acknowledged. */
  strange: string[];
  stored: number;
  tallied: number;
  /** Tally rows that are not those of the stored votes. */
  differing: number;
  ledger: string[];
}

/** Nothing lost, nothing added. */
export const whole = ({acknowledged}: Pick<Voting, 'acknowledged'>): Outcome => {
  const stored = [...acknowledged.values()].reduce((sum, {input}) => sum + input.entryIds.length, 0);
  return {lost: [], strange: [], stored, tallied: stored, differing: 0, ledger: []};
};

export async function outcomeOf(databaseUrl: string, {acknowledged}: Pick<Voting, 'acknowledged'>): Promise<Outcome> {
  const database = await openDatabase({url: databaseUrl, name: 'scoring', entities, migrations: []});
  try {
    const rows: {request: Uint8Array; marks: number | string}[] = await database.read.query(
      'SELECT request, COUNT(*) AS marks FROM vote GROUP BY request',
    );
    const stored = new Map(rows.map(({request, marks}) => [Buffer.from(request).toString('utf8'), Number(marks)]));
    const [{tallied}] = await database.read.query('SELECT SUM(votes) AS tallied FROM vote_tally');
    return {
      lost: [...acknowledged].filter(([id, {input}]) => stored.get(id) !== input.entryIds.length).map(([id]) => id),
      strange: [...stored.keys()].filter((id) => !acknowledged.has(id)),
      stored: [...stored.values()].reduce((sum, marks) => sum + marks, 0),
      tallied: Number(tallied),
      differing: (await new CountCheck(database).differences(true))!.length,
      ledger: await ledgerProblems(database),
    };
  } finally {
    await database.close();
  }
}

/** Seals the rest, and recomputes the whole ledger. */
async function ledgerProblems(database: Database): Promise<string[]> {
  // of a process that was killed
  await database.write((manager) => manager.query('UPDATE ledger_lease SET holder = NULL'));
  const sealing = new LedgerSealing({database, secrets: new LedgerSecrets(database)});
  while ((await sealing.seal()) > 0);
  const said: string[] = [];
  const isSound = await verifyLedger(database.read, new LedgerSigner([key]).publicKeys, (line) => said.push(line));
  return isSound && !said.some((line) => line.includes('wait to be sealed')) ? [] : said;
}
