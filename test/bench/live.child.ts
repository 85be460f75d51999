import WebSocket from 'ws';
import {servePart} from './part.js';

/** Walls of one round, all in one process: each a socket of its own that follows the tally. */
export interface Role {
  url: string;
  count: number;
  query: string;
  variables: object;
}

/** A vote that was acknowledged: the how-maniest of its entry it was, and when. */
export interface Acknowledged {
  entry: string;
  votes: number;
  at: number;
}

export type Ask = {ask: 'counts'} | {ask: 'latencies'; votes: Acknowledged[]};

export interface Latencies {
  waits: number;
  p50: number;
  p99: number;
  most: number;
  /** Of votes that a wall has never shown. */
  missing: number;
  events: number;
}

interface Event {
  kind: string;
  revision: number;
  entries: {id: string; votes: number}[];
}

/** Of all walls together: what each revision said, read once. */
const revisions = new Map<number, Map<string, number>>();
/** By wall: which revision came when. */
const walls: {revision: number; at: number}[][] = [];

async function become({url, count, query, variables}: Role): Promise<{url: string}> {
  const open = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const seen: {revision: number; at: number}[] = [];
      walls.push(seen);
      const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
        perMessageDeflate: false,
      });
      socket.on('error', reject);
      socket.on('open', () => socket.send('{"type":"connection_init"}'));
      socket.on('message', (data: Buffer) => {
        const at = Date.now();
        const text = data.toString('utf8');
        const revision = Number(/"revision":(\d+)/.exec(text)?.[1]);
        if (text.startsWith('{"type":"connection_ack"')) {
          socket.send(JSON.stringify({id: '1', type: 'subscribe', payload: {query, variables}}));
        } else if (text.startsWith('{"type":"ping"')) socket.send('{"type":"pong"}');
        else if (!Number.isNaN(revision)) {
          const first = seen.length === 0;
          seen.push({revision, at});
          if (!revisions.has(revision)) learn(text);
          if (first) resolve();
        } else reject(new Error(text.slice(0, 300)));
      });
    });
  for (let at = 0; at < count; at += 50) await Promise.all(Array.from({length: Math.min(50, count - at)}, open));
  return {url};
}

function learn(text: string): void {
  const {payload} = JSON.parse(text) as {payload: {data: {roundTally: Event}}};
  const {revision, entries} = payload.data.roundTally;
  revisions.set(revision, new Map(entries.map(({id, votes}) => [id, votes])));
}

/** The counts as the newest revision leaves them. */
function counts(): Record<string, number> {
  const known: Record<string, number> = {};
  for (const [, entries] of [...revisions].sort(([a], [b]) => a - b)) Object.assign(known, Object.fromEntries(entries));
  return known;
}

/** For each vote and wall: from the acknowledgement to the first event that has the vote in it. Never less than nothing. */
function latencies(votes: readonly Acknowledged[]): Latencies {
  const ordered = [...revisions].sort(([a], [b]) => a - b);
  const steps = new Map<string, {revision: number; votes: number}[]>();
  for (const [revision, entries] of ordered) {
    for (const [id, count] of entries) {
      const known = steps.get(id) ?? [];
      known.push({revision, votes: count});
      steps.set(id, known);
    }
  }
  const waits: number[] = [];
  let missing = 0;
  const wanted = votes.map(({entry, votes: count, at}) => ({
    revision: (steps.get(entry) ?? []).find((step) => step.votes >= count)?.revision ?? Infinity,
    at,
  }));
  for (const seen of walls) {
    for (const {revision, at} of wanted) {
      const event = firstFrom(seen, revision);
      if (event) waits.push(Math.max(0, event.at - at));
      else missing += 1;
    }
  }
  const sorted = Float64Array.from(waits).sort();
  const at = (share: number): number => sorted[Math.ceil(sorted.length * share) - 1] ?? NaN;
  const events = walls.reduce((sum, seen) => sum + seen.length, 0);
  return {waits: waits.length, p50: at(0.5), p99: at(0.99), most: at(1), missing, events};
}

/** The revisions of a wall grow. */
function firstFrom(seen: readonly {revision: number; at: number}[], revision: number) {
  let [low, high] = [0, seen.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (seen[middle]!.revision >= revision) high = middle;
    else low = middle + 1;
  }
  return seen[low];
}

servePart(become, (question: Ask) => (question.ask === 'counts' ? counts() : latencies(question.votes)));
