import type {BallotPace} from '@concours/schema/definition/ballot-integrity';
import {ballotTooFast} from './ballot.refusals.js';
import {paced} from './pace.rules.js';

const MINUTE_MS = 60_000;

/** Whose pace it is; null where it is not known, and then there is no limit. Never an address: a whole factory shares one. */
export type Casters = Record<keyof BallotPace, string | null>;

/**
 * How fast ballots come from one identity, device and app, by real time and in each instance by itself: a brake on floods, not the
 * guard of a limit, which is the database. Nothing is kept for longer than two minutes.
 */
export class CastingPace {
  private current = new Map<string, number>();
  private before = new Map<string, number>();
  private turnedAt = 0;

  constructor(private readonly now: () => number = Date.now) {}

  /** Throws BALLOT_TOO_FAST, and then none of the three has been used up. */
  take(round: number, perMinute: BallotPace, casters: Casters): void {
    const now = this.now();
    this.turn(now);
    const taken: [string, number][] = [];
    for (const whose of ['identity', 'device', 'app'] as const) {
      const [limit, name] = [perMinute[whose], casters[whose]];
      if (limit === undefined || name === null) continue;
      const key = `${round} ${whose} ${name}`;
      const answer = paced(this.current.get(key) ?? this.before.get(key), now, limit);
      if ('retryAfterMs' in answer) throw ballotTooFast({whose, retryAfterMs: answer.retryAfterMs});
      taken.push([key, answer.until]);
    }
    for (const [key, until] of taken) this.current.set(key, until);
  }

  /** What was used up a minute ago is there again: it may be forgotten. */
  private turn(now: number): void {
    if (now - this.turnedAt < MINUTE_MS) return;
    this.before = now - this.turnedAt < 2 * MINUTE_MS ? this.current : new Map();
    this.current = new Map();
    this.turnedAt = now;
  }
}
