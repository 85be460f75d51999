import {IsNull, type EntityManager} from 'typeorm';
import type {Database} from '../database-port.js';
import {newId} from '../ids.js';
import type {Logger} from '../log.js';
import {AuditHead, AuditRow} from './audit-row.js';
import {hashOf} from './chain.js';
import {announceSealed} from './sealed.js';

const EVERY_MS = 500;
const LEASE_MS = 5_000;
const ROWS = 200;

/**
 * Chains what was recorded, within a second: a chain inside the transactions that record would make them wait for one
 * another. Of a service's instances one seals at a time; the row it holds while it does so is what keeps the chain from forking,
 * the lease only keeps the others from trying.
 */
export class AuditSealer {
  private readonly me = newId();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private failing = false;

  constructor(private readonly i: {database: Database; service: string; log: Logger; everyMs?: number}) {}

  start(): void {
    this.timer = setInterval(() => this.wake(), this.i.everyMs ?? EVERY_MS).unref();
    this.wake();
  }

  /** Seals what is left, as far as it can: the next one to start would, too. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
    await this.run();
  }

  /** Seals everything there is, and answers how many rows; none if another instance is at it. */
  async seal(): Promise<number> {
    let sealed = 0;
    for (let rows = ROWS; rows === ROWS; sealed += rows) rows = await this.batch();
    return sealed;
  }

  private wake(): void {
    this.running ??= this.run().finally(() => (this.running = undefined));
  }

  private async run(): Promise<void> {
    try {
      await this.seal();
      this.failing = false;
    } catch (error) {
      // once per outage, not twice a second
      if (!this.failing) this.i.log.error({err: error}, 'the sealer cannot seal and keeps trying');
      this.failing = true;
    }
  }

  private async batch(): Promise<number> {
    const {database, service} = this.i;
    if (!(await database.read.existsBy(AuditRow, {seq: IsNull()}))) return 0;
    return database.write(async (manager) => {
      if (!(await this.takeLease(manager))) return 0;
      const {seq, hash} = await manager.findOneByOrFail(AuditHead, {id: 1});
      const rows = await manager.find(AuditRow, {where: {seq: IsNull()}, order: {id: 'ASC'}, take: ROWS});
      if (rows.length === 0) return 0;
      const head = {seq, hash};
      for (const row of rows) {
        row.seq = ++head.seq;
        row.prevHash = head.hash;
        row.hash = head.hash = hashOf(service, head.hash, {...row, seq: head.seq});
      }
      await writeSeals(manager, rows);
      await manager.update(AuditHead, {id: 1}, head);
      await announceSealed(manager, service, rows);
      return rows.length;
    });
  }

  /** Holds the row until the transaction ends. */
  private async takeLease(manager: EntityManager): Promise<boolean> {
    const now = new Date();
    const taken = await manager
      .createQueryBuilder()
      .update(AuditHead)
      .set({holder: this.me, leasedUntil: new Date(now.getTime() + LEASE_MS)})
      .where('id = 1 AND (holder IS NULL OR holder = :me OR leasedUntil < :now)', {me: this.me, now})
      .execute();
    return taken.affected === 1;
  }
}

/** One statement for all: each on its own would be a round trip. */
async function writeSeals(manager: EntityManager, rows: readonly AuditRow[]): Promise<void> {
  const cases = rows.map(() => 'WHEN ? THEN ?').join(' ');
  const set = (['seq', 'prevHash', 'hash'] as const).map((column) => ({
    sql: `${column} = CASE id ${cases} END`,
    values: rows.flatMap((row) => [row.id, row[column]]),
  }));
  const ids = rows.map(({id}) => id);
  await manager.query(
    `UPDATE audit_row SET ${set.map(({sql}) => sql).join(', ')} WHERE id IN (${ids.map(() => '?').join(', ')})`,
    [...set.flatMap(({values}) => values), ...ids],
  );
}
