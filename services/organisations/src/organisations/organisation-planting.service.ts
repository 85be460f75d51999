import type {Clock} from '@concours/kernel/clock';
import {In, type EntityManager} from 'typeorm';
import {announceChanged} from './organisation.events.js';
import type {OrganisationKind, OrganisationLevel} from './organisation.kinds.js';
import {MAX_DEPTH, Organisation, OrganisationAlias} from './organisation.js';
import {
  aliasesOf,
  keyOf,
  planPlaces,
  searchKeysOf,
  type ImportRow,
  type Known,
  type PlacePlan,
  type PlaceProblem,
} from './organisation.rules.js';
import {
  changeShape,
  freshSegments,
  insertMany,
  keepAliases,
  namesOf,
  organisationFrom,
} from './organisation.storage.js';

export type NewRow = ImportRow;
export type {PlacePlan, PlaceProblem};

/** An organisation that is there already, with what only some imports compare. */
export interface KnownOrganisation extends Known {
  kind: OrganisationKind;
  level: OrganisationLevel;
  regionCode: string | null;
  closed: boolean;
  /** The keys of its aliases. */
  aliasKeys: string[];
}

/** What an organisation is to be; what is left out stays as it is, and aliases are only ever added. */
export interface Revision {
  id: string;
  values: Partial<
    Pick<Organisation, 'kind' | 'level' | 'nameZh' | 'nameEn' | 'shortNameZh' | 'shortNameEn' | 'regionCode'>
  >;
  aliases: readonly string[];
}

/** Many organisations at once, inside the unit of work of whoever decided on them. Checks no permission: its callers do. */
export class OrganisationPlantingService {
  readonly mostLevels = MAX_DEPTH;

  constructor(private readonly clock: Clock) {}

  /** How names are compared: without case, width, spaces and punctuation. */
  readonly keyOf = keyOf;
  readonly planPlaces = planPlaces;

  /** Takes the turn to change the tree's shape, and `count` new places in its order; answers the first of them. */
  takeTurn(manager: EntityManager, count: number): Promise<number> {
    return changeShape(manager, count);
  }

  /** By code, whatever of it is there. */
  async lookUp(manager: EntityManager, codes: readonly string[]): Promise<Map<string, KnownOrganisation>> {
    const found = await manager.findBy(Organisation, {code: In([...new Set(codes)])});
    const parentIds = [...new Set(found.flatMap((row) => row.parentId ?? []))];
    const parents = await manager.find(Organisation, {select: {id: true, code: true}, where: {id: In(parentIds)}});
    const codeOf = new Map(parents.map((parent) => [parent.id, parent.code]));
    const aliases = await manager.findBy(OrganisationAlias, {organisationId: In(found.map((row) => row.id))});
    const keysOf = new Map<string, string[]>();
    for (const {organisationId, key} of aliases) {
      const keys = keysOf.get(organisationId);
      if (keys) keys.push(key);
      else keysOf.set(organisationId, [key]);
    }
    return new Map(
      found.map((row) => {
        const more = {parentCode: codeOf.get(row.parentId ?? '') ?? null, aliasKeys: keysOf.get(row.id) ?? []};
        return [row.code, Object.assign(row, more) as KnownOrganisation];
      }),
    );
  }

  /** Parents before children; every parent is in `known` or stands earlier among the rows. */
  async plant(
    manager: EntityManager,
    rows: readonly {row: NewRow; parentCode: string | null; position: number}[],
    known: ReadonlyMap<string, Known>,
  ): Promise<Organisation[]> {
    if (rows.length === 0) return [];
    const segments = await freshSegments(manager, rows.length);
    const now = this.clock.now();
    const places = new Map<string, Pick<Organisation, 'id' | 'path' | 'depth'>>(known);
    const created = rows.map(({row, parentCode, position}, index) => {
      const parent = parentCode === null ? null : (places.get(parentCode) ?? null);
      if (parentCode !== null && !parent) throw new Error(`${row.code}: its parent ${parentCode} was not planted`);
      const organisation = organisationFrom(row, {parent, segment: segments[index], position, now});
      places.set(organisation.code, organisation);
      return organisation;
    });
    await insertMany(manager, Organisation, created);
    const aliases = created.map((organisation, index) => ({
      id: organisation.id,
      aliases: aliasesOf(rows[index].row.aliases ?? [], namesOf(organisation)),
    }));
    await keepAliases(manager, aliases);
    await announceChanged(manager, created, now);
    return created;
  }

  /** The old names stay as aliases: papers go on using them for years (R13). */
  async revise(manager: EntityManager, revisions: readonly Revision[]): Promise<void> {
    if (revisions.length === 0) return;
    const ids = revisions.map(({id}) => id);
    const organisations = new Map((await manager.findBy(Organisation, {id: In(ids)})).map((row) => [row.id, row]));
    const kept = await manager.findBy(OrganisationAlias, {organisationId: In(ids)});
    const changed: Organisation[] = [];
    const aliases: {id: string; aliases: {key: string; text: string}[]}[] = [];
    for (const {id, values, aliases: more} of revisions) {
      const organisation = organisations.get(id);
      if (!organisation) continue;
      const former = namesOf(organisation).slice(1);
      Object.assign(organisation, values, {version: organisation.version + 1});
      const before = kept.filter((alias) => alias.organisationId === id).map((alias) => alias.text);
      const texts = [...before, ...former, ...more].filter((text) => text !== null);
      const current = aliasesOf(texts, namesOf(organisation));
      aliases.push({id, aliases: current});
      organisation.searchKeys = searchKeysOf([...namesOf(organisation), ...current.map((alias) => alias.text)]);
      changed.push(organisation);
    }
    await manager.delete(OrganisationAlias, {organisationId: In(ids)});
    await keepAliases(manager, aliases);
    await manager.save(changed, {chunk: 200});
    await announceChanged(manager, changed, this.clock.now());
  }
}
