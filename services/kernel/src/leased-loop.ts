import type {EntityManager, EntityTarget, ObjectLiteral} from 'typeorm';
import type {Logger} from './log.js';

const LEASE_MS = 5_000;

/** The one row of a table by which one of several instances at a time does a work. */
export interface Leased extends ObjectLiteral {
  id: number;
  holder: string | null;
  leasedUntil: Date | null;
}

/**
 * Takes the lease or prolongs it, and holds its row until the transaction ends: the row is what keeps two from working at once, the
 * lease only keeps the others from trying.
 */
export async function takeLease<E extends Leased>(
  manager: EntityManager,
  lease: EntityTarget<E>,
  me: string,
): Promise<boolean> {
  const now = new Date();
  const taken = await manager
    .createQueryBuilder()
    .update(lease)
    .set({holder: me, leasedUntil: new Date(now.getTime() + LEASE_MS)} as object)
    .where('id = 1 AND (holder IS NULL OR holder = :me OR leasedUntil < :now)', {me, now})
    .execute();
  return taken.affected === 1;
}

/** Does a work again and again, never twice at a time, and goes on after it has failed. */
export class Loop {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private failing = false;

  constructor(private readonly i: {work: () => Promise<unknown>; everyMs: number; log: Logger; failure: string}) {}

  start(): void {
    this.timer = setInterval(() => this.wake(), this.i.everyMs).unref();
    this.wake();
  }

  /** Does once more what is left, as far as it can: the next one to start would, too. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
    await this.run();
  }

  private wake(): void {
    this.running ??= this.run().finally(() => (this.running = undefined));
  }

  private async run(): Promise<void> {
    try {
      await this.i.work();
      this.failing = false;
    } catch (error) {
      // once per outage, not twice a second
      if (!this.failing) this.i.log.error({err: error}, this.i.failure);
      this.failing = true;
    }
  }
}
