import {randomUUID} from 'node:crypto';

/** One vote that a client is about to hand in; `entry` is its place in the round's list. */
export interface Vote {
  voter: string;
  request: string;
  entry: number;
}

export type Handing = (vote: Vote) => Promise<unknown>;

/** Whom the votes are for: all for one, or the second half as many as the first, the third a third, and so on. */
export type Favour = 'ONE' | 'BY_RANK';

export interface VoteLoad {
  clients: number;
  forMs: number;
  favour: Favour;
  entries: number;
}

export interface Voted {
  votes: number;
  perSecond: number;
  /** Milliseconds from the handing in until the vote is acknowledged. */
  p50: number;
  p99: number;
}

/** By one voter, before it is another. */
export const votesEach = 3;

/** Each client hands in a vote as soon as its last one is acknowledged; after three it is another voter. Ids come in no order, as in life. */
export async function voteFor({clients, forMs, favour, entries}: VoteLoad, hand: Handing): Promise<Voted> {
  const began = performance.now();
  const waits: number[] = [];
  const pick = picker(favour, entries);
  const client = async (): Promise<void> => {
    for (;;) {
      const voter = randomUUID();
      for (let n = 0; n < votesEach; n++) {
        const at = performance.now();
        if (at > began + forMs) return;
        await hand({voter, request: randomUUID(), entry: pick()});
        waits.push(performance.now() - at);
      }
    }
  };
  await Promise.all(Array.from({length: clients}, client));
  const perSecond = (waits.length * 1_000) / (performance.now() - began);
  return {votes: waits.length, perSecond, ...percentiles(waits)};
}

function picker(favour: Favour, entries: number): () => number {
  if (favour === 'ONE') return () => 0;
  const shares = Array.from({length: entries}, (_, n) => 1 / (n + 1));
  const all = shares.reduce((sum, share) => sum + share, 0);
  return () => {
    let left = Math.random() * all;
    let entry = 0;
    while (entry < entries - 1 && (left -= shares[entry]!) > 0) entry++;
    return entry;
  };
}

export function percentiles(values: readonly number[]): {p50: number; p99: number} {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => Number((sorted[Math.ceil(sorted.length * share) - 1] ?? NaN).toFixed(2));
  return {p50: at(0.5), p99: at(0.99)};
}
