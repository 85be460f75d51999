import type {Database} from '@concours/kernel/database';
import type {DomainEvent} from '@concours/kernel/events/event';
import {project, projectTogether} from '@concours/kernel/events/inbox';
import {subtree} from '@concours/kernel/scope';
import type {OrganisationChanged} from '@concours/schema/events';
import {type EntityManager, In} from 'typeorm';
import {pathUnder} from '../path.rules.js';
import {OrganisationRef} from './organisation-ref.js';

/** A statement takes only so many values. */
const AT_ONCE = 5_000;

/** A unit that came into the read model, or stands elsewhere in it now. */
export interface Placed {
  id: string;
  before: string | null;
  after: string;
}

/** What hangs on a unit's place, in the same unit of work: asked while everything still stands at the old place, and told when it stands at the new one. */
export interface PlaceWatcher {
  leaving(manager: EntityManager, placed: Placed): Promise<unknown>;
  arrived(manager: EntityManager, placed: Placed, left: unknown): Promise<void>;
}

/** The read model of the tree, fed by OrganisationChanged. */
export class OrganisationRefs {
  constructor(
    private readonly database: Database,
    private readonly watchers: readonly PlaceWatcher[],
  ) {}

  async byCodes(codes: readonly string[]): Promise<Map<string, OrganisationRef>> {
    const found = new Map<string, OrganisationRef>();
    const wanted = [...new Set(codes)];
    for (let from = 0; from < wanted.length; from += AT_ONCE) {
      const code = In(wanted.slice(from, from + AT_ONCE));
      for (const each of await this.database.read.findBy(OrganisationRef, {code})) found.set(each.code, each);
    }
    return found;
  }

  async byIds(
    ids: readonly string[],
    manager: EntityManager = this.database.read,
  ): Promise<Map<string, OrganisationRef>> {
    const found = new Map<string, OrganisationRef>();
    const wanted = [...new Set(ids)];
    for (let from = 0; from < wanted.length; from += AT_ONCE) {
      const id = In(wanted.slice(from, from + AT_ONCE));
      for (const each of await manager.findBy(OrganisationRef, {id})) found.set(each.id, each);
    }
    return found;
  }

  /** Ids by path. */
  async byPaths(paths: readonly string[]): Promise<Map<string, string>> {
    if (paths.length === 0) return new Map();
    const found = await this.database.read.findBy(OrganisationRef, {path: In([...new Set(paths)])});
    return new Map(found.map(({path, id}) => [path, id]));
  }

  async apply(event: DomainEvent<OrganisationChanged>): Promise<void> {
    await project(this.database, event, (manager, {payload}) => this.place(manager, payload));
  }

  /** What only comes in, or stays where it is, is one statement for all; what moves, or finds others below it, is placed by itself. */
  async applyTogether(events: DomainEvent<OrganisationChanged>[]): Promise<void> {
    await projectTogether(this.database, events, async (manager, newer) => {
      const payloads = newer.map(({payload}) => payload);
      const known = await this.byIds(
        payloads.flatMap(({id, parentId}) => (parentId === null ? [id] : [id, parentId])),
        manager,
      );
      const waited = await manager.find(OrganisationRef, {
        select: {parentId: true},
        where: {parentId: In(payloads.map(({id}) => id).filter((id) => !known.has(id)))},
      });
      const expected = new Set(waited.map(({parentId}) => parentId));
      const paths = new Map([...known.values()].map(({id, path}) => [id, path]));
      const rows: OrganisationRef[] = [];
      const others: OrganisationChanged[] = [];
      for (const payload of payloads) {
        const path = pathUnder(paths.get(payload.parentId ?? ''), payload.path);
        const before = known.get(payload.id)?.path;
        if (expected.has(payload.id) || (before !== undefined && before !== path)) {
          others.push(payload);
          continue;
        }
        paths.set(payload.id, path);
        rows.push(rowOf(payload, path));
      }
      if (rows.length > 0) await manager.upsert(OrganisationRef, rows, ['id']);
      for (const payload of others) await this.place(manager, payload);
    });
  }

  private async place(manager: EntityManager, payload: OrganisationChanged): Promise<void> {
    const before = await manager.findOneBy(OrganisationRef, {id: payload.id});
    const parent = payload.parentId === null ? null : await manager.findOneBy(OrganisationRef, {id: payload.parentId});
    const path = pathUnder(parent?.path, payload.path);
    const placed = {id: payload.id, before: before?.path ?? null, after: path};
    const moves = placed.before !== placed.after;
    const left: unknown[] = [];
    if (moves) for (const watcher of this.watchers) left.push(await watcher.leaving(manager, placed));
    await manager.upsert(OrganisationRef, rowOf(payload, path), ['id']);
    if (!moves) return;
    if (placed.before !== null) await this.replaceBeginning(manager, placed.before, path);
    await this.takeIn(manager, payload.id, path);
    for (const [i, watcher] of this.watchers.entries()) await watcher.arrived(manager, placed, left[i]);
  }

  /** What hangs below moves along by its prefix, whether it is announced one by one or not. */
  private async replaceBeginning(manager: EntityManager, before: string, after: string): Promise<void> {
    const {from, to} = subtree(before);
    const rest = `substr(path, ${before.length + 1})`;
    await manager
      .createQueryBuilder()
      .update(OrganisationRef)
      .set({path: () => (this.database.engine === 'mysql' ? `concat(:after, ${rest})` : `:after || ${rest}`)})
      .where('path >= :from AND path < :to', {from, to, after})
      .execute();
  }

  /** Children that were announced before their parent, with a path that was older than the parent's. */
  private async takeIn(manager: EntityManager, parentId: string, path: string): Promise<void> {
    for (const child of await manager.findBy(OrganisationRef, {parentId})) {
      const right = pathUnder(path, child.path);
      if (child.path !== right) await this.replaceBeginning(manager, child.path, right);
    }
  }
}

function rowOf(payload: OrganisationChanged, path: string): OrganisationRef {
  const {id, code, parentId, kind, level, name, closed} = payload;
  return Object.assign(new OrganisationRef(), {
    id,
    code,
    path,
    parentId,
    kind,
    level,
    nameZh: name.zh,
    nameEn: name.en,
    closed,
  });
}
