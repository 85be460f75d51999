import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import type {Touched} from '@concours/kernel/impact';
import {may} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import type {Definition} from '@concours/schema/definition/definition';
import type {Campaign} from '../campaigns/campaign.js';
import type {Campaigns} from '../campaigns/campaign.service.js';
import {PlanProgress} from '../plans/plan-progress.js';
import {ActivityReport} from '../reports/activity-report.js';
import {campaignImpact} from './campaign-impact.rules.js';

/** What another definition would do to stages and reports, for those who could apply it; other services add theirs. */
export class CampaignImpact {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly campaigns: Campaigns,
  ) {}

  async of(caller: Caller, campaignId: string, after: Definition): Promise<Touched[]> {
    const [campaign] = await this.campaigns.byIds(caller, [campaignId]);
    if (!campaign) return [];
    const need = {roles: permissions['campaign.apply'], path: await this.campaigns.ownerPath(campaign)};
    if (!may(caller, {...need, within: campaignId})) return [];
    const now = this.clock.now();
    const opened = campaign
      .calendar()
      .filter(({opensAt}) => opensAt !== null && opensAt <= now)
      .map(({definition}) => definition.key);
    const reports = await this.reports(campaignId);
    return campaignImpact(campaign.document, after, {opened, reports, counted: await this.counted(campaign)});
  }

  private async reports(campaignId: string): Promise<Record<string, number>> {
    const rows = await this.database.read
      .createQueryBuilder(ActivityReport, 'r')
      .select('r.formKey', 'form')
      .addSelect('COUNT(*)', 'count')
      .where({campaignId})
      .groupBy('r.formKey')
      .getRawMany<{form: string; count: number | string}>();
    return Object.fromEntries(rows.map(({form, count}) => [form, Number(count)]));
  }

  private async counted({id, document, organisationIds}: Campaign): Promise<Record<string, number>> {
    if (!document.plan) return {};
    const root = {campaignId: id, organisationId: organisationIds[document.plan.root]};
    const rows = await this.database.read.findBy(PlanProgress, root);
    return Object.fromEntries(rows.map(({measure, done}) => [measure, done]));
  }
}
