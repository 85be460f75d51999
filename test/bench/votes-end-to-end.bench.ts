import {randomBytes, randomUUID} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import {SignJWT} from 'jose';
import {composed} from '../../gateway/testing/little-services.js';
import {startMariadb} from '../support/mariadb.js';
import {idle, type RegisteredApp} from './end-to-end.child.js';
import {postOnce, type Target} from './load.js';
import {Part} from './part.js';
import {machine, short, takeTurns} from './turns.js';
import {percentiles} from './vote-clients.js';
import {roundId, type OpenRound} from './vote-contest.js';
import {schemaOn} from './votes.js';

const clients = 64;
const voters = 256;
const turns = 7;
const turnMs = 3_000;
/** The voters stay the same: they need an allowance for all turns. */
const shape = {entries: 30, perDay: 2_000};

const receipt = '{ requestId remainingToday replayed at accepted { entry { id } day slot } }';
const cast = `mutation Cast($input: BallotInput!) { castBallot(input: $input) ${receipt} }`;
const nothing = `mutation Nothing($input: BallotInput!) { doNothing(input: $input) ${receipt} }`;
const yes = 'mutation Yes($input: BallotInput!) { answerTrue(input: $input) }';

/**
 * castBallot over HTTP through the gateway, with tokens that a partner's app signed and organisations looks at, on MariaDB: against a
 * mutation that takes and answers the same without doing anything, through the same processes. What is measured is votes or answers a second at
 * 64 clients; `cpuMicros` says where the time goes. `overTrue` is that over a mutation that answers `true`, which spares the
 * gateway the receipt as well.
 */
