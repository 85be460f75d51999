/** A small seeded generator (mulberry32): the demo is the same on every machine. Nothing that needs secrecy may use it. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * limit);
  }

  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }

  /** An own stream for one part of the demo, so that a change in one leaves the others as they were. */
  fork(part: string): Random {
    let seed = this.state;
    for (const character of part) seed = Math.imul(seed ^ character.codePointAt(0)!, 0x01000193) >>> 0;
    return new Random(seed);
  }
}
