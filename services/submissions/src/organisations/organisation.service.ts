import type {Database} from '@concours/kernel/database';
import type {DomainEvent} from '@concours/kernel/events/event';
import {project, projectTogether} from '@concours/kernel/events/inbox';
import type {OrganisationChanged} from '@concours/schema/events';
import {type EntityManager, In} from 'typeorm';
import {OrganisationRef} from './organisation-ref.js';

/** The read model of the tree. */
export class OrganisationRefs {
  constructor(private readonly database: Database) {}

  async byIds(
    ids: readonly string[],
    manager: EntityManager = this.database.read,
  ): Promise<Map<string, OrganisationRef>> {
    const rows = ids.length === 0 ? [] : await manager.findBy(OrganisationRef, {id: In([...new Set(ids)])});
    return new Map(rows.map((row) => [row.id, row]));
  }

  async find(id: string, manager: EntityManager = this.database.read): Promise<OrganisationRef | null> {
    return manager.findOneBy(OrganisationRef, {id});
  }

  /** One event is one row here: a move arrives as an event for each organisation that moved with it. */
  async apply(event: DomainEvent<OrganisationChanged>): Promise<void> {
    await project(this.database, event, (manager) => keep(manager, [event]));
  }

  async applyTogether(events: DomainEvent<OrganisationChanged>[]): Promise<void> {
    await projectTogether(this.database, events, keep);
  }
}

async function keep(manager: EntityManager, events: DomainEvent<OrganisationChanged>[]): Promise<void> {
  const rows = events.map(({payload: {id, code, path, kind, level, name, closed}}) => ({
    ...{id, code, path, kind, level, nameZh: name.zh, nameEn: name.en, closed},
  }));
  await manager.upsert(OrganisationRef, rows, ['id']);
}
