import {record} from '@concours/kernel/audit/record';
import type {AuditEntry} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {DomainEvent} from '@concours/kernel/events/event';
import {project} from '@concours/kernel/events/inbox';
import {announce, type Announcement} from '@concours/kernel/events/outbox';
import {systemCaller} from '@concours/kernel/identity';
import type {PersonErased, PersonErasureRequested} from '@concours/schema/events';
import type {EntityManager} from 'typeorm';
import {PersonErasureDone} from './person-erasure.js';

/** A slice that holds something of persons. What it took out is told row by row: the entries go into the audit. */
export interface ErasingSource {
  erase(manager: EntityManager, asked: PersonErasureRequested): Promise<AuditEntry[]>;
}

/** Takes a person out of whatever slice holds one, in the unit of work that notes the event: once, whole, and told. */
export class PersonErasing {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sources: readonly ErasingSource[],
  ) {}

  async apply(event: DomainEvent<PersonErasureRequested>): Promise<void> {
    await project(this.database, event, async (manager, {payload}) => {
      const entries: AuditEntry[] = [];
      for (const source of this.sources) entries.push(...(await source.erase(manager, payload)));
      if (entries.length > 0) await record(manager, systemCaller(), entries);
      const done = {id: payload.id, rows: entries.length, erasedAt: this.clock.now()};
      await manager.upsert(PersonErasureDone, done, ['id']);
      await announce(manager, {...erased(done), at: done.erasedAt});
    });
  }

  /** What was done, for who asks again. */
  async *done(): AsyncIterable<Omit<Announcement<PersonErased>, 'at'>> {
    for (const row of await this.database.read.find(PersonErasureDone)) yield erased(row);
  }
}

function erased({id, rows, erasedAt}: PersonErasureDone): Omit<Announcement<PersonErased>, 'at'> {
  const payload: PersonErased = {erasureId: id, service: 'campaigns', rows, erasedAt: erasedAt.toISOString()};
  return {type: 'PersonErased', subject: `${id}:campaigns`, version: 1, payload};
}
