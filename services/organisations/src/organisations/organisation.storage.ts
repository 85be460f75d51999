import {newId} from '@concours/kernel/ids';
import {subtree} from '@concours/kernel/scope';
import {randomInt} from 'node:crypto';
import {And, In, LessThan, MoreThanOrEqual, type EntityManager, type FindOptionsWhere} from 'typeorm';
import {announceChanged} from './organisation.events.js';
import {OrganisationEvent} from './organisation-period.js';
import {keepPeriods, type Change} from './organisation-history.storage.js';
import {keepSearchKeys} from './organisation-search.storage.js';
import {Organisation, OrganisationAlias, OrganisationTree, SEGMENT} from './organisation.js';
import {aliasesOf, placeOf, segmentOf, type ImportRow} from './organisation.rules.js';
import {insertMany} from './insert-many.js';

const TREE = 1;

/** Takes the turn to change the tree's shape, and `count` new places in its order; answers the first of them. */
export async function changeShape(manager: EntityManager, count: number): Promise<number> {
  await manager.increment(OrganisationTree, {id: TREE}, 'lastPosition', count);
  const {lastPosition} = await manager.findOneByOrFail(OrganisationTree, {id: TREE});
  return lastPosition - count + 1;
}

export function subtreeOf(path: string): FindOptionsWhere<Organisation> {
  const {from, to} = subtree(path);
  return {path: And(MoreThanOrEqual(from), LessThan(to))};
}

/** Random, so that a path tells nothing of its age, and no counter has to be shared. */
export async function freshSegments(manager: EntityManager, count: number): Promise<string[]> {
  const fresh = new Set<string>();
  while (fresh.size < count) {
    const drawn = new Set<string>();
    while (fresh.size + drawn.size < count) drawn.add(segmentOf(randomInt(36 ** SEGMENT)));
    const taken = await manager.find(Organisation, {select: {segment: true}, where: {segment: In([...drawn])}});
    taken.forEach((row) => drawn.delete(row.segment));
    drawn.forEach((segment) => fresh.add(segment));
  }
  return [...fresh];
}

export type Place = Pick<Organisation, 'id' | 'path' | 'listPath' | 'depth'>;

export function organisationFrom(
  input: Omit<ImportRow, 'parentCode'>,
  at: {parent: Place | null; segment: string; position: number; now: Date},
): Organisation {
  const organisation = new Organisation();
  return Object.assign(organisation, {
    id: input.id ?? newId(),
    code: input.code,
    parentId: at.parent?.id ?? null,
    path: `${at.parent?.path ?? ''}${at.segment}.`,
    segment: at.segment,
    depth: (at.parent?.depth ?? 0) + 1,
    position: at.position,
    listPath: `${at.parent?.listPath ?? ''}${placeOf(at.position)}`,
    kind: input.kind,
    level: input.level,
    nameZh: input.nameZh.trim(),
    nameEn: input.nameEn?.trim() || null,
    shortNameZh: input.shortNameZh?.trim() || null,
    shortNameEn: input.shortNameEn?.trim() || null,
    regionCode: input.regionCode ?? null,
    closed: false,
    closedAt: null,
    mergedIntoId: null,
    version: 1,
    createdAt: at.now,
  });
}

/** Puts new organisations in, parents before children, with everything that belongs to one: aliases, keys, history, event. */
export async function plant(
  manager: EntityManager,
  created: readonly {organisation: Organisation; aliases: readonly string[]}[],
  change: Omit<Change, 'event'> & Partial<Change>,
): Promise<void> {
  const organisations = created.map(({organisation}) => organisation);
  await insertMany(manager, Organisation, organisations);
  await keepAliases(
    manager,
    created.map(({organisation, aliases}) => ({organisation, texts: aliases})),
  );
  await keepPeriods(manager, organisations, {event: OrganisationEvent.CREATED, ...change});
  await announceChanged(manager, organisations, change.at);
}

/** Keeps what was changed in one organisation, beside its place, with its history and the event. Counts its version up. */
export async function keepChanged(manager: EntityManager, organisation: Organisation, change: Change): Promise<void> {
  organisation.version += 1;
  await manager.save(organisation);
  await keepPeriods(manager, [organisation], change);
  await announceChanged(manager, [organisation], change.at);
}

/** What it is called today, its code included: none of these is an alias. */
export function namesOf(organisation: Organisation): (string | null)[] {
  const {code, nameZh, nameEn, shortNameZh, shortNameEn} = organisation;
  return [code, nameZh, nameEn, shortNameZh, shortNameEn];
}

/** Aliases anew, and with them what organisations are found by. */
export async function replaceAliases(
  manager: EntityManager,
  of: readonly {organisation: Organisation; texts: readonly string[]}[],
): Promise<void> {
  await manager.delete(OrganisationAlias, {organisationId: In(of.map(({organisation}) => organisation.id))});
  await keepAliases(manager, of);
}

async function keepAliases(
  manager: EntityManager,
  of: readonly {organisation: Organisation; texts: readonly string[]}[],
): Promise<void> {
  const found = of.map(({organisation, texts}) => ({organisation, aliases: aliasesOf(texts, namesOf(organisation))}));
  const rows = found.flatMap(({organisation: {id: organisationId}, aliases}) =>
    aliases.map((alias) => ({organisationId, ...alias})),
  );
  await insertMany(manager, OrganisationAlias, rows);
  await keepSearchKeys(manager, found);
}

export async function aliasTexts(manager: EntityManager, organisationId: string): Promise<string[]> {
  const kept = await manager.find(OrganisationAlias, {where: {organisationId}, order: {key: 'ASC'}});
  return kept.map(({text}) => text);
}

/** Puts one, with all below it, under another one: the beginnings of their paths. Both engines know CONCAT and SUBSTR, which counts from 1. */
export async function relocate(manager: EntityManager, moved: Organisation, parent: Place): Promise<void> {
  const path = `${parent.path}${moved.segment}.`;
  const listPath = `${parent.listPath}${placeOf(moved.position)}`;
  await manager
    .createQueryBuilder()
    .update(Organisation)
    .set({
      path: () => 'CONCAT(:beginning, SUBSTR(path, :rest))',
      listPath: () => 'CONCAT(:listBeginning, SUBSTR(listPath, :listRest))',
      depth: () => 'depth + :levels',
      version: () => 'version + 1',
    })
    .where('path >= :from AND path < :to', subtree(moved.path))
    .setParameters({
      beginning: path,
      rest: moved.path.length + 1,
      listBeginning: listPath,
      listRest: moved.listPath.length + 1,
      levels: parent.depth + 1 - moved.depth,
    })
    .execute();
  await manager.update(Organisation, {id: moved.id}, {parentId: parent.id});
}
