import {Field, Int, ObjectType} from 'type-graphql';

@ObjectType({
  description:
    'What the platform refuses to do in a campaign, and what it shows (R112). Units are never ranked by votes: there is no setting for it.',
})
export class Policies {
  @Field(() => Boolean, {description: 'Whether rounds may have a public vote.'})
  votesAllowed: boolean;

  @Field(() => Boolean, {description: 'Whether the order of entries is shown while a round runs.'})
  entryRankingShown: boolean;

  @Field(() => Int, {description: 'Length of the public-notice period, in working days (A35).'})
  publicNoticeWorkingDays: number;
}
