import {Impact} from '@concours/kernel/impact';
import {Needs} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/request-context';
import {Json} from '@concours/kernel/scalars';
import type {Definition} from '@concours/schema/definition/definition';
import {Ctx, Directive, Field, FieldResolver, ID, ObjectType, Resolver, Root} from 'type-graphql';
import type {WorkImpact} from './work-impact.service.js';

@ObjectType('DefinitionPlan', {
  description:
    'What applying a definition would do; owned by the campaigns service. What it would do to works is added here.',
})
@Directive('@key(fields: "id campaignId document")')
export class DefinitionPlanStub {
  @Field(() => ID, {description: "The source's SHA-256, in hex."})
  id: string;

  @Field(() => ID, {nullable: true, description: 'The campaign it would change.'})
  campaignId: string | null;

  @Field(() => Json, {nullable: true, description: 'The definition as data.'})
  document: Definition | null;
}

@Resolver(() => DefinitionPlanStub)
export class DefinitionPlanWorksResolver {
  constructor(private readonly service: WorkImpact) {}

  @Needs('campaign.apply', {at: "the campaign's owner"})
  @FieldResolver(() => [Impact], {
    description: 'Works that were handed in and that it would break; empty for those who may not apply it.',
  })
  async workImpact(@Root() plan: DefinitionPlanStub, @Ctx() {caller}: RequestContext): Promise<Impact[]> {
    if (!plan.campaignId || !plan.document) return [];
    return (await this.service.of(caller, plan.campaignId, plan.document)).map(Impact.of);
  }
}
