import type {Database} from '@concours/kernel/database';
import type {DomainEvent} from '@concours/kernel/events/event';
import {project} from '@concours/kernel/events/inbox';
import {covers, subtree} from '@concours/kernel/scope';
import type {OrganisationChanged} from '@concours/schema/events';
import {In} from 'typeorm';
import {OrganisationRef} from './organisation-ref.js';

/** The read model of the tree. */
export class Organisations {
  constructor(private readonly database: Database) {}

  async apply(event: DomainEvent<OrganisationChanged>): Promise<void> {
    await project(this.database, event, async (manager, {payload}) => {
      const before = await manager.findOneBy(OrganisationRef, {id: payload.id});
      await manager.save(
        manager.create(OrganisationRef, {
          id: payload.id,
          path: payload.path,
          level: payload.level,
          kind: payload.kind,
          nameZh: payload.name.zh,
          nameEn: payload.name.en,
        }),
      );
      if (!before || before.path === payload.path) return;
      // A move is announced once, for the unit that moved: what hangs below it moves here by its prefix.
      const {from, to} = subtree(before.path);
      const rest = `substr(path, ${before.path.length + 1})`;
      await manager
        .createQueryBuilder()
        .update(OrganisationRef)
        .set({path: () => (this.database.engine === 'mysql' ? `concat(:moved, ${rest})` : `:moved || ${rest}`)})
        .where('path >= :from AND path < :to AND id <> :id', {from, to, id: payload.id, moved: payload.path})
        .execute();
    });
  }

  async find(ids: readonly string[]): Promise<OrganisationRef[]> {
    return ids.length === 0 ? [] : this.database.read.findBy(OrganisationRef, {id: In([...ids])});
  }

  /** Whether `unitId` is the other one or lies above it: a department belongs to its union. */
  async belongsTo(memberId: string, unitId: string): Promise<boolean> {
    if (memberId === unitId) return true;
    const [member, unit] = await Promise.all([this.find([memberId]), this.find([unitId])]);
    return member[0] !== undefined && unit[0] !== undefined && covers(unit[0].path, member[0].path);
  }
}
