import {isRefusal} from '@concours/kernel/refusal';
import type {BallotOrder} from './ballot-planner.js';
import type {VoteEngine} from './vote-engine.js';

/** How many ballots are handed in at once: enough for full batches, and no crowd in memory. */
const IN_FLIGHT = 8_000;

export interface LoadOutcome {
  counted: number;
  /** By code of the refusal. */
  refused: Record<string, number>;
}

/** Many ballots of times gone by, as the demo needs them: the same engine and the same limits, in full batches. */
export class BallotLoading {
  constructor(private readonly engine: VoteEngine) {}

  async load(orders: Iterable<BallotOrder>): Promise<LoadOutcome> {
    const outcome: LoadOutcome = {counted: 0, refused: {}};
    let flight: Promise<void>[] = [];
    for (const order of orders) {
      flight.push(this.hand(order, outcome));
      if (flight.length < IN_FLIGHT) continue;
      await Promise.all(flight);
      flight = [];
    }
    await Promise.all(flight);
    return outcome;
  }

  private async hand(order: BallotOrder, outcome: LoadOutcome): Promise<void> {
    try {
      const {marks} = await this.engine.cast(order);
      outcome.counted += marks.length;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      outcome.refused[error.code] = (outcome.refused[error.code] ?? 0) + 1;
    }
  }
}
