import {newId} from '@concours/kernel/ids';
import {median, short} from './turns.js';
import {Part} from './part.js';
import {processorMicros} from './processor-time.js';
import type {Troubles} from './galera-rivals.js';
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
  private readonly lasted = {votes: 0, voting: 0, afterwards: 0};
  private readonly spent = {votes: 0, process: 0, database: 0};

  private constructor(
    private readonly part: Part,
    private readonly database: number | undefined,
  ) {}

  /** `database` is the process whose time is counted as well. */
  static async start(role: Omit<Role, 'shape'>, database?: number): Promise<Voters> {
    return new Voters(await Part.start('votes.child.ts', {...role, shape}), database);
  }

  /** Votes a second, while they come. What is left to do with them afterwards is done before this ends, so that nobody else's turn bears it. */
  async vote(clients: number, forMs: number, favour: Favour): Promise<number> {
    const load = {clients, forMs, favour, entries: shape.entries};
    const before = await this.time();
    const voted = await this.part.ask<Voted>({ask: 'vote', ...load}, patience);
    const after = await this.time();
    const began = performance.now();
    await this.part.ask({ask: 'rest'}, patience);
    // The first turn compiles.
    if (this.waits.length > 0) {
      this.lasted.votes += voted.votes;
      this.lasted.voting += (voted.votes * 1_000) / voted.perSecond;
      this.lasted.afterwards += performance.now() - began;
      this.spent.votes += voted.votes;
      this.spent.process += after.process - before.process;
      this.spent.database += after.database - before.database;
    }
    this.waits.push(voted);
    this.acknowledged += voted.votes;
    return voted.perSecond;
  }

  /** Votes a second when they never pause: with the time in which they are sealed and looked through. */
  sustained(): number {
    const {votes, voting, afterwards} = this.lasted;
    return Math.round((votes * 1_000) / (voting + afterwards));
  }

  /** Rows a second. */
  raw(forMs: number): Promise<number> {
    return this.part.ask<number>({ask: 'raw', forMs}, patience);
  }

  troubles(): Promise<Troubles> {
    return this.part.ask<Troubles>({ask: 'troubles'});
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

  /** Microseconds of processor time a vote: of the process with its clients, and of the database. What else runs hardly matters to it. */
  micros(): {process: number; database?: number} {
    const {votes, process, database} = this.spent;
    return {
      process: short(process / votes),
      ...(this.database !== undefined && {database: short(database / votes)}),
    };
  }

  private async time(): Promise<{process: number; database: number}> {
    const {micros} = await this.part.usage();
    return {process: micros, database: this.database === undefined ? 0 : processorMicros(this.database)};
  }

  stop(): void {
    this.part.stop();
  }

  /** Throws unless all that was acknowledged, by these on one database, is stored and counted, and nothing else. */
  static async settle(...all: Voters[]): Promise<Counts> {
    const acknowledged = all.reduce((sum, voters) => sum + voters.acknowledged, 0);
    const counts = await all[0]!.part.ask<Counts>({ask: 'counts'}, patience);
    const {stored, tallied, differences} = counts;
    if (stored !== acknowledged || tallied !== acknowledged || differences > 0)
      throw new Error(JSON.stringify({acknowledged, ...counts}));
    return counts;
  }
}

/** How much less processor time a vote takes one than the other. */
export function lessTime(one: Voters, other: Voters): number {
  const all = (voters: Voters): number => Object.values(voters.micros()).reduce((sum, each) => sum + each, 0);
  return short(all(other) / all(one));
}
