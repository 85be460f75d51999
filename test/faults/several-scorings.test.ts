import {readFileSync} from 'node:fs';
import path from 'node:path';
import {type Gateway, startGateway} from '@concours/gateway/compose';
import {anonymous, ENVELOPE_HEADER, signEnvelope} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {createLogger} from '@concours/kernel/log';
import {type Child, startChild, until} from '../support/child.js';
import {freePort} from '../support/free-port.js';
import {type LiveClient, liveClient, type LiveStream} from '../support/ws.js';

const mariadb = process.env.CONCOURS_TEST_MARIADB_URL;
const redis = process.env.CONCOURS_TEST_REDIS_URL;
const key = {id: 'test', secret: 'a secret of the faults test, long enough'};
const roundId = '01J00000000000000000000CMP:semi';
const NOWHERE = 'http://127.0.0.1:9';
const WALL = `subscription ($id: ID!) {roundTally(roundId: $id) {kind epoch revision total entries {id votes}}}`;

interface Told {
  kind: string;
  epoch: string;
  revision: number;
  total: number;
  entries: {id: string; votes: number}[];
}

interface Instance {
  port: number;
  child: Child;
  gateway: Gateway;
  client: LiveClient;
  wall: LiveStream<{roundTally: Told}>;
}

/** A wall may hang on any of several scoring services: what was cast at one is told by all. */
(mariadb && redis ? describe : describe.skip)('two scoring services on one database', () => {
  const databaseUrl = `${mariadb}/several_${newId().toLowerCase()}`;
  const log = createLogger('gateway', {level: 'silent'});
  let one: Instance, other: Instance;

  const start = async (port: number): Promise<Child> => {
    let ready = false;
    const register = path.resolve(__dirname, '../support/register.cjs');
    const env = {
      ...{DATABASE_URL: databaseUrl, REDIS_URL: `${redis}/11`, SIGNING_SECRET: key.secret},
      PORT: String(port),
    };
    const child = startChild(process.execPath, ['-r', register, path.resolve(__dirname, 'scoring-process.ts')], {
      env: {...process.env, ...env},
      onLine: (line) => (ready ||= line === 'ready'),
    });
    await until('the scoring service', async () => ready, {child, timeoutMs: 60_000});
    return child;
  };
  const open = async (): Promise<Instance> => {
    const port = await freePort();
    const child = await start(port);
    const scoring = `http://127.0.0.1:${port}`;
    const gateway = await startGateway(
      {
        ...{port: 0, host: '127.0.0.1', keys: [key], development: false, cookieSecure: false},
        subgraphs: {organisations: NOWHERE, campaigns: NOWHERE, submissions: NOWHERE, scoring},
        supergraphSdl: readFileSync(path.resolve(__dirname, '../../schema/supergraph.graphql'), 'utf8'),
      },
      log,
    );
    const client = liveClient(`${gateway.url.replace('http', 'ws')}/graphql`);
    return {port, child, gateway, client, wall: client.subscribe(WALL, {id: roundId})};
  };
  beforeAll(async () => {
    one = await open();
    other = await open();
  }, 150_000);
  afterAll(async () => {
    for (const instance of [one, other]) {
      await instance?.client.stop();
      await instance?.gateway.close();
      await instance?.child.stop();
    }
  }, 60_000);

  const post = async ({port}: Instance, query: string, variables: object, voter?: string) => {
    const body = JSON.stringify({query, variables});
    const caller = {...anonymous(newId()), ...(voter && {kind: 'voter' as const, voter: {app: 'app', id: voter}})};
    const headers = {'content-type': 'application/json', [ENVELOPE_HEADER]: signEnvelope({caller, key, body})};
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {method: 'POST', headers, body});
    const {data, errors} = (await response.json()) as {data?: unknown; errors?: unknown};
    if (errors) throw new Error(JSON.stringify(errors));
    return data as {round: {entries: {nodes: {id: string}[]}}};
  };
  const CAST = 'mutation ($input: BallotInput!) {castBallot(input: $input) {accepted {slot}}}';
  let voters = 0;
  const vote = async (at: Instance, count: number): Promise<void> => {
    const ENTRIES = 'query ($id: ID!) {round(id: $id) {entries {nodes {id}}}}';
    const [entry] = (await post(at, ENTRIES, {id: roundId})).round.entries.nodes;
    const input = {roundId, entryIds: [entry!.id]};
    await Promise.all(
      Array.from({length: count}, () => post(at, CAST, {input: {...input, requestId: newId()}}, `voter ${voters++}`)),
    );
  };
  const reads = async ({wall}: Instance, total: number): Promise<Told> =>
    (await wall.until(`${total} votes`, ({roundTally}) => roundTally.total === total, 15_000)).roundTally;
  const told = ({wall}: Instance): Told[] => wall.received.flatMap(({data}) => data?.roundTally ?? []);

  test('votes into the one stand on a wall at the other, each told in its own epoch without a gap', async () => {
    expect([await reads(one, 0), await reads(other, 0)]).toMatchObject([{kind: 'SNAPSHOT'}, {kind: 'SNAPSHOT'}]);
    await vote(one, 20);
    await vote(other, 10);
    for (const instance of [one, other]) {
      await reads(instance, 30);
      const changes = told(instance).filter(({kind}) => kind !== 'HEARTBEAT');
      expect(changes.map(({revision}) => revision)).toEqual(changes.map((_, index) => changes[0]!.revision + index));
      expect(changes.slice(1).map(({kind}) => kind)).toEqual(changes.slice(1).map(() => 'DELTA'));
    }
    expect(told(one)[0]!.epoch).not.toBe(told(other)[0]!.epoch);
  }, 60_000);

  test('one that is killed comes back with another epoch and all votes; the other wall hears nothing of it', async () => {
    const [epoch, before] = [told(one)[0]!.epoch, told(other)[0]!.epoch];
    other.child.process.kill('SIGKILL');
    await other.child.exited;
    await vote(one, 12);
    await reads(one, 42);
    other.child = await start(other.port);
    expect(await reads(other, 42)).toMatchObject({kind: 'SNAPSHOT', entries: [{votes: 42}, {votes: 0}, {votes: 0}]});
    const since = told(other).slice(told(other).findIndex((event) => event.epoch !== before));
    expect(since[0]).toMatchObject({kind: 'SNAPSHOT', total: 42});
    expect(new Set(since.map((event) => event.epoch)).size).toBe(1);
    await vote(other, 3);
    expect(await reads(one, 45)).toMatchObject({epoch});
    expect(new Set(told(one).map((event) => event.epoch))).toEqual(new Set([epoch]));
    await reads(other, 45);
  }, 90_000);
});
