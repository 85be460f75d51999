import {DateTime} from '@concours/kernel/scalars';
import {Field, Int, ObjectType} from 'type-graphql';

@ObjectType({description: 'How fast votes came in, in the last hour of what the caller may see of them.'})
export class VotePace {
  @Field(() => DateTime, {description: 'Where the first minute begins.'})
  from: Date;

  @Field(() => [Int], {description: 'Votes of each of sixty whole minutes, as they were handed in.'})
  perMinute: number[];
}
