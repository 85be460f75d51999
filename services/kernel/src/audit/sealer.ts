import {IsNull, type EntityManager} from 'typeorm';
import type {Database} from '../database-port.js';
import {newId} from '../ids.js';
import {Loop, takeLease} from '../leased-loop.js';
import type {Logger} from '../log.js';
import {AuditHead, AuditRow} from './audit-row.js';
import {hashOf} from './chain.js';
import {announceSealed} from './sealed.js';

const EVERY_MS = 500;
const ROWS = 200;

/**
 * Chains what was recorded, within a second: a chain inside the transactions that record would make them wait for one
 * another. Of a service's instances one seals at a time: the row of the head, which it holds meanwhile, keeps the chain from forking.
 */
export class AuditSealer {
  private readonly me = newId();
  private readonly loop: Loop;

  constructor(private readonly i: {database: Database; service: string; log: Logger; everyMs?: number}) {
    const failure = 'the sealer cannot seal and keeps trying';
    this.loop = new Loop({work: () => this.seal(), everyMs: i.everyMs ?? EVERY_MS, log: i.log, failure});
  }

  start(): void {
    this.loop.start();
  }

  /** Seals what is left, as far as it can. */
  stop(): Promise<void> {
    return this.loop.stop();
  }

  /** Seals everything there is, and answers how many rows; none if another instance is at it. */
  async seal(): Promise<number> {
    let sealed = 0;
    for (let rows = ROWS; rows === ROWS; sealed += rows) rows = await this.batch();
    return sealed;
  }

  private async batch(): Promise<number> {
    const {database, service} = this.i;
    if (!(await database.read.existsBy(AuditRow, {seq: IsNull()}))) return 0;
    return database.write(async (manager) => {
      if (!(await takeLease(manager, AuditHead, this.me))) return 0;
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
