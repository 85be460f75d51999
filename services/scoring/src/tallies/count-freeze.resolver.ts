import {Needs} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/request-context';
import {Length} from 'class-validator';
import {Args, ArgsType, Ctx, Field, FieldResolver, ID, Mutation, Resolver, Root} from 'type-graphql';
import type {RoundReading} from '../rounds/round-reading.service.js';
import {Round} from '../rounds/round.js';
import {CountFreeze} from './count-freeze.js';
import type {CountFreezing} from './count-freezing.service.js';

const OWNER = {at: "the campaign's owner"};

@ArgsType()
class FreezeArgs {
  @Field(() => ID)
  roundId: string;

  @Field(() => String, {description: 'Why, in 4 to 500 characters; it is kept in the audit trail.'})
  @Length(4, 500)
  reason: string;
}

@Resolver(() => Round)
export class CountFreezeResolver {
  constructor(
    private readonly freezing: CountFreezing,
    private readonly rounds: RoundReading,
  ) {}

  @Needs('round.steer', OWNER)
  @Mutation(() => Round, {
    description:
      'Makes the counts of a running vote stand still, a few seconds from now, for everybody and through every door (A39). Votes are still taken and counted. COUNTS_NO_VOTE, COUNTS_FROZEN_ALREADY, COUNTS_SETTLED.',
  })
  freezeCounts(@Args(() => FreezeArgs) {roundId, reason}: FreezeArgs, @Ctx() {caller}: RequestContext): Promise<Round> {
    return this.freezing.freeze(caller, roundId, reason);
  }

  @Needs('round.steer', OWNER)
  @Mutation(() => Round, {
    description:
      'Takes a freeze back that was ordered by hand; one that the definition orders holds. COUNTS_NOT_FROZEN, COUNTS_SETTLED.',
  })
  thawCounts(@Args(() => FreezeArgs) {roundId, reason}: FreezeArgs, @Ctx() {caller}: RequestContext): Promise<Round> {
    return this.freezing.thaw(caller, roundId, reason);
  }

  @Needs('round.read', OWNER)
  @FieldResolver(() => CountFreeze, {
    nullable: true,
    description: 'The freeze of its counts that somebody ordered by hand; null where nobody did.',
  })
  async countFreeze(@Root() round: Round, @Ctx() context: RequestContext): Promise<CountFreeze | null> {
    return this.freezing.of(context.caller, await this.rounds.view(round, context));
  }
}
