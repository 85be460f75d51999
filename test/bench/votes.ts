import {newId} from '@concours/kernel/ids';
import {median, short} from './turns.js';
import {Part} from './part.js';
import type {Favour, Voted} from './vote-clients.js';
import type {RoundShape} from './vote-contest.js';
import type {Counts, Role} from './votes.child.js';

export const shape: RoundShape = {entries: 30, perDay: 5};

const patience = 120_000;

/** A database of its own on that server. */
export const schemaOn = (server: string): string => `${server}/bench_${newId().toLowerCase()}`;

/** A process that stores votes, with a book of what it has acknowledged. */
export class Voters {
  private readonly waits: Voted[] = [];
  private acknowledged = 0;

  private constructor(private readonly part: Part) {}

  static async start(role: Omit<Role, 'shape'>): Promise<Voters> {
    return new Voters(await Part.start('votes.child.ts', {...role, shape}));
  }

  /** Votes a second. */
  async vote(clients: number, forMs: number, favour: Favour): Promise<number> {
    const load = {clients, forMs, favour, entries: shape.entries};
    const voted = await this.part.ask<Voted>({ask: 'vote', ...load}, patience);
    this.waits.push(voted);
    this.acknowledged += voted.votes;
    return voted.perSecond;
  }

  /** Rows a second. */
  raw(forMs: number): Promise<number> {
    return this.part.ask<number>({ask: 'raw', forMs}, patience);
  }

  /** Votes of others, from days gone by. */
  async fill(rows: number): Promise<void> {
    await this.part.ask({ask: 'fill', rows}, 1_800_000);
    this.acknowledged += rows;
  }

  /** Of all turns: how long a vote waited for its acknowledgement. */
  latency(): {p50: number; p99: number; p99OverP50: number} {
    const [p50, p99] = [median(this.waits.map((turn) => turn.p50)), median(this.waits.map((turn) => turn.p99))];
    return {p50, p99, p99OverP50: short(median(this.waits.map((turn) => turn.p99 / turn.p50)))};
  }

  /** Processor time a vote that these clients handed in, their own included. */
  async micros(): Promise<number> {
    const votes = this.waits.reduce((sum, turn) => sum + turn.votes, 0);
    return Math.round((await this.part.usage()).micros / votes);
  }

  stop(): void {
    this.part.stop();
  }

  /** Throws unless all that was acknowledged, by these on one database, is stored and counted, and nothing else. */
  static async settle(...all: Voters[]): Promise<void> {
    const acknowledged = all.reduce((sum, voters) => sum + voters.acknowledged, 0);
    const {stored, tallied, differences} = await all[0]!.part.ask<Counts>({ask: 'counts'}, patience);
    if (stored !== acknowledged || tallied !== acknowledged || differences > 0)
      throw new Error(JSON.stringify({acknowledged, stored, tallied, differences}));
  }
}
