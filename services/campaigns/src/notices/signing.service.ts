import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {notPermitted, versionConflict} from '@concours/kernel/refusal';
import {permissions} from '@concours/schema/access';
import type {EntityManager} from 'typeorm';
import {Campaign} from '../campaigns/campaign.js';
import type {Campaigns} from '../campaigns/campaign.service.js';
import {announceApplied} from '../definitions/definition.events.js';
import {demandItself} from '../organisations/itself.service.js';
import type {OrganisationRefs} from '../organisations/organisation-ref.service.js';
import type {OpenPoints} from '../points/open-points.service.js';
import {notToSign} from './notice.refusals.js';
import {NoticeSignature} from './notice-signature.js';

const ROLES = permissions['notice.sign'];

/** Joint organisers sign the notice; with the last signature the campaign is public (R126). */
export class Signing {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly campaigns: Campaigns,
    private readonly organisations: OrganisationRefs,
    private readonly points: OpenPoints,
  ) {}

  /** What is signed is a version: who read another is told so. Signing again changes nothing. */
  async sign(caller: Caller, campaignId: string, organisationId: string, version: number): Promise<Campaign> {
    const seen = await this.campaigns.one(caller, campaignId);
    const need = await this.needOf(seen, organisationId);
    demandItself(caller, need);
    if (!seen.isCountersigned() || !seen.bodyIds().includes(organisationId)) throw notToSign();
    if (seen.definitionVersion !== version) throw versionConflict({current: seen.definitionVersion});
    if ((await signaturesOf(this.database.read, seen)).has(organisationId)) return seen;
    return this.database.write(async (manager) => {
      // the row's lock comes first, or two who sign at once would each find the other's signature missing
      await manager.increment(Campaign, {id: campaignId}, 'version', 1);
      const campaign = await manager.findOneByOrFail(Campaign, {id: campaignId});
      if (campaign.definitionVersion !== version) throw versionConflict({current: campaign.definitionVersion});
      if ((await signaturesOf(manager, campaign)).has(organisationId)) throw versionConflict();
      const now = this.clock.now();
      const by = {byId: caller.id, byName: caller.name};
      await manager.insert(NoticeSignature, {
        ...{campaignId, organisationId, definitionVersion: version, signedAt: now, ...by},
      });
      const missing = await missingIn(manager, campaign);
      if (missing.length === 0 && campaign.publishedAt === null) {
        campaign.publishedAt = now;
        await manager.update(Campaign, {id: campaignId}, {publishedAt: now});
      }
      await this.points.settle(manager, campaign);
      await announceApplied(manager, campaign, now);
      await record(manager, caller, {
        action: 'signNotice',
        subject: {type: 'Campaign', id: campaignId},
        ...{organisationId, campaignId, need},
        after: {definitionVersion: version, missing, publishedAt: campaign.publishedAt?.toISOString() ?? null},
      });
      return campaign;
    });
  }

  signatures(campaign: Campaign): Promise<ReadonlyMap<string, NoticeSignature>> {
    return signaturesOf(this.database.read, campaign);
  }

  private async needOf({id: within}: Campaign, organisationId: string) {
    const body = (await this.organisations.byIds([organisationId])).get(organisationId);
    if (!body) throw notPermitted();
    return {roles: ROLES, path: body.path, within};
  }
}

/** Those that count, by body: of the version that holds, or once it is public of any. */
export async function signaturesOf(
  manager: EntityManager,
  {id: campaignId, definitionVersion, publishedAt}: Campaign,
): Promise<Map<string, NoticeSignature>> {
  const where = {campaignId, ...(publishedAt === null && {definitionVersion})};
  const found = await manager.find(NoticeSignature, {where, order: {definitionVersion: 'ASC'}});
  return new Map(found.map((signature) => [signature.organisationId, signature]));
}

/** The bodies that have still to sign; nobody where no signature is asked for. */
export async function missingIn(manager: EntityManager, campaign: Campaign): Promise<string[]> {
  if (!campaign.isCountersigned()) return [];
  const signed = await signaturesOf(manager, campaign);
  return campaign.bodyIds().filter((id) => !signed.has(id));
}
