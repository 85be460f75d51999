import type {RequestContext} from '@concours/kernel/request-context';
import {Ctx, FieldResolver, Resolver, Root} from 'type-graphql';
import type {Campaigns} from '../campaigns/campaign.service.js';
import {Point} from '../points/point.js';
import type {Rulings} from '../points/rulings.service.js';
import {Stage} from './stage.js';
import {StageTransition} from './stage-transition.js';
import type {Transitions} from './transitions.service.js';

@Resolver(() => Stage)
export class StagePartsResolver {
  constructor(
    private readonly campaigns: Campaigns,
    private readonly rulings: Rulings,
    private readonly service: Transitions,
  ) {}

  @FieldResolver(() => [Point], {description: 'What keeps it closed; empty where nothing does. 200 at most.'})
  async heldBy(@Root() {campaignId, key}: Stage, @Ctx() {caller}: RequestContext): Promise<Point[]> {
    return this.rulings.holding(await this.campaigns.one(caller, campaignId), key);
  }

  @FieldResolver(() => [StageTransition], {description: 'When it opened and closed, in order; the last 100 times.'})
  transitions(@Root() {campaignId, key}: Stage): Promise<StageTransition[]> {
    return this.service.ofStage(campaignId, key);
  }
}
