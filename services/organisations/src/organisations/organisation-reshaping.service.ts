import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {In, IsNull, MoreThan, type EntityManager} from 'typeorm';
import {Grant} from '../grants/grant.js';
import {administered, administration, demandAdministration, demandOpen} from './organisation-access.service.js';
import {announceChanged} from './organisation.events.js';
import {keepPeriods, type Change} from './organisation-history.storage.js';
import {MAX_DEPTH, Organisation} from './organisation.js';
import {OrganisationEvent} from './organisation-period.js';
import {
  organisationCodeTaken,
  organisationHoldsOpen,
  organisationIntoItself,
  organisationNotBelow,
  organisationOpen,
  organisationRootStays,
  organisationTooDeep,
} from './organisation.refusals.js';
import {moveProblem} from './organisation.rules.js';
import type {NewOrganisation} from './organisation.service.js';
import {
  aliasTexts,
  changeShape,
  freshSegments,
  keepChanged,
  namesOf,
  organisationFrom,
  plant,
  relocate,
  replaceAliases,
  subtreeOf,
} from './organisation.storage.js';

/** A new unit that is split off, and what of the old one's goes with it. */
export interface Part extends Omit<NewOrganisation, 'id' | 'parentId'> {
  childIds: string[];
}

/** What changes the shape of the tree. Each takes the tree's turn first, so that what it decides by still stands when it writes. */
export class OrganisationReshapingService {
  /** `realTime`: when a grant ends is a matter of security, and must not stand still with a demo's calendar. */
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly realTime: Clock,
  ) {}

  /** The whole subtree goes along. Grants count at the new place at once. */
  move(caller: Caller, id: string, parentId: string, reason?: string | null): Promise<Organisation> {
    return this.database.write(async (manager) => {
      await changeShape(manager, 0);
      const {moved, from, to} = await this.pair(manager, caller, id, parentId);
      await demandRoom(manager, moved, to);
      if (to.id === from.id) return moved;
      const now = this.clock.now();
      const [after] = await this.carry(manager, [moved], to, {event: OrganisationEvent.MOVED, at: now, reason});
      await record(manager, caller, {
        ...{action: 'moveOrganisation', subject: {type: 'Organisation', id}, organisationId: id},
        need: administration(from.path),
        before: {parentId: from.id},
        after: {parentId: to.id},
        reason: reason ?? null,
      });
      return after;
    });
  }

  /**
   * What is below it goes below the other one, and so does it, closed: whoever administers the other one looks after what it
   * has begun. Its names find the other one from now on. Roles that were held at it end: moved along, the administrator of a
   * small unit would administer the large one.
   */
  merge(caller: Caller, id: string, intoId: string, reason?: string | null): Promise<Organisation> {
    return this.database.write(async (manager) => {
      await changeShape(manager, 0);
      const {moved, from, to} = await this.pair(manager, caller, id, intoId);
      demandOpen(moved);
      await demandRoom(manager, moved, to);
      const now = this.clock.now();
      const children = await manager.find(Organisation, {where: {parentId: id}, order: {position: 'ASC'}});
      const how = {at: now, reason};
      await this.carry(manager, children, to, {event: OrganisationEvent.MOVED, counterpartId: id, ...how});
      const bare = await manager.findOneByOrFail(Organisation, {id});
      if (to.id !== from.id) await relocate(manager, bare, to);
      const merged = await manager.findOneByOrFail(Organisation, {id});
      Object.assign(merged, {closed: true, closedAt: now, mergedIntoId: to.id});
      await keepChanged(manager, merged, {event: OrganisationEvent.MERGED, counterpartId: to.id, ...how});
      const [names, known] = [
        [...namesOf(merged), ...(await aliasTexts(manager, id))],
        await aliasTexts(manager, to.id),
      ];
      const texts = [...known, ...names.slice(1).filter((name) => name !== null)];
      await replaceAliases(manager, [{organisation: to, texts}]);
      await keepChanged(manager, to, {event: OrganisationEvent.TOOK_IN, counterpartId: id, ...how});
      const grantsEnded = await this.endGrants(manager, id);
      await record(manager, caller, {
        ...{action: 'mergeOrganisation', subject: {type: 'Organisation', id}, organisationId: id},
        need: administration(from.path),
        before: {parentId: from.id, closed: false},
        after: {mergedIntoId: to.id, closed: true, childrenMoved: children.length, grantsEnded},
        reason: reason ?? null,
      });
      return to;
    });
  }

  /** New units beside the old one, each with what it takes along. With `closes` the old one ends, if nothing open is left below. */
  split(
    caller: Caller,
    id: string,
    parts: readonly Part[],
    {closes, reason}: {closes: boolean; reason?: string | null},
  ): Promise<Organisation[]> {
    return this.database.write(async (manager) => {
      const firstPosition = await changeShape(manager, parts.length);
      const {moved: whole, from: parent} = await this.pair(manager, caller, id);
      demandOpen(whole);
      const now = this.clock.now();
      await demandCodesFree(manager, parts);
      const leaving = await childrenFor(manager, id, parts);
      const segments = await freshSegments(manager, parts.length);
      const fresh = parts.map((part, index) => ({
        organisation: organisationFrom(part, {parent, segment: segments[index], position: firstPosition + index, now}),
        aliases: part.aliases ?? [],
      }));
      await plant(manager, fresh, {at: now, reason, counterpartId: id});
      const how = {event: OrganisationEvent.MOVED, at: now, reason, counterpartId: id};
      for (const [index, {organisation}] of fresh.entries())
        await this.carry(manager, leaving[index], organisation, how);
      if (closes) await demandNothingOpen(manager, id);
      Object.assign(whole, closes ? {closed: true, closedAt: now} : {});
      await keepChanged(manager, whole, {event: OrganisationEvent.SPLIT, at: now, reason});
      await record(manager, caller, {
        ...{action: 'splitOrganisation', subject: {type: 'Organisation', id}, organisationId: id},
        need: administration(parent.path),
        before: {closed: false},
        after: {closed: closes, into: fresh.map(({organisation: {id: part, code}}) => ({id: part, code}))},
        reason: reason ?? null,
      });
      return fresh.map(({organisation}) => organisation);
    });
  }

  /** Nothing new begins there; what was begun goes on in the hands of those who hold roles there. */
  close(caller: Caller, id: string, reason?: string | null): Promise<Organisation> {
    return this.turn(caller, id, true, 'closeOrganisation', reason, async (manager, organisation) => {
      demandOpen(organisation);
      await demandNothingOpen(manager, id);
    });
  }

  /** Where it stands; one that was merged is itself again, and what went along stays where it is. */
  reopen(caller: Caller, id: string, reason?: string | null): Promise<Organisation> {
    return this.turn(caller, id, false, 'reopenOrganisation', reason, async (_, organisation, parent) => {
      if (!organisation.closed) throw organisationOpen();
      demandOpen(parent);
    });
  }

  private turn(
    caller: Caller,
    id: string,
    closed: boolean,
    action: string,
    reason: string | null | undefined,
    refuse: (manager: EntityManager, organisation: Organisation, parent: Organisation) => Promise<void>,
  ): Promise<Organisation> {
    return this.database.write(async (manager) => {
      await changeShape(manager, 0);
      const {moved: organisation, from: parent} = await this.pair(manager, caller, id);
      await refuse(manager, organisation, parent);
      const now = this.clock.now();
      Object.assign(organisation, {closed, closedAt: closed ? now : null, mergedIntoId: null});
      const event = closed ? OrganisationEvent.CLOSED : OrganisationEvent.REOPENED;
      await keepChanged(manager, organisation, {event, at: now, reason});
      await record(manager, caller, {
        ...{action, subject: {type: 'Organisation', id}, organisationId: id},
        need: administration(parent.path),
        before: {closed: !closed},
        after: {closed},
        reason: reason ?? null,
      });
      return organisation;
    });
  }

  /** The one that changes, what is above it, and where it goes: each of them the caller's to administer, and none of them the root. */
  private async pair(manager: EntityManager, caller: Caller, id: string, otherId?: string) {
    const moved = await administered(manager, caller, id);
    if (moved.parentId === null) throw organisationRootStays();
    const from = await manager.findOneByOrFail(Organisation, {id: moved.parentId});
    const to = otherId === undefined ? from : await administered(manager, caller, otherId);
    demandAdministration(caller, from.path);
    return {moved, from, to};
  }

  /** Puts organisations that stand side by side under another one, with all below them: history for each of them, an event for everything. */
  private async carry(
    manager: EntityManager,
    carried: readonly Organisation[],
    to: Organisation,
    change: Change,
  ): Promise<Organisation[]> {
    for (const one of carried) await relocate(manager, one, to);
    const ids = carried.map(({id}) => id);
    const after = await manager.findBy(Organisation, {id: In(ids)});
    await keepPeriods(manager, after, change);
    for (const {path} of after)
      await announceChanged(manager, await manager.findBy(Organisation, subtreeOf(path)), change.at);
    return after;
  }

  private async endGrants(manager: EntityManager, organisationId: string): Promise<number> {
    const now = this.realTime.now();
    const lasting = [
      {organisationId, until: IsNull()},
      {organisationId, until: MoreThan(now)},
    ];
    const ids = (await manager.find(Grant, {select: {id: true}, where: lasting})).map((grant) => grant.id);
    if (ids.length > 0) await manager.update(Grant, {id: In(ids)}, {until: now});
    return ids.length;
  }
}

