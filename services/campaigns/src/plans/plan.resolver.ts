import {PageArgs} from '@concours/kernel/page';
import type {RequestContext} from '@concours/kernel/request-context';
import {Arg, Args, Ctx, FieldResolver, ID, Int, Resolver, Root} from 'type-graphql';
import {Campaign} from '../campaigns/campaign.js';
import type {Campaigns} from '../campaigns/campaign.service.js';
import {Metric} from './metric.js';
import {Plan} from './plan.js';
import {PlanCheck} from './plan-check.js';
import type {Plans} from './plan.service.js';
import type {Floors} from './floors.service.js';
import {FloorProgress} from './floor.js';
import {BelowArgs} from './quota.inputs.js';
import {QuotaBucket, QuotaCell, QuotaRow, QuotaRowPage} from './quota-row.js';

@Resolver(() => Plan)
export class PlanResolver {
  constructor(
    private readonly service: Plans,
    private readonly floorsService: Floors,
  ) {}

  @FieldResolver(() => [QuotaRow], {
    description:
      'The first 200 units of the allocation in printed order, with progress; `rowPage` has all. Rows that are no unit are `buckets`.',
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

  @FieldResolver(() => QuotaRowPage, {description: 'The units of the allocation in printed order, page by page.'})
  rowPage(@Root() plan: Plan, @Args() page: PageArgs): Promise<QuotaRowPage> {
    return this.service.rowPage(plan, page);
  }

  @FieldResolver(() => QuotaRowPage, {
    description:
      'The units directly below one, by code: what it hands down, and what has come of it (R38). Closed ones are left out.',
  })
  below(@Root() plan: Plan, @Args() {organisationId, first, after}: BelowArgs): Promise<QuotaRowPage> {
    return this.service.below(plan, organisationId, {first, after});
  }

  @FieldResolver(() => [QuotaBucket], {description: 'Rows of the allocation that are no single unit (R36).'})
  buckets(@Root() plan: Plan): Promise<QuotaBucket[]> {
    return this.service.buckets(plan);
  }

  @FieldResolver(() => PlanCheck, {nullable: true, description: 'Its standing recount; null before the first.'})
  check(@Root() plan: Plan): Promise<PlanCheck | null> {
    return this.service.check(plan.id);
  }

  @FieldResolver(() => [FloorProgress], {
    description: 'What each of some units, or all together, have to reach at least.',
  })
  floors(@Root() plan: Plan): Promise<FloorProgress[]> {
    return this.floorsService.of(plan);
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
