import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Logger} from '@concours/kernel/log';
import type {EntityTarget, ObjectLiteral} from 'typeorm';

const MINUTE_MS = 60_000;
const SOON_MS = 1_000;
const MOST_REMEMBERED = 20_000;

/**
 * When a token was last used, to the minute. Never in the way of who uses it: what was noted is written a second later, all
 * of it at once, and a minute that stands in the row is not written again, by whatever instance.
 */
export class LastSeen {
  /** Of this instance, by id: the minute it has noted last. */
  private readonly noted = new Map<string, number>();
  private pending = new Set<string>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly i: {
      database: Database;
      realTime: Clock;
      log: Logger;
      /** Has `id` and `lastSeenAt`. */
      entity: EntityTarget<ObjectLiteral>;
    },
  ) {}

  note(id: string): void {
    const minute = this.minute();
    if (this.noted.get(id) === minute) return;
    if (this.noted.size >= MOST_REMEMBERED) this.noted.clear();
    this.noted.set(id, minute);
    this.pending.add(id);
    // it keeps no process alive: a minute that is lost with it does no harm
    this.timer ??= setTimeout(() => void this.write(), SOON_MS).unref();
  }

  /** Writes what waits. Fails into the log only. */
  async write(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const ids = [...this.pending];
    if (ids.length === 0) return;
    this.pending = new Set();
    const at = new Date(this.minute() * MINUTE_MS);
    try {
      await this.i.database.write(
        async (manager) => {
          await manager
            .createQueryBuilder()
            .update(this.i.entity)
            .set({lastSeenAt: at})
            .where('id IN (:...ids) AND (lastSeenAt IS NULL OR lastSeenAt < :at)', {ids, at})
            .execute();
        },
        {unaudited: 'a token was used; nothing has changed'},
      );
    } catch (error) {
      this.i.log.warn({err: error}, 'when tokens were last used could not be written');
    }
  }

  private minute(): number {
    return Math.floor(this.i.realTime.now().getTime() / MINUTE_MS);
  }
}