export const bench = {
  name: 'votes-end-to-end',
  floor: 0.7,
  async run() {
    const server = await startMariadb(['--innodb-buffer-pool-size=512M', '--innodb-log-file-size=512M']);
    const parts: Part[] = [];
    const start = async (file: string, role: object): Promise<Part> => {
      const part = await Part.start(file, role);
      parts.push(part);
      return part;
    };
    const agent = new http.Agent({keepAlive: true, maxSockets: clients});
    try {
      const key = {id: 'bench', secret: randomBytes(32).toString('base64url')};
      const database = (role: string) => ({role, databaseUrl: schemaOn(server.url), key});
      const organisations = await start('end-to-end.child.ts', database('organisations'));
      const scoring = await start('end-to-end.child.ts', {...database('scoring'), shape});
      const away = 'http://127.0.0.1:9';
      const subgraphs = {
        ...{organisations: organisations.url, scoring: scoring.url},
        ...{campaigns: away, submissions: away},
      };
      const gateway = await start('house.child.ts', {
        role: 'gateway',
        subgraphs,
        supergraphSdl: await supergraph(),
        key,
      });
      const tokens = await tokensOf(await organisations.ask<RegisteredApp>({ask: 'app'}));
      const {entries} = await scoring.ask<OpenRound>({ask: 'round'});
      const sender = new Sender(agent, gateway.url, tokens, entries);
      await sender.introduce(yes);
      const watched = {gateway, scoring, organisations};
      const spent = {cast: new Spent(watched), nothing: new Spent(watched), yes: new Spent(watched)};
      const side = (name: 'cast' | 'nothing' | 'yes', query: string, wanted: RegExp) => ({
        name,
        turn: () => spent[name].during(() => sender.send(query, wanted, turnMs)),
      });
      const seen = await takeTurns(turns, [
        side('cast', cast, /"replayed":false.*"accepted":\[\{/),
        side('nothing', nothing, /"doNothing":\{"requestId"/),
        side('yes', yes, /"answerTrue":true/),
      ]);
      const raw = {
        ...machine(),
        ...{clients, perSecond: seen.perSecond, ratioOfTurns: seen.spread('cast', 'nothing')},
        overTrue: short(seen.ratio('cast', 'yes')),
        ...{castMs: sender.latency(cast), unavailable: sender.unavailable},
        cpuMicros: {cast: spent.cast.each(), nothing: spent.nothing.each()},
      };
      return {ratio: seen.ratio('cast', 'nothing'), raw};
    } finally {
      agent.destroy();
      for (const part of parts) part.stop();
      await server.stop();
    }
  },
};

async function supergraph(): Promise<string> {
  const of = async <Name extends string>(name: Name) => {
    const sdl = await readFile(path.resolve(__dirname, `../../schema/subgraphs/${name}.graphql`), 'utf8');
    return {name, sdl: name === 'scoring' ? `${sdl}\n${idle}` : sdl, resolvers: {}};
  };
  return composed({
    campaigns: await of('campaigns'),
    organisations: await of('organisations'),
    scoring: await of('scoring'),
    submissions: await of('submissions'),
  });
}

function tokensOf({id, secret}: RegisteredApp): Promise<string[]> {
  const token = () =>
    new SignJWT({})
      .setProtectedHeader({alg: 'HS256'})
      .setIssuer(id)
      .setAudience('concours')
      .setSubject(randomUUID())
      .setExpirationTime('10m')
      .sign(Buffer.from(secret));
  return Promise.all(Array.from({length: voters}, token));
}

/** Clients that send the next mutation as soon as they have the answer to the last, each time for another voter. */
class Sender {
  private readonly waits = new Map<string, number[]>();
  private sent = 0;
  unavailable = 0;

  constructor(
    private readonly agent: http.Agent,
    private readonly url: string,
    private readonly tokens: readonly string[],
    private readonly entries: OpenRound['entries'],
  ) {}

  /** One voter after the other: on a cold start all at once would wait for organisations longer than the gateway does. */
  async introduce(query: string): Promise<void> {
    const one = {roundId, requestId: randomUUID(), entryIds: []};
    for (const token of this.tokens) {
      const target = {url: this.url, headers: () => ({'x-concours-voter': token})};
      await this.post(target, JSON.stringify({query, variables: {input: one}}));
    }
  }

  async send(query: string, wanted: RegExp, forMs: number): Promise<{count: number; perSecond: number}> {
    const waits = this.waits.get(query) ?? [];
    this.waits.set(query, waits);
    const began = performance.now();
    let count = 0;
    const client = async (): Promise<void> => {
      while (performance.now() < began + forMs) {
        const n = this.sent++;
        const token = this.tokens[n % this.tokens.length]!;
        const entryIds = [this.entries[n % this.entries.length]!.id];
        const body = JSON.stringify({query, variables: {input: {roundId, requestId: randomUUID(), entryIds}}});
        const at = performance.now();
        const target = {url: this.url, headers: () => ({'x-concours-voter': token})};
        const answer = await this.post(target, body);
        if (answer === null) continue;
        if (!wanted.test(answer)) throw new Error(`not the answer that is measured: ${answer.slice(0, 300)}`);
        waits.push(performance.now() - at);
        count += 1;
      }
    };
    await Promise.all(Array.from({length: clients}, client));
    return {count, perSecond: (count * 1_000) / (performance.now() - began)};
  }

  /** Null where a service was not available in time: on a machine that does much else it happens, and is counted. */
  private post(target: Target, body: string): Promise<string | null> {
    return postOnce(this.agent, target, body).catch((error: unknown) => {
      if (!/^Error: 503: .*SUBGRAPH_UNAVAILABLE/.test(String(error))) throw error;
      this.unavailable += 1;
      return null;
    });
  }

  latency(query: string) {
    return percentiles(this.waits.get(query) ?? []);
  }
}

/** Processor time of the processes during the turns of one side. */
class Spent {
  private readonly micros: Record<string, number> = {};
  private count = 0;

  constructor(private readonly parts: Record<string, Part>) {}

  async during(turn: () => Promise<{count: number; perSecond: number}>): Promise<number> {
    const before = await this.reading();
    const {count, perSecond} = await turn();
    const after = await this.reading();
    for (const [name, micros] of Object.entries(after))
      this.micros[name] = (this.micros[name] ?? 0) + micros - before[name]!;
    this.count += count;
    return perSecond;
  }

  each(): Record<string, number> {
    return Object.fromEntries(
      Object.entries(this.micros).map(([name, micros]) => [name, short(micros / this.count)] as const),
    );
  }

  private async reading(): Promise<Record<string, number>> {
    const own = process.cpuUsage();
    const pairs = Object.entries(this.parts).map(async ([name, part]) => [name, (await part.usage()).micros] as const);
    return {...Object.fromEntries(await Promise.all(pairs)), clients: own.user + own.system};
  }
}
