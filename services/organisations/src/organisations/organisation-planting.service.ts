import type {Clock} from '@concours/kernel/clock';
import {In, type EntityManager} from 'typeorm';
import {announceChanged} from './organisation.events.js';
import {ExternalReference} from './external-reference.js';
import {REGION_CODE, referenceOf} from './external-reference.rules.js';
import type {OrganisationKind, OrganisationLevel} from './organisation.kinds.js';
import {MAX_DEPTH, Organisation, OrganisationAlias} from './organisation.js';
import {keepPeriods} from './organisation-history.storage.js';
import {OrganisationEvent} from './organisation-period.js';
import {
  keyOf,
  planPlaces,
  type ImportRow,
  type Known,
  type PlacePlan,
  type PlaceProblem,
} from './organisation.rules.js';
import {
  changeShape,
  freshSegments,
  namesOf,
  organisationFrom,
  plant,
  replaceAliases,
  type Place,
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
  references: Reference[];
}

/** By what another system knows an organisation. */
export type Reference = Pick<ExternalReference, 'system' | 'value'>;

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
  /** An id of another system as it is kept; null: it is none. */
  readonly referenceOf = referenceOf;

  isRegionCode(text: string): boolean {
    return REGION_CODE.test(text);
  }

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
    const references = new Map(found.map(({id}) => [id, [] as Reference[]]));
    for (const {organisationId, system, value} of await manager.findBy(ExternalReference, {
      organisationId: In(found.map((row) => row.id)),
    }))
      references.get(organisationId)?.push({system, value});
    return new Map(
      found.map((row) => {
        const more = {
          parentCode: codeOf.get(row.parentId ?? '') ?? null,
          aliasKeys: keysOf.get(row.id) ?? [],
          references: references.get(row.id) ?? [],
        };
        return [row.code, Object.assign(row, more) as KnownOrganisation];
      }),
    );
  }

  /** Whose these ids of other systems are, by `referenceKey`. */
  async holdersOf(manager: EntityManager, references: readonly Reference[]): Promise<Map<string, string>> {
    if (references.length === 0) return new Map();
    const values = [...new Set(references.map(({value}) => value))];
    const held = await manager.findBy(ExternalReference, {value: In(values)});
    return new Map(held.map((each) => [referenceKey(each), each.organisationId]));
  }

  /** One of each system: what it had of the same one before is gone. */
  async keepReferences(
    manager: EntityManager,
    of: readonly {organisationId: string; references: readonly Reference[]}[],
  ): Promise<void> {
    const since = this.clock.now();
    for (const {organisationId, references} of of) {
      if (references.length === 0) continue;
      await manager.delete(ExternalReference, {organisationId, system: In(references.map(({system}) => system))});
      await manager.insert(
        ExternalReference,
        references.map((reference) => ({...reference, organisationId, since})),
      );
    }
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
    const places = new Map<string, Place>(known);
    const created = rows.map(({row, parentCode, position}, index) => {
      const parent = parentCode === null ? null : (places.get(parentCode) ?? null);
      if (parentCode !== null && !parent) throw new Error(`${row.code}: its parent ${parentCode} was not planted`);
      const organisation = organisationFrom(row, {parent, segment: segments[index], position, now});
      places.set(organisation.code, organisation);
      return {organisation, aliases: row.aliases ?? []};
    });
    await plant(manager, created, {at: now});
    return created.map(({organisation}) => organisation);
  }

  /** The old names stay as aliases: papers go on using them for years (R13). */
  async revise(manager: EntityManager, revisions: readonly Revision[]): Promise<void> {
    if (revisions.length === 0) return;
    const ids = revisions.map(({id}) => id);
    const organisations = new Map((await manager.findBy(Organisation, {id: In(ids)})).map((row) => [row.id, row]));
    const kept = await manager.findBy(OrganisationAlias, {organisationId: In(ids)});
    const at = this.clock.now();
    const all: {organisation: Organisation; texts: string[]}[] = [];
    const changed = {
      [OrganisationEvent.RENAMED]: [] as Organisation[],
      [OrganisationEvent.AMENDED]: [] as Organisation[],
    };
    for (const {id, values, aliases: more} of revisions) {
      const organisation = organisations.get(id);
      if (!organisation) continue;
      const former = namesOf(organisation);
      const isChanged = (Object.keys(values) as (keyof typeof values)[]).some(
        (key) => values[key] !== organisation[key],
      );
      Object.assign(organisation, values, {version: organisation.version + 1});
      const before = kept.filter((alias) => alias.organisationId === id).map((alias) => alias.text);
      all.push({organisation, texts: [...before, ...former.slice(1), ...more].filter((text) => text !== null)});
      const isRenamed = namesOf(organisation).some((name, index) => name !== former[index]);
      // aliases alone are no history
      if (isChanged) changed[isRenamed ? OrganisationEvent.RENAMED : OrganisationEvent.AMENDED].push(organisation);
    }
    await replaceAliases(manager, all);
    await manager.save([...organisations.values()], {chunk: 200});
    for (const event of [OrganisationEvent.RENAMED, OrganisationEvent.AMENDED] as const)
      await keepPeriods(manager, changed[event], {event, at});
    await announceChanged(manager, [...organisations.values()], at);
  }
}

export function referenceKey({system, value}: Reference): string {
  return `${system}:${value}`;
}
