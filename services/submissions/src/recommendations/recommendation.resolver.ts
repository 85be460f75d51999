import {Needs} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/request-context';
import {Arg, Ctx, ID, Mutation, Query, Resolver} from 'type-graphql';
import {Submission} from '../submissions/submission.js';
import {BulkResult} from './bulk-result.js';
import type {RecommendationService} from './recommendation.service.js';
import {RecommendationAllowance} from './recommendation.types.js';

@Resolver(() => RecommendationAllowance)
export class RecommendationResolver {
  constructor(private readonly service: RecommendationService) {}

  @Needs('work.read', 'screening.read', {at: "the unit or the campaign's owner"})
  @Query(() => RecommendationAllowance, {
    description:
      "A unit's cap in a track. For those who read the unit's works or screen the campaign; NOT_PERMITTED otherwise (R78).",
  })
  recommendationAllowance(
    @Arg('campaignId', () => ID, {description: 'The campaign.'}) campaignId: string,
    @Arg('trackKey', () => String, {description: 'The track.'}) trackKey: string,
    @Arg('organisationId', () => ID, {description: 'The recommending unit.'}) organisationId: string,
    @Ctx() ctx: RequestContext,
  ): Promise<RecommendationAllowance> {
    return this.service.allowance(ctx.caller, campaignId, trackKey, organisationId);
  }

  @Needs('screening.read', {at: "the campaign's owner"})
  @Query(() => [RecommendationAllowance], {
    description: 'The caps of all units that have used any, in the order of the tree; for the screening.',
  })
  recommendationAllowances(
    @Arg('campaignId', () => ID, {description: 'The campaign.'}) campaignId: string,
    @Arg('trackKey', () => String, {description: 'The track.'}) trackKey: string,
    @Ctx() ctx: RequestContext,
  ): Promise<RecommendationAllowance[]> {
    return this.service.allowances(ctx.caller, campaignId, trackKey);
  }

  @Needs('work.recommend', {at: 'the unit'})
  @Mutation(() => BulkResult, {
    description:
      'Puts works of the own subtree forward, 1 to 500, filling the cap in the given order; each row is done or refused by itself: NOT_FOUND, NOT_PERMITTED, RECOMMENDATION_NOT_OWN_UNIT, RECOMMENDATION_UNIT_CLOSED, RECOMMENDATION_NONE, RECOMMENDATION_NO_CAP, RECOMMENDATION_CAP_REACHED, SUBMISSION_STATE_WRONG, SUBMISSION_INTAKE_NOT_OPEN, SUBMISSION_INTAKE_CLOSED, VERSION_CONFLICT. The cap holds whatever races (R78, R79).',
  })
  recommend(
    @Arg('submissionIds', () => [ID], {description: 'The works, the most wanted first.'}) submissionIds: string[],
    @Arg('organisationId', () => ID, {description: 'The unit that recommends.'}) organisationId: string,
    @Arg('note', () => String, {nullable: true, description: 'At most 500 characters, kept in the history.'})
    note: string | undefined,
    @Ctx() ctx: RequestContext,
  ): Promise<BulkResult> {
    return this.service.recommend(ctx.caller, submissionIds, organisationId, note);
  }

  @Needs('work.recommend', {at: 'the unit that recommended it'})
  @Mutation(() => Submission, {
    description:
      'Takes a recommendation back, which frees its place (R79), until the shortlist is closed. SUBMISSION_STATE_WRONG{state}, SCREENING_CLOSED, NOT_FOUND.',
  })
  withdrawRecommendation(
    @Arg('submissionId', () => ID, {description: 'The work.'}) id: string,
    @Ctx() ctx: RequestContext,
  ): Promise<Submission> {
    return this.service.withdraw(ctx.caller, id);
  }
}
