import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {notPermitted} from '@concours/kernel/refusal';
import type {Need} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import {type EntityManager, IsNull} from 'typeorm';
import type {Campaigns} from '../campaigns/campaign.service.js';
import {demandItself} from '../organisations/itself.service.js';
import {OrganisationRef} from '../organisations/organisation-ref.js';
import {notAddressed} from './notice.refusals.js';
import {Receipt} from './receipt.js';
import {Recipients} from './recipients.service.js';

/** A unit has a notice when somebody of its own has opened it, and says so by confirming. */
export class ReceiptTaking {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly campaigns: Campaigns,
  ) {}

  /** The first opening is what counts; later ones write nothing. */
  async open(caller: Caller, campaignId: string, organisationId: string): Promise<Receipt> {
    const need = await this.demand(caller, campaignId, organisationId);
    const known = await this.database.read.findOneBy(Receipt, {campaignId, organisationId});
    if (known) return known;
    return this.database.write(async (manager) => {
      const receipt = await this.openIn(manager, campaignId, organisationId);
      await record(manager, caller, {...entryOf(receipt, 'openNotice'), need, after: {openedAt: receipt.openedAt}});
      return receipt;
    });
  }

  async confirm(caller: Caller, campaignId: string, organisationId: string): Promise<Receipt> {
    const need = await this.demand(caller, campaignId, organisationId);
    const known = await this.database.read.findOneBy(Receipt, {campaignId, organisationId});
    if (known?.confirmedAt) return known;
    return this.database.write(async (manager) => {
      const receipt = await this.confirmIn(manager, caller, campaignId, organisationId);
      const after = {confirmedAt: receipt.confirmedAt};
      await record(manager, caller, {...entryOf(receipt, 'confirmNotice'), need, after});
      return receipt;
    });
  }

  /** Who sends a notice on has it. */
  async confirmIn(
    manager: EntityManager,
    caller: Caller,
    campaignId: string,
    organisationId: string,
  ): Promise<Receipt> {
    const of = {campaignId, organisationId};
    await this.openIn(manager, campaignId, organisationId);
    const by = {confirmedById: caller.id, confirmedByName: caller.name};
    await manager.update(Receipt, {...of, confirmedAt: IsNull()}, {confirmedAt: this.clock.now(), ...by});
    return manager.findOneByOrFail(Receipt, of);
  }

  private async openIn(manager: EntityManager, campaignId: string, organisationId: string): Promise<Receipt> {
    const of = {campaignId, organisationId};
    const nobody = {confirmedAt: null, confirmedById: null, confirmedByName: null};
    const row = {...of, openedAt: this.clock.now(), ...nobody};
    // of two colleagues who open it at once the first is kept
    await manager.createQueryBuilder().insert().into(Receipt).values(row).orIgnore().updateEntity(false).execute();
    return manager.findOneByOrFail(Receipt, of);
  }

  private async demand(caller: Caller, campaignId: string, organisationId: string): Promise<Need> {
    const unit = await this.database.read.findOneBy(OrganisationRef, {id: organisationId});
    if (!unit) throw notPermitted();
    const need = {roles: permissions['notice.receive'], path: unit.path, within: campaignId};
    demandItself(caller, need);
    const campaign = await this.campaigns.published(campaignId);
    if (!(await new Recipients(this.database.read).includes(campaign, unit))) throw notAddressed();
    return need;
  }
}

function entryOf({campaignId, organisationId}: Receipt, action: string) {
  return {action, subject: {type: 'Campaign', id: campaignId}, organisationId, campaignId};
}
