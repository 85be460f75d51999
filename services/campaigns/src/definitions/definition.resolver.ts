import {Impact} from '@concours/kernel/impact';
import {Needs, openTo} from '@concours/kernel/needs';
import {PageArgs} from '@concours/kernel/page';
import type {RequestContext} from '@concours/kernel/request-context';
import {isSignedIn} from '@concours/kernel/scope';
import {Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root} from 'type-graphql';
import {Campaign} from '../campaigns/campaign.js';
import type {CampaignImpact} from './campaign-impact.service.js';
import {DefinitionPlan} from './definition-plan.js';
import {DefinitionVersion, DefinitionVersionPage} from './definition-version.js';
import type {Definitions} from './definition.service.js';

export const SOURCE = 'The definition, in YAML: at most 256 KB, no anchors, aliases or tags.';

@Resolver(() => Campaign)
export class DefinitionResolver {
  constructor(private readonly service: Definitions) {}

  @Needs('campaign.apply', {at: 'any place'})
  @Query(() => DefinitionPlan, {
    description: 'Checks a definition and says what it would change, without changing anything.',
  })
  async checkDefinition(
    @Arg('source', () => String, {description: SOURCE}) source: string,
    @Ctx() {caller}: RequestContext,
  ): Promise<DefinitionPlan> {
    return DefinitionPlan.of(await this.service.check(caller, source));
  }

  @Needs('campaign.apply', {at: "the campaign's owner"})
  @Mutation(() => Campaign, {
    description:
      'Applies a definition: begins the campaign with its key, or changes it. All or nothing; the same source again changes nothing. ' +
      'DEFINITION_INVALID with all problems; SECOND_PERSON_NEEDED once a stage has opened (see `proposeDefinition`); ' +
      'VERSION_CONFLICT if somebody else was faster.',
  })
  applyDefinition(
    @Arg('source', () => String, {description: SOURCE}) source: string,
    @Arg('reason', () => String, {nullable: true, description: 'Why; at most 500 characters.'})
    reason: string | null,
    @Ctx() {caller}: RequestContext,
  ): Promise<Campaign> {
    return this.service.apply(caller, source, reason ?? null);
  }

  @FieldResolver(() => DefinitionVersion, {description: 'The definition that holds.'})
  definition(@Root() campaign: Campaign): Promise<DefinitionVersion> {
    return this.service.versionOf(campaign);
  }

  @FieldResolver(() => [DefinitionVersion], {description: 'All that were ever applied, newest first.'})
  definitionVersions(@Root() campaign: Campaign): Promise<DefinitionVersion[]> {
    return this.service.versions(campaign.id);
  }

  @FieldResolver(() => DefinitionVersionPage, {
    description:
      'What was changed after a stage had opened, and why, newest first: for everybody who takes part (R122).',
  })
  ruleChanges(@Root() campaign: Campaign, @Args(() => PageArgs) args: PageArgs): Promise<DefinitionVersionPage> {
    args.check();
    return this.service.ruleChanges(campaign.id, args);
  }
}

@Resolver(() => DefinitionPlan)
export class DefinitionPlanResolver {
  constructor(private readonly service: CampaignImpact) {}

  @Needs('campaign.apply', {at: "the campaign's owner"})
  @FieldResolver(() => [Impact], {
    description:
      'Stages that have opened and reports that are in, and that it would touch. Empty for those who may not apply it.',
  })
  async campaignImpact(@Root() plan: DefinitionPlan, @Ctx() {caller}: RequestContext): Promise<Impact[]> {
    if (plan.campaignId === null || plan.document === null) return [];
    return (await this.service.of(caller, plan.campaignId, plan.document)).map(Impact.of);
  }
}

@Resolver(() => DefinitionVersion)
export class DefinitionVersionResolver {
  constructor(private readonly service: Definitions) {}

  @Needs(openTo.signedIn)
  @FieldResolver(() => String, {
    nullable: true,
    description: 'Name of the account that applied it; null for those who are not signed in.',
  })
  appliedBy(@Root() {appliedByName}: DefinitionVersion, @Ctx() {caller}: RequestContext): string | null {
    return isSignedIn(caller) ? appliedByName : null;
  }

  @Needs(openTo.signedIn)
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Name of the account that proposed it, where another approved; null where nobody had to approve, and for those who are not signed in.',
  })
  proposedBy(@Root() {proposedByName}: DefinitionVersion, @Ctx() {caller}: RequestContext): string | null {
    return isSignedIn(caller) ? proposedByName : null;
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether every service works by this version: the newest that all have acknowledged.',
  })
  async inForce(@Root() {campaignId, version}: DefinitionVersion, @Ctx() context: RequestContext): Promise<boolean> {
    const inForce = await context.load('version in force', campaignId, (ids) =>
      Promise.all(ids.map((id) => this.service.versionInForce(id))),
    );
    return version === inForce;
  }
}
