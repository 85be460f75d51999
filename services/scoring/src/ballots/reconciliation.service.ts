import type {Logger} from '@concours/kernel/log';
import type {Discrepancy, VoteReading} from './vote-reading.js';

/** Compares the ledger with the tallies, again and again: a difference is a defect, and somebody must hear of it. */
export class Reconciliation {
  /** For metrics: how many tally rows were wrong at the last check; null before the first. */
  lastFound: number | null = null;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly votes: VoteReading,
    private readonly log: Logger,
  ) {}

  async check(): Promise<Discrepancy[]> {
    const discrepancies = await this.votes.discrepancies();
    this.lastFound = discrepancies.length;
    if (discrepancies.length > 0) {
      const differences = discrepancies.slice(0, 20);
      this.log.error(
        {alarm: 'votes', count: discrepancies.length, differences},
        'tallies differ from the ledger of votes',
      );
    } else this.log.debug('tallies equal the ledger of votes');
    return discrepancies;
  }

  start(everyMs: number): void {
    if (everyMs === 0) return;
    this.timer = setInterval(() => {
      this.check().catch((error: unknown) =>
        this.log.warn({err: error}, 'tallies could not be compared with the ledger'),
      );
    }, everyMs).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
