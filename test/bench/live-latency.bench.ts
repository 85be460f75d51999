import {randomUUID} from 'node:crypto';
import http from 'node:http';
import {setTimeout as pause} from 'node:timers/promises';
import {ENVELOPE_HEADER, signEnvelope, type Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import WebSocket from 'ws';
import {startHouse, type House} from './house.js';
import {pagesOf} from './join-questions.js';
import type {Acknowledged, Latencies} from './live.child.js';
import {postOnce, type Target} from './load.js';
import {Part} from './part.js';
import {machine} from './turns.js';

const budgetMs = 500;
const walls = 1_000;
/** As many entries get votes, each from one voter after the other: so it is known which event has which vote in it. */
const voting = 20;
const votingMs = 20_000;
const betweenMs = 100;
/** More than this a gateway would gain only by keeping for the two what they don't read. */
const mostGrowthMb = 50;

const wall = `subscription Wall($id: ID!) { roundTally(roundId: $id) {
  kind epoch revision takenAt total entries { id votes submission { title } organisation { shortName } } } }`;
const cast = 'mutation Cast($input: BallotInput!) { castBallot(input: $input) { accepted { slot } } }';

/**
 * From the acknowledgement of a vote until a wall has the event with it, through the gateway and with the works' titles and the units'
 * names: the demo's round of 300 entries, some 200 votes a second, 1,000 walls. Counts are told at most every 250 ms. The ratio is the budget of half a
 * second over the 99th percentile of all votes on all walls. After that two clients of events of some 200 KB stop reading: they
 * have to be sent away, and what the gateway holds must not grow.
 */
export const bench = {
  name: 'live-latency',
  floor: 1,
  async run() {
    const agent = new http.Agent({keepAlive: true, maxSockets: 2 * voting});
    const house = await startHouse({hive: false});
    const parts: Part[] = [];
    try {
      const voters = new Polling(agent, house);
      const {roundId, entryIds} = await voters.openRound();
      const url = house.gateway.url;
      const readers = await Part.start('live.child.ts', {url, count: walls, query: wall, variables: {id: roundId}});
      parts.push(readers);
      const before = await readers.ask<Record<string, number>>({ask: 'counts'});
      const chosen = entryIds.slice(0, voting);
      // What the first events load and compile is no part of a wall's day.
      const warm = await voters.vote(roundId, chosen, 3_000, before);
      const counts = Object.fromEntries(
        chosen.map((id) => [id, before[id]! + warm.filter((v) => v.entry === id).length]),
      );
      const cpu = await house.gateway.usage();
      const votes = await voters.vote(roundId, chosen, votingMs, counts);
      const used = (await house.gateway.usage()).micros - cpu.micros;
      await pause(3_000);
      const seen = await readers.ask<Latencies>({ask: 'latencies', votes}, 60_000);
      if (seen.missing > 0) throw new Error(`${seen.missing} of ${seen.waits + seen.missing} were never shown`);
      readers.stop();
      const slow = await stuck(house, voters, roundId, entryIds);
      const raw = {
        ...{
          ...machine(),
          walls,
          votes: votes.length,
          perSecond: Math.round((votes.length * 1_000) / votingMs),
          ...seen,
        },
        ...{budgetMs, gatewayCores: Number((used / 1_000 / votingMs).toFixed(2)), slow},
      };
      return {ratio: budgetMs / seen.p99, raw};
    } finally {
      for (const part of parts) part.stop();
      agent.destroy();
      await house.stop();
    }
  },
};

interface Page {
  round: {entries: {nodes: {id: string}[]; pageInfo: {endCursor: string; hasNextPage: boolean}}};
}

/** Voters of a partner's app. They ask scoring itself: the gateway's part of their way would only make the wait look shorter. */
class Polling {
  private readonly target: Target;

  constructor(
    private readonly agent: http.Agent,
    private readonly house: House,
  ) {
    const {services, key} = house;
    const headers = (body: string) => ({[ENVELOPE_HEADER]: signEnvelope({caller: somebody(), key, body})});
    this.target = {url: services.scoring.url, headers};
  }

  async openRound(): Promise<{roundId: string; entryIds: string[]}> {
    const [page] = await pagesOf(this.agent, {url: this.house.gateway.url, headers: () => ({})});
    const query = `query ($id: ID!, $after: String) { round(id: $id) { entries(first: 200, after: $after) {
      nodes { id } pageInfo { endCursor hasNextPage } } } }`;
    const entryIds: string[] = [];
    for (let after: string | null = null; ;) {
      const {round}: Page = await this.ask<Page>(query, {id: page!.round, after});
      entryIds.push(...round.entries.nodes.map(({id}) => id));
      if (!round.entries.pageInfo.hasNextPage) return {roundId: page!.round, entryIds};
      after = round.entries.pageInfo.endCursor;
    }
  }

  /** Each entry gets a vote about every tenth of a second, the next one when the last is acknowledged. */
  async vote(
    roundId: string,
    entryIds: readonly string[],
    forMs: number,
    counts: Readonly<Record<string, number>>,
  ): Promise<Acknowledged[]> {
    const until = Date.now() + forMs;
    const votes: Acknowledged[] = [];
    const one = async (entry: string): Promise<void> => {
      for (let n = counts[entry]! + 1; Date.now() < until; n++) {
        await this.cast(roundId, [entry]);
        votes.push({entry, votes: n, at: Date.now()});
        await pause(betweenMs * (0.5 + Math.random()));
      }
    };
    await Promise.all(entryIds.map(one));
    return votes;
  }

  async cast(roundId: string, entryIds: readonly string[]): Promise<void> {
    await this.ask(cast, {input: {roundId, requestId: randomUUID(), entryIds}});
  }

  private async ask<T>(query: string, variables: object): Promise<T> {
    const answer = await postOnce(this.agent, this.target, JSON.stringify({query, variables}));
    const {data, errors} = JSON.parse(answer) as {data: T; errors?: unknown};
    if (errors) throw new Error(answer.slice(0, 300));
    return data;
  }
}

const somebody = (): Caller => ({
  ...{kind: 'voter', id: null, name: null, grants: []},
  voter: {app: '01J0000000000000000000PART', id: randomUUID()},
  requestId: newId(),
});

/** Two who subscribe to all there is and never read it, while every entry gets votes. */
async function stuck(house: House, voters: Polling, roundId: string, entryIds: readonly string[]) {
  const again = (field: string, times: number) =>
    Array.from({length: times}, (_, n) => `${field}${n}: ${field}`).join(' ');
  const query = `subscription Stuck($id: ID!) { roundTally(roundId: $id) { kind epoch revision
    entries { id votes ${again('votes', 20)} submission { id title } organisation { id name shortName } } } }`;
  const began = Date.now();
  const open = () =>
    new Promise<WebSocket>((resolve, reject) => {
      const socket = new WebSocket(`${house.gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
        perMessageDeflate: false,
      });
      // Later, being sent away is one.
      socket.on('error', reject);
      socket.on('open', () => socket.send('{"type":"connection_init"}'));
      socket.on('message', (data: Buffer) => {
        if (data.toString('utf8').startsWith('{"type":"connection_ack"')) {
          socket.send(JSON.stringify({id: '1', type: 'subscribe', payload: {query, variables: {id: roundId}}}));
          socket.pause();
          resolve(socket);
        }
      });
    });
  const before = await house.gateway.usage();
  const sockets = [await open(), await open()];
  let most = 0;
  try {
    // Ten entries a ballot, so that all are in each event.
    for (let n = 0; Date.now() < began + 90_000; n++) {
      const ballots = Array.from({length: 30}, (_, place) => entryIds.slice(place * 10, place * 10 + 10));
      await Promise.all(ballots.filter(({length}) => length > 0).map((some) => voters.cast(roundId, some)));
      if (n % 10 > 0) continue;
      const {inUse} = await house.gateway.usage();
      most = Math.max(most, inUse - before.inUse);
      // Who doesn't read learns only by writing that there is nobody any more.
      for (const socket of sockets) if (socket.readyState === WebSocket.OPEN) socket.ping();
      if (sockets.every(({readyState}) => readyState !== WebSocket.OPEN)) break;
    }
    if (sockets.some(({readyState}) => readyState === WebSocket.OPEN))
      throw new Error('slow readers are not sent away');
    const after = await house.gateway.usage();
    const growthMb = {most: mb(most), after: mb(after.inUse - before.inUse), rss: mb(after.rss - before.rss)};
    if (mb(most) > mostGrowthMb) throw new Error(`slow readers cost the gateway ${JSON.stringify(growthMb)}`);
    return {sentAwayAfterS: Math.round((Date.now() - began) / 1_000), growthMb};
  } finally {
    for (const socket of sockets) socket.terminate();
  }
}

const mb = (bytes: number): number => Math.round(bytes / 1e6);
