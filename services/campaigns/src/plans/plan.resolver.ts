import type {RequestContext} from '@concours/kernel/request-context';
import {Arg, Ctx, FieldResolver, ID, Int, Resolver, Root} from 'type-graphql';
import {Campaign} from '../campaigns/campaign.js';
import type {Campaigns} from '../campaigns/campaign.service.js';
import {Metric} from './metric.js';
import {Plan} from './plan.js';
import type {Plans} from './plan.service.js';
import {QuotaCell, QuotaRow} from './quota-row.js';

@Resolver(() => Plan)
export class PlanResolver {
  constructor(private readonly service: Plans) {}

  @FieldResolver(() => [QuotaRow], {
    description: 'The allocation in printed order, with progress; empty without an allocation.',
  })
  rows(@Root() plan: Plan): Promise<QuotaRow[]> {
    return this.service.rows(plan);
  }

  @FieldResolver(() => QuotaRow, {
    nullable: true,
    description: 'Any unit at or below the root; null for others. Targets where something was allocated.',
  })
  row(
    @Root() plan: Plan,
    @Arg('organisationId', () => ID, {description: 'The unit.'}) organisationId: string,
  ): Promise<QuotaRow | null> {
    return this.service.row(plan, organisationId);
  }

  @FieldResolver(() => [QuotaCell], {description: "Done by units outside of the allocation's rows (A18)."})
  unallocated(@Root() plan: Plan): Promise<QuotaCell[]> {
    return this.service.unallocated(plan);
  }

  @FieldResolver(() => [QuotaCell], {
    description: 'The figures of the whole plan: targets and what was done below the root.',
  })
  totals(@Root() plan: Plan): Promise<QuotaCell[]> {
    return this.service.totals(plan);
  }
}

@Resolver(() => Campaign)
export class CampaignPlanResolver {
  @FieldResolver(() => Plan, {nullable: true, description: 'Its plan; null if it has none (R46).'})
  plan(@Root() campaign: Campaign): Plan | null {
    return Plan.of(campaign);
  }
}

@Resolver(() => Metric)
export class MetricResolver {
  constructor(
    private readonly service: Plans,
    private readonly campaigns: Campaigns,
  ) {}

  @FieldResolver(() => Int, {description: 'How many in all: approved reports below the root of the plan.'})
  async done(@Root() {key, campaignId}: Metric, @Ctx() context: RequestContext): Promise<number> {
    const done = await context.load('plan done in all', campaignId, async (ids) => {
      const campaigns = await this.campaigns.byIds(context.caller, ids);
      return this.service.doneInAll(campaigns.map((campaign) => campaign && Plan.of(campaign)));
    });
    return done[key] ?? 0;
  }
}
