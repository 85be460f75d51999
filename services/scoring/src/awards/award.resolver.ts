import {Needs, openTo} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/request-context';
import {Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root} from 'type-graphql';
import {CampaignStub} from '../campaigns/campaign.js';
import type {AwardService} from './award.service.js';
import {AwardList} from './award.js';

@Resolver(() => CampaignStub)
export class CampaignAwardsResolver {
  constructor(private readonly service: AwardService) {}

  @Needs(openTo.published, 'round.read', {at: "the campaign's owner"})
  @FieldResolver(() => [AwardList], {
    description: 'The awards of its definition, with recipients as far as the caller may see them.',
  })
  awards(@Root() campaign: CampaignStub, @Ctx() {caller}: RequestContext): Promise<AwardList[]> {
    return this.service.ofCampaign(caller, campaign.id);
  }

  @Needs('result.freeze', {at: "the campaign's owner"})
  @Mutation(() => AwardList, {
    description:
      'Decides an award that follows from no standing, such as 优秀组织奖; replaces an earlier decision. AWARD_BY_STANDING, AWARD_TOO_MANY, AWARD_RECIPIENT_UNKNOWN.',
  })
  decideAward(
    @Arg('campaignId', () => ID) campaignId: string,
    @Arg('award', () => String) award: string,
    @Arg('entryIds', () => [ID], {defaultValue: []}) entryIds: string[],
    @Arg('organisationIds', () => [ID], {defaultValue: []}) organisationIds: string[],
    @Ctx() {caller}: RequestContext,
  ): Promise<AwardList> {
    return this.service.decide(caller, campaignId, award, entryIds, organisationIds);
  }
}
