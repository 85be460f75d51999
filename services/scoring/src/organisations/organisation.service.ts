import type {Database} from '@concours/kernel/database';
import type {DomainEvent} from '@concours/kernel/events/event';
import {project, projectTogether} from '@concours/kernel/events/inbox';
import {covers, subtree} from '@concours/kernel/scope';
import type {OrganisationChanged} from '@concours/schema/events';
import {type EntityManager, In} from 'typeorm';
import type {UnitName} from '../standings/bundle.js';
import {OrganisationRef} from './organisation-ref.js';

/** The read model of the tree. */
export class Organisations {
  constructor(private readonly database: Database) {}

  async apply(event: DomainEvent<OrganisationChanged>): Promise<void> {
    await project(this.database, event, (manager) => this.keep(manager, [event]));
  }

  async applyTogether(events: DomainEvent<OrganisationChanged>[]): Promise<void> {
    await projectTogether(this.database, events, (manager, newer) => this.keep(manager, newer));
  }

  private async keep(manager: EntityManager, events: DomainEvent<OrganisationChanged>[]): Promise<void> {
    const payloads = events.map(({payload}) => payload);
    const known = await manager.findBy(OrganisationRef, {id: In(payloads.map(({id}) => id))});
    const pathOf = new Map(known.map(({id, path}) => [id, path]));
    await manager.upsert(OrganisationRef, payloads.map(rowOf), ['id']);
    for (const {id, path} of payloads) {
      const before = pathOf.get(id);
      if (before !== undefined && before !== path) await this.carry(manager, id, before, path);
    }
  }

  /** What hangs below moves along by its prefix, whether it is announced one by one or not. */
  private async carry(manager: EntityManager, id: string, before: string, moved: string): Promise<void> {
    const {from, to} = subtree(before);
    const rest = `substr(path, ${before.length + 1})`;
    await manager
      .createQueryBuilder()
      .update(OrganisationRef)
      .set({path: () => (this.database.engine === 'mysql' ? `concat(:moved, ${rest})` : `:moved || ${rest}`)})
      .where('path >= :from AND path < :to AND id <> :id', {from, to, id, moved})
      .execute();
  }

  async find(ids: readonly string[]): Promise<OrganisationRef[]> {
    return ids.length === 0 ? [] : this.database.read.findBy(OrganisationRef, {id: In([...ids])});
  }

  async at(path: string): Promise<OrganisationRef | null> {
    return this.database.read.findOneBy(OrganisationRef, {path});
  }

  /** The units one level below a path, by their paths. */
  async directlyBelow(path: string): Promise<{key: string; name: {zh: string; en: string}}[]> {
    const {from, to} = subtree(path);
    const units = await this.database.read
      .createQueryBuilder(OrganisationRef, 'o')
      .where(
        'o.path > :from AND o.path < :to AND instr(substr(o.path, :after), :dot) = length(substr(o.path, :after))',
        {
          ...{from, to, after: path.length + 1, dot: '.'},
        },
      )
      .orderBy('o.path')
      .getMany();
    return units.map(({id, nameZh, nameEn}) => ({key: id, name: {zh: nameZh, en: nameEn}}));
  }

  /** By id, how units are called now; one that is not known here yet is left out. */
  async names(reader: EntityManager, ids: readonly string[]): Promise<Record<string, UnitName>> {
    const rows = await reader.findBy(OrganisationRef, {id: In([...new Set(ids)])});
    return Object.fromEntries(
      rows.map(({id, nameZh, nameEn, shortNameZh, shortNameEn}) => {
        const name = {zh: nameZh, en: nameEn};
        return [id, {name, shortName: {zh: shortNameZh ?? nameZh, en: shortNameEn ?? nameEn}}];
      }),
    );
  }

  /** Whether `unitId` is the other one or lies above it: a department belongs to its union. */
  async belongsTo(memberId: string, unitId: string): Promise<boolean> {
    if (memberId === unitId) return true;
    const [member, unit] = await Promise.all([this.find([memberId]), this.find([unitId])]);
    return member[0] !== undefined && unit[0] !== undefined && covers(unit[0].path, member[0].path);
  }
}

function rowOf({id, path, level, kind, name, shortName}: OrganisationChanged): OrganisationRef {
  return {
    ...{id, path, level, kind, nameZh: name.zh, nameEn: name.en},
    ...{shortNameZh: shortName.zh, shortNameEn: shortName.en},
  };
}
