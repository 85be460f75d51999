import {Needs, openTo} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/request-context';
import {Ctx, FieldResolver, Resolver, Root} from 'type-graphql';
import {Round} from '../rounds/round.js';
import {Voting} from './voting.js';
import type {VotingReading} from './voting-reading.service.js';

@Resolver(() => Round)
export class RoundVotingResolver {
  constructor(private readonly reading: VotingReading) {}

  @Needs(openTo.own)
  @FieldResolver(() => Voting, {
    nullable: true,
    description: 'What the caller has left as a voter, by what is stored now; null where nobody votes.',
  })
  voting(@Root() round: Round, @Ctx() {caller}: RequestContext): Promise<Voting | null> {
    return this.reading.of(caller, round);
  }
}
