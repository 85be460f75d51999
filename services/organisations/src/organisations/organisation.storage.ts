import {newId} from '@concours/kernel/ids';
import {subtree} from '@concours/kernel/scope';
import {randomInt} from 'node:crypto';
import {And, In, LessThan, MoreThanOrEqual, type EntityManager, type FindOptionsWhere} from 'typeorm';
import {Organisation, OrganisationAlias, OrganisationTree, SEGMENT} from './organisation.js';
import {searchKeysOf, segmentOf, type ImportRow} from './organisation.rules.js';

const TREE = 1;
const ROWS_PER_STATEMENT = 200;

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

export function organisationFrom(
  input: Omit<ImportRow, 'parentCode'>,
  at: {parent: Pick<Organisation, 'id' | 'path' | 'depth'> | null; segment: string; position: number; now: Date},
): Organisation {
  const organisation = new Organisation();
  Object.assign(organisation, {
    id: input.id ?? newId(),
    code: input.code,
    parentId: at.parent?.id ?? null,
    path: `${at.parent?.path ?? ''}${at.segment}.`,
    segment: at.segment,
    depth: (at.parent?.depth ?? 0) + 1,
    position: at.position,
    kind: input.kind,
    level: input.level,
    nameZh: input.nameZh.trim(),
    nameEn: input.nameEn?.trim() || null,
    shortNameZh: input.shortNameZh?.trim() || null,
    shortNameEn: input.shortNameEn?.trim() || null,
    regionCode: input.regionCode ?? null,
    closed: false,
    version: 1,
    createdAt: at.now,
  });
  organisation.searchKeys = searchKeysOf([...namesOf(organisation), ...(input.aliases ?? [])]);
  return organisation;
}

/** What it is called today, its code included: none of these is an alias. */
export function namesOf(organisation: Organisation): (string | null)[] {
  const {code, nameZh, nameEn, shortNameZh, shortNameEn} = organisation;
  return [code, nameZh, nameEn, shortNameZh, shortNameEn];
}

export async function keepAliases(
  manager: EntityManager,
  of: {id: string; aliases: {key: string; text: string}[]}[],
): Promise<void> {
  const rows = of.flatMap(({id, aliases}) => aliases.map((alias) => ({organisationId: id, ...alias})));
  await insertMany(manager, OrganisationAlias, rows);
}

/** Many rows in few statements; two thousand organisations take a fraction of a second. */
export async function insertMany<T extends object>(
  manager: EntityManager,
  entity: new () => T,
  rows: T[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
    const part = rows.slice(from, from + ROWS_PER_STATEMENT);
    await manager.createQueryBuilder().insert().into(entity).values(part).updateEntity(false).execute();
  }
}

/** Both engines know CONCAT and SUBSTR, which counts from 1. */
export async function replaceBeginning(
  manager: EntityManager,
  moved: Pick<Organisation, 'path'>,
  path: string,
  levels: number,
): Promise<void> {
  await manager
    .createQueryBuilder()
    .update(Organisation)
    .set({
      path: () => 'CONCAT(:beginning, SUBSTR(path, :rest))',
      depth: () => 'depth + :levels',
      version: () => 'version + 1',
    })
    .where('path >= :from AND path < :to', subtree(moved.path))
    .setParameters({beginning: path, rest: moved.path.length + 1, levels})
    .execute();
}
