import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import {isDuplicate, type Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {inputInvalid, notPermitted} from '@concours/kernel/refusal';
import type {EntityManager} from 'typeorm';
import {ExternalReference} from './external-reference.js';
import {CREDIT_CODE, referenceOf} from './external-reference.rules.js';
import {administered, administration, demandAdministration, demandOpen} from './organisation-access.service.js';
import type {OrganisationKind, OrganisationLevel} from './organisation.kinds.js';
import {MAX_DEPTH, Organisation} from './organisation.js';
import {OrganisationEvent} from './organisation-period.js';
import {
  aliasesTooMany,
  creditCodeInvalid,
  organisationCodeTaken,
  organisationTooDeep,
  referenceTaken,
} from './organisation.refusals.js';
import {keyOf, type ImportRow} from './organisation.rules.js';
import {
  aliasTexts,
  changeShape,
  freshSegments,
  keepChanged,
  organisationFrom,
  plant,
  replaceAliases,
} from './organisation.storage.js';

export const MAX_ALIASES = 100;

export interface NewOrganisation extends Omit<ImportRow, 'parentCode'> {
  parentId?: string | null;
}

/** Undefined stays as it is; null takes away what may be missing. */
export interface NewNames {
  nameZh?: string;
  nameEn?: string | null;
  shortNameZh?: string | null;
  shortNameEn?: string | null;
}

export interface NewFacts {
  kind?: OrganisationKind;
  level?: OrganisationLevel;
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
    const position = await changeShape(manager, 1);
    const parent = input.parentId == null ? null : await manager.findOneBy(Organisation, {id: input.parentId});
    // a second root is nobody's to make; a parent that doesn't exist answers like one that may not be administered
    if (!parent && (caller.kind !== 'system' || input.parentId != null)) throw notPermitted();
    if (parent) demandAdministration(caller, parent.path);
    if (parent) demandOpen(parent);
    if (parent && parent.depth >= MAX_DEPTH) throw organisationTooDeep({most: MAX_DEPTH});
    if (await manager.existsBy(Organisation, {code: input.code})) throw organisationCodeTaken({code: input.code});
    const [segment] = await freshSegments(manager, 1);
    const now = this.clock.now();
    const organisation = organisationFrom(input, {parent, segment, position, now});
    await plant(manager, [{organisation, aliases: input.aliases ?? []}], {at: now});
    const {id, code, parentId, nameZh, kind, level} = organisation;
    await record(manager, caller, {
      action: 'createOrganisation',
      subject: {type: 'Organisation', id},
      organisationId: id,
      need: administration(parent?.path ?? organisation.path),
      after: {code, parentId, nameZh, kind, level},
    });
    return organisation;
  }

  /** The old names stay as aliases: papers go on using them for years (R13). */
  rename(caller: Caller, id: string, names: NewNames, reason?: string | null): Promise<Organisation> {
    const wanted = trimmed(names);
    return this.change(caller, id, {action: 'renameOrganisation', event: OrganisationEvent.RENAMED, reason}, wanted, {
      former: ({nameZh, nameEn, shortNameZh, shortNameEn}) => [nameZh, nameEn, shortNameZh, shortNameEn],
    });
  }

  amend(caller: Caller, id: string, facts: NewFacts, reason?: string | null): Promise<Organisation> {
    return this.change(caller, id, {action: 'amendOrganisation', event: OrganisationEvent.AMENDED, reason}, facts);
  }

  addAliases(caller: Caller, id: string, texts: readonly string[]): Promise<Organisation> {
    return this.realias(caller, id, 'addOrganisationAliases', (kept) => [...kept, ...texts]);
  }

  removeAlias(caller: Caller, id: string, text: string): Promise<Organisation> {
    const gone = keyOf(text);
    return this.realias(caller, id, 'removeOrganisationAlias', (kept) => kept.filter((one) => keyOf(one) !== gone));
  }

  /** Null takes it away. One that is another organisation's is refused, even where the caller may not see which. */
  async refer(caller: Caller, id: string, system: string, value: string | null): Promise<Organisation> {
    const wanted = value === null ? null : referenceOf(system, value);
    if (value !== null && wanted === null)
      throw system === CREDIT_CODE ? creditCodeInvalid() : inputInvalid({field: 'value'});
    return this.database.write(async (manager) => {
      const organisation = await administered(manager, caller, id);
      const there = await manager.findOneBy(ExternalReference, {organisationId: id, system});
      if ((there?.value ?? null) === wanted) return organisation;
      await manager.delete(ExternalReference, {organisationId: id, system});
      if (wanted !== null) {
        const reference = {system, value: wanted, organisationId: id, since: this.clock.now()};
        await manager.insert(ExternalReference, reference).catch((error: unknown) => {
          throw isDuplicate(error) ? referenceTaken({system}) : error;
        });
      }
      await record(manager, caller, {
        ...entryFor(organisation, 'setExternalReference'),
        before: there && {system, value: there.value},
        after: {system, value: wanted},
      });
      return organisation;
    });
  }

  private change(
    caller: Caller,
    id: string,
    {action, event, reason}: {action: string; event: OrganisationEvent; reason?: string | null},
    wanted: Partial<Organisation>,
    more: {former?: (before: Organisation) => (string | null)[]} = {},
  ): Promise<Organisation> {
    return this.database.write(async (manager) => {
      const organisation = await administered(manager, caller, id);
      const changed = (Object.keys(wanted) as (keyof Organisation)[]).filter(
        (key) => wanted[key] !== undefined && wanted[key] !== organisation[key],
      );
      if (changed.length === 0) return organisation;
      const before = {...organisation};
      const former = more.former?.(organisation) ?? [];
      const pick = (from: object) => Object.fromEntries(changed.map((key) => [key, from[key as keyof typeof from]]));
      Object.assign(organisation, pick(wanted));
      if (more.former) {
        const texts = [...(await aliasTexts(manager, id)), ...former.filter((name) => name !== null)];
        await replaceAliases(manager, [{organisation, texts}]);
      }
      await keepChanged(manager, organisation, {event, at: this.clock.now(), reason});
      await record(manager, caller, {
        ...entryFor(organisation, action),
        before: pick(before),
        after: pick(organisation),
        reason: reason ?? null,
      });
      return organisation;
    });
  }

  private realias(
    caller: Caller,
    id: string,
    action: string,
    anew: (kept: string[]) => string[],
  ): Promise<Organisation> {
    return this.database.write(async (manager) => {
      const organisation = await administered(manager, caller, id);
      const kept = await aliasTexts(manager, id);
      const texts = anew(kept);
      if (texts.length > MAX_ALIASES && texts.length > kept.length) throw aliasesTooMany({most: MAX_ALIASES});
      await replaceAliases(manager, [{organisation, texts}]);
      await record(manager, caller, {
        ...entryFor(organisation, action),
        before: {aliases: kept},
        after: {aliases: await aliasTexts(manager, id)},
      });
      return organisation;
    });
  }
}

function entryFor({id, path}: Organisation, action: string) {
  return {action, subject: {type: 'Organisation', id}, organisationId: id, need: administration(path)};
}

function trimmed({nameZh, ...others}: NewNames): NewNames {
  const rest = Object.entries(others).map(([key, name]) => [
    key,
    name === undefined ? undefined : name?.trim() || null,
  ]);
  return {nameZh: nameZh?.trim(), ...(Object.fromEntries(rest) as Omit<NewNames, 'nameZh'>)};
}
