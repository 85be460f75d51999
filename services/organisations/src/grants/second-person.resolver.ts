import {Needs} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/subgraph';
import {Args, ArgsType, Ctx, Field, ID, Mutation, Resolver} from 'type-graphql';
import {MaxLength} from 'class-validator';
import type {SecondPersonService} from './second-person.service.js';

@ArgsType()
class WaiverArgs {
  @Field(() => ID, {description: 'The proposal, made by who asks.'})
  @MaxLength(26)
  proposalId: string;

  @Field(() => ID, {description: 'The campaign that it would change.'})
  @MaxLength(26)
  campaignId: string;

  @Field(() => ID, {description: "The campaign's owner."})
  @MaxLength(26)
  organisationId: string;

  @Field(() => String, {
    description: 'Why one alone decides, 1 to 500 characters; it is kept with the version, for everybody.',
  })
  reason: string;
}

@Resolver()
export class SecondPersonResolver {
  constructor(private readonly service: SecondPersonService) {}

  @Needs('campaign.apply', {at: "the campaign's owner"})
  @Mutation(() => Boolean, {
    description:
      'For an installation in which nobody else could approve a proposed definition (R122): lets who proposed it approve it, and writes down why. ' +
      'The proposal shows it within a second. SECOND_PERSON_THERE{accounts} if another account could.',
  })
  waiveSecondPerson(@Ctx() {caller}: RequestContext, @Args() args: WaiverArgs): Promise<boolean> {
    return this.service.waive(caller, args);
  }
}
