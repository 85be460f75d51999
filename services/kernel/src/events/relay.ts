import {In, LessThan, type EntityManager} from 'typeorm';
import type {Database} from '../database-port.js';
import {newId} from '../ids.js';
import type {Logger} from '../log.js';
import {PublishIncomplete, type Bus} from './bus.js';
import type {DomainEvent} from './event.js';
import {Leash} from './leash.js';
import {OutboxRow} from './outbox.js';

const BATCH = 200;
const POLL_MS = 1_000;
const STOP_WITHIN_MS = 1_000;
const CLAIM_MS = 15_000;
const MAX_PAUSE_MS = 60_000;
const KEEP_SENT_MS = 24 * 60 * 60 * 1_000;
const PRUNE_EVERY_MS = 10 * 60 * 1_000;

export interface RelayParts {
  database: Database;
  bus: Bus;
  /** The service whose events these are. */
  source: string;
  log: Logger;
  pollMs?: number;
}

/**
 * Hands a database's events to the bus, at least once. It looks for rows that are not marked as sent and never remembers
 * how far it has come: ids commit out of order. Any number of instances may run on one database.
 */
export class Relay {
  private readonly me = newId();
  private timer: NodeJS.Timeout | undefined;
  private unsubscribe: (() => void) | undefined;
  private running: Promise<void> | undefined;
  private again = false;
  private leash = new Leash();
  private stopped = true;
  private failing = false;
  private prunedAt = 0;

  constructor(private readonly i: RelayParts) {}

  start(): void {
    this.leash = new Leash();
    this.stopped = false;
    this.unsubscribe = this.i.database.onAnnounced(() => this.wake());
    // the fallback for what other instances left behind, and for pauses that have ended
    this.timer = setInterval(() => this.wake(), this.i.pollMs ?? POLL_MS).unref();
    this.wake();
  }

  wake(): void {
    if (this.stopped) return;
    this.again = true;
    this.running ??= this.run().finally(() => (this.running = undefined));
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.unsubscribe?.();
    clearInterval(this.timer);
    // what the bus does not take in time stays unsent
    await this.leash.stop(STOP_WITHIN_MS);
    await this.running;
  }

  private async run(): Promise<void> {
    while (this.again && !this.stopped) {
      this.again = false;
      try {
        if (await this.handOver()) this.again = true;
        await this.prune();
        this.failing = false;
      } catch (error) {
        // once per outage, not once a second
        if (!this.failing) this.i.log.error({err: error}, 'the relay cannot hand events over and keeps trying');
        this.failing = true;
        return;
      }
    }
  }

  /** One batch; answers whether there may be more at once. */
  private async handOver(): Promise<boolean> {
    const rows = await this.claim();
    if (rows.length === 0) return false;
    const undelivered = await this.publish(rows);
    await this.i.database.write(async (manager) => {
      const sent = rows.filter((row) => !undelivered.has(row.id)).map((row) => row.id);
      if (sent.length > 0)
        await manager.update(OutboxRow, {id: In(sent)}, {sentAt: new Date(), claimedBy: null, dueAt: null});
      await postpone(
        manager,
        rows.filter((row) => undelivered.has(row.id)),
      );
    });
    return rows.length === BATCH && undelivered.size < rows.length;
  }

  private async claim(): Promise<OutboxRow[]> {
    const {database} = this.i;
    const now = new Date();
    const due = database.read
      .createQueryBuilder(OutboxRow, 'o')
      .where('o.sentAt IS NULL AND (o.dueAt IS NULL OR o.dueAt <= :now)', {now})
      .orderBy('o.id')
      .limit(BATCH);
    // a SQLite file belongs to one process, which has one relay: nobody to claim against, and a commit saved
    if (database.engine === 'sqlite') return due.getMany();
    const candidates = await due.select('o.id').getMany();
    if (candidates.length === 0) return [];
    // by primary key, and only rows that are committed: this waits for nobody's open transaction
    const ids = candidates.map((row) => row.id);
    await database.write((manager) =>
      manager
        .createQueryBuilder()
        .update(OutboxRow)
        .set({claimedBy: this.me, dueAt: new Date(now.getTime() + CLAIM_MS)})
        .where('id IN (:...ids) AND sentAt IS NULL AND (dueAt IS NULL OR dueAt <= :now)', {ids, now})
        .execute(),
    );
    return database.read.find(OutboxRow, {where: {id: In(ids), claimedBy: this.me}, order: {id: 'ASC'}});
  }

  private async publish(rows: OutboxRow[]): Promise<ReadonlySet<string>> {
    try {
      await this.leash.hold(this.i.bus.publish(rows.map((row) => eventOf(row, this.i.source))));
      return new Set();
    } catch (error) {
      if (error instanceof PublishIncomplete) return error.undelivered;
      this.i.log.warn({err: error, events: rows.length}, 'the bus took none of a batch');
      return new Set(rows.map((row) => row.id));
    }
  }

  private async prune(): Promise<void> {
    const now = Date.now();
    if (now - this.prunedAt < PRUNE_EVERY_MS) return;
    const old = await this.i.database.read.find(OutboxRow, {
      select: {id: true},
      where: {sentAt: LessThan(new Date(now - KEEP_SENT_MS))},
      take: 1_000,
    });
    if (old.length > 0)
      await this.i.database.write((manager) => manager.delete(OutboxRow, {id: In(old.map((row) => row.id))}));
    // a full batch means there is more: go on with the next pass
    if (old.length < 1_000) this.prunedAt = now;
  }
}

function eventOf({id, type, subject, version, at, payload}: OutboxRow, source: string): DomainEvent {
  return {id, type, subject, version, at: at.toISOString(), source, payload};
}

/** Each failure doubles the pause, from half a second to a minute. */
async function postpone(manager: EntityManager, rows: OutboxRow[]): Promise<void> {
  for (const attempts of new Set(rows.map((row) => row.attempts))) {
    const dueAt = new Date(Date.now() + Math.min(500 * 2 ** Math.min(attempts, 10), MAX_PAUSE_MS));
    const ids = rows.filter((row) => row.attempts === attempts).map((row) => row.id);
    await manager.update(OutboxRow, {id: In(ids)}, {attempts: attempts + 1, claimedBy: null, dueAt});
  }
}