async function demandRoom(manager: EntityManager, moved: Organisation, to: Organisation): Promise<void> {
  const deepest = (await manager.maximum(Organisation, 'depth', subtreeOf(moved.path))) ?? moved.depth;
  const problem = moveProblem({...moved, deepest}, to, MAX_DEPTH);
  if (problem === 'INTO_ITSELF') throw organisationIntoItself();
  if (problem === 'INTO_CLOSED') demandOpen(to);
  if (problem === 'TOO_DEEP') throw organisationTooDeep({most: MAX_DEPTH});
}

async function demandNothingOpen(manager: EntityManager, id: string): Promise<void> {
  const count = await manager.countBy(Organisation, {parentId: id, closed: false});
  if (count > 0) throw organisationHoldsOpen({count});
}

async function demandCodesFree(manager: EntityManager, parts: readonly Part[]): Promise<void> {
  const codes = parts.map(({code}) => code);
  const taken = await manager.findOneBy(Organisation, {code: In(codes)});
  const code = taken?.code ?? codes.find((one, index) => codes.indexOf(one) !== index);
  if (code !== undefined) throw organisationCodeTaken({code});
}

/** For each part, the children that go with it. */
async function childrenFor(manager: EntityManager, id: string, parts: readonly Part[]): Promise<Organisation[][]> {
  const wanted = parts.flatMap(({childIds}) => childIds);
  const found = new Map(
    (await manager.findBy(Organisation, {id: In(wanted), parentId: id})).map((row) => [row.id, row]),
  );
  const wrong = wanted.find((child, index) => !found.has(child) || wanted.indexOf(child) !== index);
  if (wrong !== undefined) throw organisationNotBelow({id: wrong});
  return parts.map(({childIds}) => childIds.flatMap((child) => found.get(child) ?? []));
}
