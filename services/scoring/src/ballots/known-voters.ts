import type {PlannedBallot} from './vote-store.js';

export type Stranger = Pick<PlannedBallot, 'round' | 'voter'>;

const MOST_VOTERS = 50_000;
const key = ({round, voter}: Stranger): string => `${round} ${voter}`;

/** The numbers of those who have voted of late. Once they are committed none changes or goes, so they are looked up once. */
export class KnownVoters {
  private readonly numbers = new Map<string, number>();

  /** Each once, and in one order everywhere: two writers that number the same voters then wait instead of locking each other out. */
  strangers(ballots: readonly PlannedBallot[]): Stranger[] {
    const some = new Map<string, Stranger>();
    for (const ballot of ballots) {
      const name = key(ballot);
      if (!this.numbers.has(name)) some.set(name, ballot);
    }
    return [...some.values()].sort((a, b) => a.round - b.round || (a.voter < b.voter ? -1 : 1));
  }

  /** With those of strangers, who are learned only when they are committed. */
  numbering(strangers: ReadonlyMap<string, number>): (ballot: Stranger) => number {
    return (ballot) => (this.numbers.get(key(ballot)) ?? strangers.get(key(ballot)))!;
  }

  learn(strangers: ReadonlyMap<string, number>): void {
    for (const [name, number] of strangers) this.numbers.set(name, number);
    for (const name of this.numbers.keys()) {
      if (this.numbers.size <= MOST_VOTERS) break;
      this.numbers.delete(name);
    }
  }

  static byKey(rows: readonly (Stranger & {number: number})[]): Map<string, number> {
    return new Map(rows.map((row) => [key(row), row.number]));
  }
}
