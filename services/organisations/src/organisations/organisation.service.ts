import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {notFound, notPermitted} from '@concours/kernel/refusal';
import {demand} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import type {EntityManager} from 'typeorm';
import {announceChanged} from './organisation.events.js';
import type {OrganisationKind, OrganisationLevel} from './organisation.kinds.js';
import {MAX_DEPTH, Organisation, OrganisationAlias} from './organisation.js';
import {
  organisationCodeTaken,
  organisationIntoItself,
  organisationRootStays,
  organisationTooDeep,
} from './organisation.refusals.js';
import {aliasesOf, moveProblem, searchKeysOf} from './organisation.rules.js';
import {
  changeShape,
  freshSegments,
  keepAliases,
  namesOf,
  organisationFrom,
  replaceBeginning,
  subtreeOf,
} from './organisation.storage.js';

export interface NewOrganisation {
  id?: string;
  code: string;
  parentId?: string | null;
  kind: OrganisationKind;
  level: OrganisationLevel;
  nameZh: string;
  nameEn?: string | null;
  shortNameZh?: string | null;
  shortNameEn?: string | null;
  aliases?: string[] | null;
  regionCode?: string | null;
}

export class OrganisationService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  create(caller: Caller, input: NewOrganisation): Promise<Organisation> {
    return this.database.write((manager) => this.createIn(manager, caller, input));
  }

  /** As `create`, inside a unit of work that does more. */
  async createIn(manager: EntityManager, caller: Caller, input: NewOrganisation): Promise<Organisation> {
    const lastPosition = await changeShape(manager, 1);
    const parent = input.parentId == null ? null : await manager.findOneBy(Organisation, {id: input.parentId});
    // a second root is nobody's to make; a parent that doesn't exist answers like one that may not be administered
    if (!parent && (caller.kind !== 'system' || input.parentId != null)) throw notPermitted();
    if (parent) demandAdministration(caller, parent.path);
    if (parent && parent.depth >= MAX_DEPTH) throw organisationTooDeep({most: MAX_DEPTH});
    if (await manager.existsBy(Organisation, {code: input.code})) throw organisationCodeTaken({code: input.code});
    const [segment] = await freshSegments(manager, 1);
    const now = this.clock.now();
    const organisation = organisationFrom(input, {parent, segment, position: lastPosition, now});
    await manager.insert(Organisation, organisation);
    await keepAliases(manager, [{id: organisation.id, aliases: aliasesOf(input.aliases ?? [], namesOf(organisation))}]);
    await announceChanged(manager, [organisation], now);
    return organisation;
  }

  /** The old names stay as aliases: papers go on using them for years (R13). `nameEn` undefined: stays as it is. */
  rename(caller: Caller, id: string, names: {nameZh: string; nameEn?: string | null}): Promise<Organisation> {
    return this.database.write(async (manager) => {
      const organisation = await administered(manager, caller, id);
      const nameZh = names.nameZh.trim();
      const nameEn = names.nameEn === undefined ? organisation.nameEn : names.nameEn?.trim() || null;
      if (nameZh === organisation.nameZh && nameEn === organisation.nameEn) return organisation;
      const former = [organisation.nameZh, organisation.nameEn].filter((name) => name !== null);
      Object.assign(organisation, {nameZh, nameEn, version: organisation.version + 1});
      const kept = await manager.findBy(OrganisationAlias, {organisationId: id});
      const aliases = aliasesOf([...kept.map((alias) => alias.text), ...former], namesOf(organisation));
      await manager.delete(OrganisationAlias, {organisationId: id});
      await keepAliases(manager, [{id, aliases}]);
      organisation.searchKeys = searchKeysOf([...namesOf(organisation), ...aliases.map((alias) => alias.text)]);
      await manager.save(organisation);
      await announceChanged(manager, [organisation], this.clock.now());
      return organisation;
    });
  }

  /** The whole subtree goes along: one update of the paths' beginning. Grants count at the new place at once. */
  move(caller: Caller, id: string, parentId: string): Promise<Organisation> {
    return this.database.write(async (manager) => {
      await changeShape(manager, 0);
      const moved = await administered(manager, caller, id);
      if (moved.parentId === null) throw organisationRootStays();
      const from = await manager.findOneByOrFail(Organisation, {id: moved.parentId});
      const parent = await administered(manager, caller, parentId);
      demandAdministration(caller, from.path);
      const deepest = (await manager.maximum(Organisation, 'depth', subtreeOf(moved.path))) ?? moved.depth;
      const problem = moveProblem({...moved, deepest}, parent, MAX_DEPTH);
      if (problem === 'INTO_ITSELF') throw organisationIntoItself();
      if (problem === 'TOO_DEEP') throw organisationTooDeep({most: MAX_DEPTH});
      if (parent.id === from.id) return moved;
      const path = `${parent.path}${moved.segment}.`;
      await replaceBeginning(manager, moved, path, parent.depth + 1 - moved.depth);
      await manager.update(Organisation, {id}, {parentId: parent.id});
      const changed = await manager.findBy(Organisation, subtreeOf(path));
      await announceChanged(manager, changed, this.clock.now());
      return manager.findOneByOrFail(Organisation, {id});
    });
  }
}

/** One that may not be administered answers like one that does not exist. */
async function administered(manager: EntityManager, caller: Caller, id: string): Promise<Organisation> {
  const organisation = await manager.findOneBy(Organisation, {id});
  if (!organisation) throw caller.kind === 'system' ? notFound() : notPermitted();
  demandAdministration(caller, organisation.path);
  return organisation;
}

function demandAdministration(caller: Caller, path: string): void {
  demand(caller, {roles: permissions['organisation.administer'], path});
}
