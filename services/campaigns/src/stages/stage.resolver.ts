import type {Clock} from '@concours/kernel/clock';
import {Needs} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/request-context';
import {Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root} from 'type-graphql';
import {Campaign} from '../campaigns/campaign.js';
import {Stage} from './stage.js';
import type {Stages} from './stage.service.js';

const CAMPAIGN = 'The campaign.';
const KEY = "The stage's key in the definition.";
const REASON = 'Why, in 1 to 500 characters; kept and shown with the change (R122).';

@Resolver(() => Campaign)
export class StageResolver {
  constructor(
    private readonly service: Stages,
    private readonly clock: Clock,
  ) {}

  @FieldResolver(() => [Stage], {description: 'The calendar, in the order of the definition.'})
  stages(@Root() campaign: Campaign): Stage[] {
    return campaign.calendar().map((stage) => Stage.of(campaign.id, stage, this.clock.now()));
  }

  @Needs('campaign.steer', {at: "the campaign's owner"})
  @Mutation(() => Stage, {
    description:
      'Opens a stage now, whatever the definition says. It ends at its planned end if that is still to come, otherwise when it is closed by hand. ' +
      'STAGE_STATE_FORBIDS if it is open; VERSION_CONFLICT if the campaign changed meanwhile.',
  })
  async openStage(
    @Arg('campaignId', () => ID, {description: CAMPAIGN}) campaignId: string,
    @Arg('stageKey', () => String, {description: KEY}) stageKey: string,
    @Arg('reason', () => String, {description: REASON}) reason: string,
    @Ctx() {caller}: RequestContext,
  ): Promise<Stage> {
    return Stage.of(campaignId, await this.service.open(caller, campaignId, stageKey, reason), this.clock.now());
  }

  @Needs('campaign.steer', {at: "the campaign's owner"})
  @Mutation(() => Stage, {
    description:
      'Closes an open stage a few seconds from now, so that every server ends it at the same instant; the answer says when. ' +
      'STAGE_STATE_FORBIDS if it is not open; VERSION_CONFLICT if the campaign changed meanwhile.',
  })
  async closeStage(
    @Arg('campaignId', () => ID, {description: CAMPAIGN}) campaignId: string,
    @Arg('stageKey', () => String, {description: KEY}) stageKey: string,
    @Arg('reason', () => String, {description: REASON}) reason: string,
    @Ctx() {caller}: RequestContext,
  ): Promise<Stage> {
    return Stage.of(campaignId, await this.service.close(caller, campaignId, stageKey, reason), this.clock.now());
  }
}
