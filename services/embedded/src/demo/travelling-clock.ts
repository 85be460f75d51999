import type {Clock} from '@concours/kernel/clock';

/** Runs with its base, but for the time in which the demo is filled: then it stands in the days that the demo tells of. */
export class TravellingClock implements Clock {
  private stand: number | null = null;

  constructor(private readonly base: Clock) {}

  now(): Date {
    return this.stand === null ? this.base.now() : new Date(this.stand);
  }

  standAt(instant: Date): void {
    this.stand = instant.getTime();
  }

  advance(ms: number): void {
    this.stand = this.now().getTime() + ms;
  }

  goOn(): void {
    this.stand = null;
  }
}
