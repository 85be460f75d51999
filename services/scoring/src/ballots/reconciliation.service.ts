import type {Logger} from '@concours/kernel/log';
import {AlarmCode} from '../alarms/alarm.kinds.js';
import {ALL_ROUNDS} from '../alarms/vote-alarm.js';
import type {VoteAlarms} from '../alarms/vote-alarms.service.js';
import type {CountCheck, CountDifference} from './count-check.js';

/** A whole count waits for an hour in which nobody votes, but not for ever. */
const WHOLE_MS = 24 * 3_600_000;
const WHOLE_AT_LAST_MS = 3 * WHOLE_MS;
/** How often all is counted while something is known to be wrong, to hear when it is right again. */
const WHOLE_IN_ALARM_MS = 10 * 60_000;
/** After how many failures in a row somebody must hear that nothing is compared any more. */
const FAILURES = 3;

/** Compares the ledger with the tallies, again and again: a difference is a defect, and somebody must hear of it. */
export class Reconciliation {
  /** For metrics: how many tally rows were wrong at the last check; null before the first. */
  lastFound: number | null = null;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<unknown> | undefined;
  private wholeAt: number | null = null;
  private mark = '';
  /** Whether nobody had voted between the last two checks. */
  private quiet = false;
  private failures = 0;
  private succeeded = false;

  constructor(
    private readonly parts: {
      counting: CountCheck;
      alarms: Pick<VoteAlarms, 'raise' | 'clear' | 'standing'>;
      log: Logger;
      now?: () => number;
    },
  ) {}

  /** What came since the last check; everything the first time, when told so, and once in a while when it is quiet. */
  async check(whole = false): Promise<CountDifference[]> {
    const {counting, alarms, log, now = Date.now} = this.parts;
    const standing = await alarms.standing(AlarmCode.TALLY_DIFFERS);
    const isWhole = whole || this.wholeIsDue(now(), standing.length > 0);
    const began = now();
    const discrepancies = await counting.differences(isWhole);
    if (discrepancies === null) return [];
    this.quiet = counting.mark() === this.mark;
    this.mark = counting.mark();
    if (isWhole) this.wholeAt = began;
    this.lastFound = discrepancies.length;
    const byRound = new Map<number, number>();
    for (const {round} of discrepancies) byRound.set(round, (byRound.get(round) ?? 0) + 1);
    for (const [round, count] of byRound) await alarms.raise(round, AlarmCode.TALLY_DIFFERS, count);
    // what was found in old votes is not seen in new ones: only a whole count says that it is well again
    if (isWhole) {
      const well = standing.filter(({round}) => !byRound.has(round));
      for (const {round} of well) await alarms.clear(round, AlarmCode.TALLY_DIFFERS);
    }
    if (discrepancies.length > 0) {
      const differences = discrepancies.slice(0, 20);
      log.error({alarm: 'votes', count: discrepancies.length, differences}, 'tallies differ from the ledger of votes');
    } else log.debug({whole: isWhole}, 'tallies equal the ledger of votes');
    return discrepancies;
  }

  /** One turn of the watch. */
  async watch(): Promise<void> {
    const {alarms, log} = this.parts;
    try {
      await this.check();
      // the first time, too: the process that raised it may be gone
      if (!this.succeeded || this.failures > 0) await alarms.clear(ALL_ROUNDS, AlarmCode.CHECK_FAILED);
      [this.failures, this.succeeded] = [0, true];
    } catch (error) {
      log.warn({err: error}, 'tallies could not be compared with the ledger');
      if (++this.failures < FAILURES) return;
      // where nothing can be read, nothing can be written either, most times
      await alarms.raise(ALL_ROUNDS, AlarmCode.CHECK_FAILED, 1).catch(() => undefined);
    }
  }

  start(everyMs: number): void {
    if (everyMs === 0) return;
    const turn = (): void => void (this.running ??= this.watch().finally(() => (this.running = undefined)));
    this.timer = setInterval(turn, everyMs).unref();
    // whatever the last run left behind is known before the next votes come
    turn();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.parts.counting.stop();
    await this.running;
  }

  private wholeIsDue(now: number, inAlarm: boolean): boolean {
    if (this.wholeAt === null) return true;
    const age = now - this.wholeAt;
    return (inAlarm && age >= WHOLE_IN_ALARM_MS) || (this.quiet && age >= WHOLE_MS) || age >= WHOLE_AT_LAST_MS;
  }
}
