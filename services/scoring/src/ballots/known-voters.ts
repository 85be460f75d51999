import type {PlannedBallot} from './vote-store.js';

export type Voter = Pick<PlannedBallot, 'round' | 'voter'>;
export type NumberedVoter = Voter & {number: number};

/** Of each round. */
const MOST_VOTERS = 50_000;

/** The numbers of those who have voted of late. Once they are committed none changes or goes, so they are looked up once. */
export class KnownVoters {
  private readonly rounds = new Map<number, Map<string, number>>();

  numberOf({round, voter}: Voter): number | undefined {
    return this.rounds.get(round)?.get(voter);
  }

  /** Each once, and in one order everywhere: two writers that number the same voters then wait instead of locking each other out. */
  strangers(ballots: readonly PlannedBallot[]): Voter[] {
    const some: Voter[] = ballots.filter((ballot) => this.numberOf(ballot) === undefined);
    some.sort((a, b) => a.round - b.round || (a.voter < b.voter ? -1 : Number(a.voter > b.voter)));
    return some.filter(({round, voter}, n) => voter !== some[n - 1]?.voter || round !== some[n - 1].round);
  }

  /** Together with strangers, who are learned when they are committed. */
  with(strangers: readonly NumberedVoter[]): (voter: Voter) => number {
    const others = new KnownVoters();
    others.learn(strangers);
    return (voter) => (this.numberOf(voter) ?? others.numberOf(voter))!;
  }

  learn(voters: readonly NumberedVoter[]): void {
    for (const {round, voter, number} of voters) {
      const numbers = this.rounds.get(round);
      if (numbers) numbers.set(voter, number);
      else this.rounds.set(round, new Map([[voter, number]]));
    }
    for (const numbers of this.rounds.values()) {
      for (const voter of numbers.keys()) {
        if (numbers.size <= MOST_VOTERS) break;
        numbers.delete(voter);
      }
    }
  }
}
