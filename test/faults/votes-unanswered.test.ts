import {mkdtemp, rm} from 'node:fs/promises';
import {createServer, connect, type Server, type Socket} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {newId} from '@concours/kernel/ids';
import {
  type Answer,
  CAST_WITH_RECEIPT,
  KILLS,
  entriesOf,
  outcomeOf,
  post,
  roundId,
  Scoring,
  voter,
  whole,
} from './voting-house.js';

const AT_ONCE = 64;

/** Lets every request through and, while it is told to, no answer: it reads it, keeps it and hangs up. */
class DeafProxy {
  cuts = false;
  readonly kept: string[] = [];
  port = 0;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  constructor(target: number) {
    this.server = createServer((client) => {
      const upstream = connect(target, '127.0.0.1');
      for (const each of [client, upstream]) {
        this.sockets.add(each);
        each.on('error', () => undefined).on('close', () => this.sockets.delete(each));
      }
      client.pipe(upstream);
      upstream.on('data', (chunk: Buffer) => {
        if (!this.cuts) return void client.write(chunk);
        this.kept.push(chunk.toString('utf8'));
        client.destroy();
        upstream.destroy();
      });
      client.on('close', () => upstream.destroy());
      upstream.on('close', () => client.end());
    });
  }

  async listen(): Promise<this> {
    await new Promise<void>((listening) => this.server.listen(0, '127.0.0.1', listening));
    this.port = (this.server.address() as {port: number}).port;
    return this;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((closed) => this.server.close(closed));
  }
}

// the same path on both: the larger number once, unless many faults are asked for
describe.each([
  {engine: 'SQLite', replays: 10_000},
  {engine: 'MariaDB', replays: KILLS > 3 ? 10_000 : 1_000},
])('answers that never arrive, on $engine', ({engine, replays}) => {
  let folder: string;
  let databaseUrl: string;
  let scoring: Scoring;
  let proxy: DeafProxy;
  let entries: string[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'concours-faults-'));
    databaseUrl =
      engine === 'SQLite'
        ? `sqlite:${join(folder, 'scoring.db')}`
        : `${process.env.CONCOURS_TEST_MARIADB_URL}/faults_${newId().toLowerCase()}`;
    scoring = await new Scoring(databaseUrl).start();
    proxy = await new DeafProxy(scoring.port).listen();
    entries = await entriesOf(scoring.port);
  }, 60_000);
  afterAll(async () => {
    await proxy.close();
    await scoring.child.stop();
    await rm(folder, {recursive: true, force: true});
  });

  test(`a retry gets the first answer again, receipt and all; ${replays} more add nothing`, async () => {
    const ballots = Array.from({length: 60}, (_, n) => ({
      voter: `voter ${n}`,
      input: {roundId, requestId: newId(), entryIds: entries.slice(0, 1 + (n % 3))},
    }));
    const send = (port: number, {voter: id, input}: (typeof ballots)[number]): Promise<Answer> =>
      post(port, voter(id), CAST_WITH_RECEIPT, {input});

    proxy.cuts = true;
    const unanswered = await Promise.allSettled(ballots.map((ballot) => send(proxy.port, ballot)));
    expect(unanswered.map(({status}) => status)).toEqual(ballots.map(() => 'rejected'));
    proxy.cuts = false;
    const firsts = new Map(
      proxy.kept.map((text) => {
        const {castBallot} = (JSON.parse(text.slice(text.indexOf('\r\n\r\n'))) as Answer).data!;
        return [castBallot!.receipt, castBallot!];
      }),
    );
    expect(firsts.size).toBe(ballots.length);

    // beside the proxy, through it, and again after the process has come back and remembers nothing
    const again = async (port: number) => {
      for (const {data} of await Promise.all(ballots.map((ballot) => send(port, ballot)))) {
        const {castBallot} = data!;
        expect({...castBallot, replayed: false}).toEqual(firsts.get(castBallot!.receipt));
        expect(castBallot!.replayed).toBe(true);
      }
    };
    await again(scoring.port);
    await again(proxy.port);
    await scoring.kill();
    await scoring.start();
    await again(scoring.port);

    let sent = 0;
    const counts = {replayed: 0, other: 0};
    await Promise.all(
      Array.from({length: AT_ONCE}, async () => {
        while (sent < replays) {
          const {data} = await send(scoring.port, ballots[sent++ % ballots.length]);
          counts[data?.castBallot?.replayed ? 'replayed' : 'other']++;
        }
      }),
    );
    expect(counts).toEqual({replayed: replays, other: 0});

    await scoring.child.stop();
    const acknowledged = new Map(ballots.map((ballot) => [ballot.input.requestId, ballot]));
    expect(await outcomeOf(databaseUrl, {acknowledged})).toEqual(whole({acknowledged}));
  }, 120_000);
});
