/** The domain's clock. Tokens, signatures and rate limits use real time instead: a demo that stands in May must not revive them. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = {now: () => new Date()};

/** A clock that runs beside another one, ahead of it by `offsetMs` (behind, if negative). */
export function offsetClock(offsetMs: number, base: Clock = systemClock): Clock {
  return {now: () => new Date(base.now().getTime() + offsetMs)};
}

/** A clock that stands still until it is moved. */
export class SettableClock implements Clock {
  private instant: number;

  constructor(at: string | Date) {
    this.instant = instantOf(at);
  }

  set(at: string | Date): void {
    this.instant = instantOf(at);
  }

  advance(ms: number): void {
    this.instant += ms;
  }

  now(): Date {
    return new Date(this.instant);
  }
}

function instantOf(at: string | Date): number {
  const instant = new Date(at).getTime();
  if (Number.isNaN(instant)) throw new RangeError(`not an instant: ${String(at)}`);
  return instant;
}
