import type {RequestContext} from '@concours/kernel/request-context';
import type {Definition} from '@concours/schema/definition/definition';
import {Ctx, FieldResolver, Resolver, Root} from 'type-graphql';
import {Campaign} from '../campaigns/campaign.js';
import {DefinitionPlan} from '../definitions/definition-plan.js';
import {BurdenMeter} from './burden.js';
import type {BurdenMeters} from './burden.service.js';

const ONCE = 'campaigns for burden meters';

@Resolver(() => Campaign)
export class CampaignBurdenResolver {
  constructor(private readonly meters: BurdenMeters) {}

  @FieldResolver(() => BurdenMeter, {
    description: 'What it asks of a grassroots unit, against the edition before (R114).',
  })
  async burden(@Root() campaign: Campaign, @Ctx() context: RequestContext): Promise<BurdenMeter> {
    const all = await context.load(ONCE, '', async () => [await this.meters.all(context.caller)]);
    return this.meters.meter(campaign.document, all);
  }
}

@Resolver(() => DefinitionPlan)
export class PlannedBurdenResolver {
  constructor(private readonly meters: BurdenMeters) {}

  @FieldResolver(() => BurdenMeter, {
    nullable: true,
    description: 'What it would ask of a grassroots unit (R114); null while there are problems.',
  })
  async burden(@Root() {document}: DefinitionPlan, @Ctx() {caller}: RequestContext): Promise<BurdenMeter | null> {
    return document ? this.meters.meter(document as Definition, await this.meters.all(caller)) : null;
  }
}
