import type {BallotOrder} from '@concours/scoring/ballots/ballot-planner';
import {instantOf, localDay} from '@concours/kernel/zone';
import type {Platform} from '../platform.js';
import {ZONE} from './calendar.js';
import type {Random} from './random.js';
import type {TravellingClock} from './travelling-clock.js';

/** Some singers are known to many, most to few: weights that fall off by rank, in an order of the seed's own. */
export class Crowd {
  private readonly cumulative: number[] = [];
  private readonly total: number;

  private readonly entryIds: string[];

  constructor(
    entryIds: readonly string[],
    private readonly random: Random,
  ) {
    this.entryIds = shuffled(entryIds, random);
    let total = 0;
    for (let rank = 0; rank < entryIds.length; rank++) {
      total += Math.round(1_000_000 / (rank + 14)) + random.below(9_000);
      this.cumulative.push(total);
    }
    this.total = total;
  }

  /** Different entries, as one voter likes them. */
  choose(count: number): string[] {
    const chosen = new Set<string>();
    while (chosen.size < count) chosen.add(this.one());
    return [...chosen];
  }

  private one(): string {
    const point = this.random.below(this.total);
    let low = 0;
    let high = this.cumulative.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.cumulative[middle]! <= point) low = middle + 1;
      else high = middle;
    }
    return this.entryIds[low]!;
  }
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const other = random.below(last + 1);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}

/** Ballots of the time that has passed, about `marks` marks in all. */
export function* ballotsOf(i: {
  roundId: string;
  entryIds: readonly string[];
  from: number;
  until: number;
  marks: number;
  /** How many entries a ballot may name. */
  marksAtMost: number;
  random: Random;
}): Generator<BallotOrder> {
  const crowd = new Crowd(i.entryIds, i.random.fork('crowd'));
  for (let cast = 0, n = 0; cast < i.marks; n++) {
    const count = i.random.between(Math.ceil(i.marksAtMost / 3), i.marksAtMost);
    yield {
      roundId: i.roundId,
      voter: `demo-app:worker-${n}`,
      requestId: `demo-${n}-${i.from}`,
      entryIds: crowd.choose(count),
      at: i.from + i.random.below(Math.max(1, i.until - i.from)),
    };
    cast += count;
  }
}

const MINUTE = 60_000;

/** Day by day, so that the ledger publishes a head at the end of each, as if the platform had run all along. */
export async function castByDay(
  {services: {scoring}}: Platform,
  clock: TravellingClock,
  orders: Iterable<BallotOrder>,
): Promise<void> {
  const days = new Map<string, BallotOrder[]>();
  for (const order of orders) {
    const day = localDay(new Date(order.at), ZONE);
    const own = days.get(day);
    if (own) own.push(order);
    else days.set(day, [order]);
  }
  for (const day of [...days.keys()].sort()) {
    clock.standAt(new Date(instantOf(`${day}T00:00:00.000`, ZONE).getTime() + MINUTE));
    await scoring.ledger.publishing.publishDue();
    await scoring.loading.load(days.get(day)!);
    await scoring.ledger.sealing.seal();
  }
}
