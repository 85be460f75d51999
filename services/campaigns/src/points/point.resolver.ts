import {Needs, openTo} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/request-context';
import {Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root} from 'type-graphql';
import {Campaign} from '../campaigns/campaign.js';
import {Point} from './point.js';
import type {Rulings} from './rulings.service.js';

@Resolver(() => Campaign)
export class PointResolver {
  constructor(private readonly service: Rulings) {}

  @Needs('campaign.prepare', openTo.anybody, {at: "the campaign's owner, for what only wants a ruling"})
  @FieldResolver(() => [Point], {
    description:
      'What is not settled: what keeps something closed, for everybody to see; contradictions that only want a ruling, for those who run the campaign. 2,000 at most.',
  })
  openPoints(@Root() campaign: Campaign, @Ctx() {caller}: RequestContext): Promise<Point[]> {
    return this.service.list(caller, campaign);
  }

  @Needs('campaign.steer', {at: "the campaign's owner"})
  @Mutation(() => Point, {
    description:
      'Rules on an open point: how the owner reads what the notice leaves in contradiction (A6, A13). It holds as long as the point says the same; a stage that is held stays held.',
  })
  ruleOnPoint(
    @Arg('campaignId', () => ID, {description: 'The campaign.'}) campaignId: string,
    @Arg('pointId', () => ID, {description: 'The point.'}) pointId: string,
    @Arg('ruling', () => String, {description: 'The ruling, in 1 to 500 characters; shown to those who see the point.'})
    ruling: string,
    @Ctx() {caller}: RequestContext,
  ): Promise<Point> {
    return this.service.rule(caller, campaignId, pointId, ruling);
  }
}
