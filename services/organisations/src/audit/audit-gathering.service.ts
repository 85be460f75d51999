import {AUDIT_SEALED, type AuditSealed, type SealedRow} from '@concours/kernel/audit/sealed';
import {isDuplicate, type Database} from '@concours/kernel/database';
import type {DomainEvent} from '@concours/kernel/events/event';
import {InboxRow} from '@concours/kernel/events/inbox';
import {requestReplay} from '@concours/kernel/events/replay';
import type {Logger} from '@concours/kernel/log';
import {Between, type EntityManager} from 'typeorm';
import {AuditTrailRow} from './audit-trail-row.js';

/** Brings all services' chains together. What it has once it keeps: a row that comes again as another is told, not taken. */
export class AuditGatheringService {
  constructor(
    private readonly database: Database,
    private readonly log: Logger,
  ) {}

  readonly consumes = {
    types: [AUDIT_SEALED],
    handle: (event: DomainEvent): Promise<void> => this.take(event.payload as AuditSealed),
  };

  async take({service, rows}: AuditSealed): Promise<void> {
    const once = () => this.database.write((manager) => this.takeIn(manager, service, rows));
    await once().catch((error: unknown) => {
      // the same batch came to another instance at this moment
      if (!isDuplicate(error)) throw error;
      return once();
    });
  }

  /** Asks for everything again where rows are missing in the middle: a bus may lose events. */
  async askForWhatIsMissing(): Promise<void> {
    const chains = await this.database.read
      .createQueryBuilder(AuditTrailRow, 't')
      .select('t.service', 'service')
      .addSelect('COUNT(*)', 'count')
      .addSelect('MAX(t.seq)', 'last')
      .groupBy('t.service')
      .getRawMany<{service: string; count: number | string; last: number | string}>();
    const torn = chains.filter(({count, last}) => Number(count) !== Number(last));
    if (torn.length === 0) return;
    this.log.warn({services: torn.map(({service}) => service)}, 'the audit trail has gaps and is asked for again');
    await this.database.write((manager) => requestReplay(manager, {types: [AUDIT_SEALED], by: 'organisations'}));
  }

  private async takeIn(manager: EntityManager, service: string, rows: readonly SealedRow[]): Promise<void> {
    const [first, last] = [rows[0].seq, rows[rows.length - 1].seq];
    const there = await manager.findBy(AuditTrailRow, {service, seq: Between(first, last)});
    const known = new Map(there.map(({seq, hash}) => [seq, hash]));
    const other = rows.filter(({seq, hash}) => known.has(seq) && known.get(seq) !== hash);
    if (other.length > 0) {
      this.log.error({service, seq: other[0].seq}, 'an audit row came again as another one: run audit:verify');
    }
    const fresh = rows.filter(({seq}) => !known.has(seq));
    if (fresh.length > 0) {
      const values = fresh.map((row) => ({...row, service, at: new Date(row.at)}));
      await manager.createQueryBuilder().insert().into(AuditTrailRow).values(values).updateEntity(false).execute();
    }
    // how far it is known, by service rather than by batch: a line for each batch would be a second trail
    await manager.upsert(InboxRow, {type: AUDIT_SEALED, subject: service, version: last, receivedAt: new Date()}, [
      'type',
      'subject',
    ]);
  }
}
