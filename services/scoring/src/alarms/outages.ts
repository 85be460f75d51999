import type {Clock} from '@concours/kernel/clock';
import {AlarmCode} from './alarm.kinds.js';
import {VoteAlarm} from './vote-alarm.js';

/** Rounds whose ballots this instance could not store, until it stores one again. In memory: nothing can be written then. */
export class Outages {
  private readonly byRound = new Map<number, {since: Date; ballots: number}>();

  constructor(private readonly clock: Clock) {}

  failed(rounds: readonly number[]): void {
    for (const round of rounds) {
      const outage = this.byRound.get(round) ?? {since: this.clock.now(), ballots: 0};
      outage.ballots++;
      this.byRound.set(round, outage);
    }
  }

  /** Called after every batch. */
  stored(rounds: Iterable<number>): void {
    if (this.byRound.size === 0) return;
    for (const round of rounds) this.byRound.delete(round);
  }

  alarms(): VoteAlarm[] {
    return [...this.byRound].map(([round, {since, ballots}]) =>
      Object.assign(new VoteAlarm(), {round, code: AlarmCode.BALLOTS_FAILING, since, count: ballots}),
    );
  }
}
