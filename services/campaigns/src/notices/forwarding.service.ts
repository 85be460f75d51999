import {changes} from '@concours/kernel/audit/changes';
import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import {type Database, isDuplicate} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {inputInvalid, notPermitted, versionConflict} from '@concours/kernel/refusal';
import {demand, type Need} from '@concours/kernel/scope';
import {instantOf} from '@concours/kernel/zone';
import {permissions} from '@concours/schema/access';
import type {EntityManager} from 'typeorm';
import type {Campaign} from '../campaigns/campaign.js';
import type {Campaigns} from '../campaigns/campaign.service.js';
import {endOf, isReal} from '../moment.rules.js';
import {OrganisationRef} from '../organisations/organisation-ref.js';
import {endsOf} from './binding-ends.js';
import {Forwarding, type OwnDate} from './forwarding.js';
import type {ForwardingReading} from './forwarding-reading.service.js';
import {alreadyForwarded, dateLater, dateUnknown} from './forwarding.refusals.js';
import {bindingOf, objectionTo} from './forwarding.rules.js';
import {notAddressed} from './notice.refusals.js';
import type {ReceiptTaking} from './receipt.service.js';
import {Recipients} from './recipients.service.js';

interface Letter {
  number?: string | null;
  title: string;
  instructions: string;
}
interface Sent extends Letter {
  organisationId: string;
  notices: {campaignId: string; dates: OwnDate[]}[];
}

/** A notice goes down the tree: each unit sends it on once, with what it asks besides and dates that are never later (R9, R127). */
export class Forwardings {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly campaigns: Campaigns,
    private readonly reading: ForwardingReading,
    private readonly receipts: ReceiptTaking,
  ) {}

  /** One letter may carry several notices: all of them go, or none. */
  async forward(caller: Caller, sent: Sent): Promise<Forwarding[]> {
    const {unit, need} = await this.unitFor(caller, sent.organisationId);
    const letter = written(sent);
    const letterId = newId();
    return this.database.write(async (manager) => {
      const rows: Forwarding[] = [];
      for (const {campaignId, dates} of sent.notices) {
        const campaign = await this.campaigns.published(campaignId, manager);
        demand(caller, {...need, within: campaignId});
        if (!(await new Recipients(manager).includes(campaign, unit))) throw notAddressed();
        const above = await this.reading.along(manager, campaign, unit.path, {itself: false});
        demandNotLater(campaign, dates, above);
        const row = Object.assign(new Forwarding(), {
          ...{id: newId(), campaignId, organisationId: unit.id, aboveId: above.at(-1)?.id ?? null, letterId},
          ...{...letter, ownDates: dates, forwardedAt: this.clock.now(), amendedAt: null},
          ...{byId: caller.id, byName: caller.name, version: 1},
        });
        await insertOnce(manager, row);
        await this.receipts.confirmIn(manager, caller, campaignId, unit.id);
        const after = {...letter, dates, letterId};
        await record(manager, caller, {...entryOf(row, 'forwardNotice'), need: {...need, within: campaignId}, after});
        rows.push(row);
      }
      return rows;
    });
  }

  async amend(caller: Caller, id: string, version: number, letter: Letter, dates: OwnDate[]): Promise<Forwarding> {
    const forwarding = await this.reading.one(caller, id);
    const {unit, need: at} = await this.unitFor(caller, forwarding.organisationId, forwarding.campaignId);
    const need = {...at, within: forwarding.campaignId};
    if (forwarding.version !== version) throw versionConflict({current: forwarding.version});
    const changed = {...written(letter), ownDates: dates, amendedAt: this.clock.now(), version: version + 1};
    return this.database.write(async (manager) => {
      const campaign = await this.campaigns.published(forwarding.campaignId, manager);
      demandNotLater(campaign, dates, await this.reading.along(manager, campaign, unit.path, {itself: false}));
      const {affected} = await manager.update(Forwarding, {id, version}, changed);
      if (affected !== 1) throw versionConflict();
      await record(manager, caller, {...entryOf(forwarding, 'amendForwarding'), need, ...changes(forwarding, changed)});
      return Object.assign(new Forwarding(), forwarding, changed);
    });
  }

  private async unitFor(
    caller: Caller,
    organisationId: string,
    within?: string,
  ): Promise<{unit: OrganisationRef; need: Need}> {
    const unit = await this.database.read.findOneBy(OrganisationRef, {id: organisationId});
    const roles = permissions['notice.forward'];
    if (!unit) throw notPermitted();
    if (within !== undefined) demand(caller, {roles, path: unit.path, within});
    return {unit, need: {roles, path: unit.path}};
  }
}

/** The dates a body asks for are known places of the calendar, real, and no later than what binds it. */
function demandNotLater(campaign: Campaign, dates: readonly OwnDate[], above: readonly Forwarding[]): void {
  const zone = campaign.document.campaign.timezone;
  const ends = endsOf(campaign);
  for (const {place, at} of dates) {
    const end = ends.find((each) => each.place === place);
    if (!end) throw dateUnknown({place});
    if (!isReal(at) || dates.filter((each) => each.place === place).length > 1)
      throw inputInvalid({field: `dates.${place}`});
    const asked = instantOf(endOf(at), zone);
    const objection = objectionTo(asked, bindingOf(end.at, setFor(place, above, zone)));
    if (objection) {
      const {at: binding, by} = objection;
      throw dateLater({place, asked: asked.toISOString(), above: binding.toISOString(), by});
    }
  }
}

/** What the bodies along the way have set for one place, the root first. */
export function setFor(place: string, along: readonly Forwarding[], zone: string): {at: Date; by: string}[] {
  return along.flatMap(({ownDates, organisationId: by}) =>
    ownDates.filter((date) => date.place === place).map(({at}) => ({at: instantOf(endOf(at), zone), by})),
  );
}

async function insertOnce(manager: EntityManager, row: Forwarding): Promise<void> {
  try {
    await manager.insert(Forwarding, row);
  } catch (error) {
    throw isDuplicate(error) ? alreadyForwarded({campaignId: row.campaignId}) : error;
  }
}

function written({number, title, instructions}: Letter): Required<Letter> {
  if (title.trim() === '') throw inputInvalid({field: 'input.title'});
  return {number: number?.trim() || null, title: title.trim(), instructions: instructions.trim()};
}

function entryOf({id, organisationId, campaignId}: Forwarding, action: string) {
  return {action, subject: {type: 'Forwarding', id}, organisationId, campaignId};
}
