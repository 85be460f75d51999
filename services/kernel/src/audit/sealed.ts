import type {EntityManager} from 'typeorm';
import type {Database} from '../database-port.js';
import {announce, type Announcement} from '../events/outbox.js';
import type {Replay} from '../events/replay.js';
import {AuditRow, type AuditContent} from './audit-row.js';

/** Rows that were sealed together. Each batch is a subject of its own: of one subject receivers keep the latest event only. */
export const AUDIT_SEALED = 'AuditSealed';

/** As it travels, its instant as text. */
export type SealedRow = Omit<AuditContent, 'at'> & {
  id: string;
  at: string;
  seq: number;
  prevHash: string;
  hash: string;
};

export interface AuditSealed {
  service: string;
  /** In the order of the chain, without gaps. */
  rows: SealedRow[];
}

const ROWS = 100;
/** A row may be long; an event should not be. */
const BYTES = 256_000;

export async function announceSealed(
  manager: EntityManager,
  service: string,
  rows: readonly AuditRow[],
): Promise<void> {
  const at = new Date();
  const events: Announcement[] = inBatches(rows.map(travelling)).map((batch) => ({
    ...eventOf(service, batch),
    type: AUDIT_SEALED,
    at,
  }));
  await announce(manager, events);
}

/** The whole chain again, for a trail that was lost or is new. */
export function auditReplay(database: Database, service: string): Replay {
  return {
    [AUDIT_SEALED]: async function* () {
      for (let after = 0; ;) {
        const rows = await database.read
          .createQueryBuilder(AuditRow, 'r')
          .where('r.seq > :after', {after})
          .orderBy('r.seq')
          .limit(ROWS)
          .getMany();
        for (const batch of inBatches(rows.map(travelling))) yield eventOf(service, batch);
        if (rows.length < ROWS) return;
        after = rows[rows.length - 1].seq ?? after;
      }
    },
  };
}

function eventOf(service: string, rows: SealedRow[]): {subject: string; version: number; payload: AuditSealed} {
  return {subject: `${service}:${rows[0].seq}-${rows[rows.length - 1].seq}`, version: 1, payload: {service, rows}};
}

function inBatches(rows: SealedRow[]): SealedRow[][] {
  const batches: SealedRow[][] = [];
  let bytes = 0;
  for (const row of rows) {
    const last = batches.at(-1);
    const size = (row.beforeText?.length ?? 0) + (row.afterText?.length ?? 0) + (row.reason?.length ?? 0);
    bytes += size;
    if (last && last.length < ROWS && bytes < BYTES) last.push(row);
    else {
      batches.push([row]);
      bytes = size;
    }
  }
  return batches;
}

function travelling({at, seq, prevHash, hash, ...row}: AuditRow): SealedRow {
  if (seq === null || prevHash === null || hash === null) throw new Error('a row that is not sealed');
  return {...row, at: at.toISOString(), seq, prevHash, hash};
}
