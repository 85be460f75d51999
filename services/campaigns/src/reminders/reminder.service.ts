import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import {isDuplicate, type Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {inputInvalid, notFound, notPermitted, notSignedIn, type Refusal} from '@concours/kernel/refusal';
import {covers, demand, may} from '@concours/kernel/scope';
import {instantOf, localTime} from '@concours/kernel/zone';
import {permissions} from '@concours/schema/access';
import {type EntityManager, In, IsNull} from 'typeorm';
import type {Campaign} from '../campaigns/campaign.js';
import type {Campaigns} from '../campaigns/campaign.service.js';
import type {OrganisationRef} from '../organisations/organisation-ref.js';
import type {OrganisationRefs} from '../organisations/organisation-ref.service.js';
import {parentPath} from '../path.rules.js';
import type {ReminderReading} from './reminder-reading.service.js';
import type {ReminderAbout} from './reminder.kinds.js';
import {
  notWorkingDay,
  notWorkingHours,
  reminderLimit,
  remindersOff,
  reminderUnitClosed,
  reminderUnitOutside,
} from './reminder.refusals.js';
import {forbiddenAt, freeSlot, nextAllowed, type ReminderRule, reminderRuleOf, type Slot} from './reminder.rules.js';
import {Reminder, ReminderSlot} from './reminder.js';

export interface Wanted {
  organisationIds: readonly string[];
  about: ReminderAbout;
  text: string;
}

export interface Sent {
  sent: Reminder[];
  refused: {organisationId: string; refusal: Refusal}[];
}

/** Reminders to units: the campaign's burden rules decide when and how often (R112), whoever sends them. */
export class Reminders {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly campaigns: Campaigns,
    private readonly organisations: OrganisationRefs,
    private readonly reading: ReminderReading,
  ) {}

  /** What the whole is refused for is thrown; what only some units are refused for is told for each of them. */
  async send(caller: Caller, campaignId: string, {organisationIds, about, text}: Wanted): Promise<Sent> {
    const campaign = await this.campaigns.published(campaignId);
    const ids = [...new Set(organisationIds)].sort();
    const units = await this.demandUnits(caller, campaign, ids);
    const words = text.trim();
    if (words === '' || [...words].length > 200) throw inputInvalid({field: 'input.text'});
    const now = this.clock.now();
    this.demandTime(campaign, now);
    const rule = reminderRuleOf(campaign.document.policies);
    const outside = await this.outside(campaign, units);
    return this.database.write(async (manager) => {
      const taken = await manager.findBy(ReminderSlot, {campaignId, organisationId: In(ids)});
      const result: Sent = {sent: [], refused: []};
      for (const unit of units) {
        const reminder = Object.assign(new Reminder(), {
          ...{id: newId(), campaignId, organisationId: unit.id, about, text: words, sentAt: now},
          ...{sentById: caller.id, sentBy: caller.name?.slice(0, 191) ?? null},
          ...{acknowledgedAt: null, acknowledgedById: null},
        });
        const slots = taken.filter(({organisationId}) => organisationId === unit.id);
        const refusal = outside.get(unit.id) ?? (await this.take(manager, campaign, {rule, slots, reminder}));
        if (refusal) result.refused.push({organisationId: unit.id, refusal});
        else result.sent.push(reminder);
      }
      if (result.sent.length > 0) await manager.insert(Reminder, result.sent);
      const places = new Map(units.map(({id, path}) => [id, path]));
      await record(
        manager,
        caller,
        result.sent.map((reminder) => ({
          action: 'sendReminder',
          subject: {type: 'Reminder', id: reminder.id},
          organisationId: reminder.organisationId,
          campaignId,
          need: needAt(places.get(reminder.organisationId) ?? '', campaignId),
          after: {about, text: words},
        })),
      );
      return result;
    });
  }

  /** By anybody of the unit: it is out of the way then, for all of it. */
  async acknowledge(caller: Caller, id: string): Promise<Reminder> {
    const reminder = await this.reading.one(caller, id);
    if (!reminder) throw notFound();
    const unit = await this.unitOf(reminder.organisationId);
    const need = {
      roles: permissions['reminder.acknowledge'],
      path: unit.path,
      within: reminder.campaignId,
    };
    demand(caller, need);
    if (reminder.acknowledgedAt) return reminder;
    const changed = {acknowledgedAt: this.clock.now(), acknowledgedById: caller.id};
    await this.database.write(async (manager) => {
      const {affected} = await manager.update(Reminder, {id, acknowledgedAt: IsNull()}, changed);
      if (affected !== 1) return;
      await record(manager, caller, {
        action: 'acknowledgeReminder',
        subject: {type: 'Reminder', id},
        organisationId: reminder.organisationId,
        campaignId: reminder.campaignId,
        need,
      });
    });
    return (await this.reading.one(caller, id)) ?? reminder;
  }

  /** When the next reminder may go out at all, and whether that is now; null where the campaign allows none. */
  nextAt(campaign: Campaign): Date | null {
    const {timezone} = campaign.document.campaign;
    const now = this.clock.now();
    const next = nextAllowed(localTime(now, timezone), reminderRuleOf(campaign.document.policies));
    if (next === null) return null;
    const at = instantOf(next, timezone);
    return at > now ? at : now;
  }

  /** From a body above the unit, or the campaign's owner (R44). All of them or none: what one may not remind is no matter of limits. */
  private async demandUnits(caller: Caller, campaign: Campaign, ids: readonly string[]): Promise<OrganisationRef[]> {
    if (caller.kind === 'anonymous') throw notSignedIn();
    const known = await this.organisations.byIds(ids);
    return ids.map((id) => {
      const unit = known.get(id);
      if (!unit || !may(caller, needAt(unit.path, campaign.id))) throw notPermitted();
      return unit;
    });
  }

  private demandTime(campaign: Campaign, now: Date): void {
    const {timezone: zone} = campaign.document.campaign;
    const rule = reminderRuleOf(campaign.document.policies);
    const forbidden = forbiddenAt(localTime(now, zone), rule);
    if (forbidden === null) return;
    const named = {rule: 'policies.reminders', nextAt: this.nextAt(campaign)?.toISOString() ?? null};
    if (forbidden === 'OFF') throw remindersOff({rule: 'policies.reminders.perUnitPerWeek', perUnitPerWeek: 0});
    if (forbidden === 'DAY') throw notWorkingDay(named);
    throw notWorkingHours({...named, from: rule.from, until: rule.until, zone});
  }

  /** Units of the campaign stand below its owner or its plan's root, or are named by its definition. */
  private async outside(campaign: Campaign, units: readonly OrganisationRef[]): Promise<Map<string, Refusal>> {
    const {plan} = campaign.document;
    const tops = [campaign.ownerId, ...(plan ? [campaign.idOf(plan.root)] : [])];
    const paths = [...(await this.organisations.byIds(tops)).values()].map(({path}) => path);
    const named = new Set(Object.values(campaign.organisationIds));
    return new Map(
      units.flatMap(({id, path, closed}): [string, Refusal][] => {
        if (closed) return [[id, reminderUnitClosed({organisationId: id})]];
        if (named.has(id) || paths.some((top) => covers(top, path))) return [];
        return [[id, reminderUnitOutside({organisationId: id})]];
      }),
    );
  }

  /** Takes a free place of the unit for the reminder, or says why there is none. Whoever was faster has the place. */
  private async take(
    manager: EntityManager,
    campaign: Campaign,
    {rule, slots, reminder}: {rule: ReminderRule; slots: (Slot & {reminderId: string})[]; reminder: Reminder},
  ): Promise<Refusal | null> {
    const {campaignId, organisationId, sentAt, id: reminderId} = reminder;
    for (let known = slots; ;) {
      const free = freeSlot(known, rule.perUnitPerWeek, sentAt);
      if ('freeAt' in free) {
        const {timezone} = campaign.document.campaign;
        const next = nextAllowed(localTime(free.freeAt, timezone), rule);
        return reminderLimit({
          ...{rule: 'policies.reminders.perUnitPerWeek', perUnitPerWeek: rule.perUnitPerWeek, organisationId},
          nextAt: next && instantOf(next, timezone).toISOString(),
        });
      }
      const {slot} = free;
      const before = known.find((row) => row.slot === slot)?.reminderId;
      const key = {campaignId, organisationId, slot};
      if (before === undefined) {
        if (await inserted(manager, {...key, at: sentAt, reminderId})) return null;
      } else {
        const where = {...key, reminderId: before};
        if ((await manager.update(ReminderSlot, where, {at: sentAt, reminderId})).affected === 1) return null;
      }
      known = await manager.findBy(ReminderSlot, {campaignId, organisationId});
    }
  }

  private async unitOf(id: string): Promise<OrganisationRef> {
    const unit = (await this.organisations.byIds([id])).get(id);
    if (!unit) throw notFound();
    return unit;
  }
}

const needAt = (path: string, campaignId: string) => ({
  roles: permissions['reminder.send'],
  path: parentPath(path),
  within: campaignId,
});

async function inserted(manager: EntityManager, row: ReminderSlot): Promise<boolean> {
  try {
    await manager.insert(ReminderSlot, row);
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}
