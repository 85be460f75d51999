import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import {type Database, isDuplicate} from '@concours/kernel/database';
import {systemCaller} from '@concours/kernel/identity';
import {instantOf, localDay} from '@concours/kernel/zone';
import {In} from 'typeorm';
import type {CampaignRef} from '../campaigns/campaign-ref.js';
import type {CampaignRefs} from '../campaigns/campaign.service.js';
import {PersonalErasing} from './personal-erasing.service.js';
import {PersonalRetention} from './personal-retention.js';
import {erasureDue} from './retention.rules.js';
import {retentionOver} from './personal.refusals.js';

/** Erases the personal data of campaigns whose day has come, by the domain's clock; any instance may look, one of them erases. */
export class RetentionService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly campaigns: CampaignRefs,
    private readonly erasing: PersonalErasing,
  ) {}

  async sweep(): Promise<number> {
    let erased = 0;
    for (const campaign of await this.campaigns.all())
      if (isOver(campaign, this.clock.now())) erased += await this.erase(campaign);
    return erased;
  }

  /** When it was last done, by campaign. */
  async lastErased(campaignIds: readonly string[]): Promise<Map<string, Date>> {
    const rows = await this.database.read.find(PersonalRetention, {
      where: {campaignId: In([...campaignIds])},
      order: {day: 'ASC'},
    });
    return new Map(rows.map((row) => [row.campaignId, row.at]));
  }

  /** The works, the claim and the audit entry are one unit of work: it is done once and whole, whoever is killed meanwhile. */
  private async erase(campaign: CampaignRef): Promise<number> {
    const at = this.clock.now();
    const claim = {campaignId: campaign.id, day: localDay(at, campaign.definition.campaign.timezone)};
    // most looks find nothing to do, and then nobody is kept waiting by a unit of work
    if (!(await this.erasing.anyIn(campaign.id))) return 0;
    try {
      return await this.database.write(async (manager) => {
        await manager.insert(PersonalRetention, {...claim, at, works: 0});
        const works = await this.erasing.ofCampaign(manager, campaign.id, at);
        await manager.update(PersonalRetention, claim, {works});
        await record(manager, systemCaller(), {
          action: 'personal.retention',
          subject: {type: 'Campaign', id: campaign.id},
          organisationId: campaign.ownerOrganisationId,
          campaignId: campaign.id,
          after: {works, keptForDays: retentionDays(campaign)},
        });
        return works;
      });
    } catch (error) {
      if (isDuplicate(error)) return 0;
      throw error;
    }
  }
}

const retentionDays = (campaign: CampaignRef): number | undefined => campaign.definition.policies.retention?.days;

/** The instant from which a campaign's personal data is gone; null where there is none, or none yet. */
export function dueOf({definition, stages}: CampaignRef): Date | null {
  const ends = stages.map(({closesAt}) => closesAt);
  const kept = {days: definition.policies.retention?.days, timezone: definition.campaign.timezone, ends};
  return erasureDue(kept, localDay, instantOf);
}

/** No new personal data once its day has come: nobody would erase it any more. */
export function refuseWhenOver(campaign: CampaignRef, now: Date): void {
  if (isOver(campaign, now)) throw retentionOver({erasedFrom: dueOf(campaign)?.toISOString() ?? ''});
}

function isOver(campaign: CampaignRef, now: Date): boolean {
  const due = dueOf(campaign);
  return due !== null && due.getTime() <= now.getTime();
}
