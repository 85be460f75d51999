import {Field, Int, ObjectType} from 'type-graphql';
import {Round} from './round.js';

@ObjectType({description: 'How many entries leave a round for the next (R99, A24).'})
export class Cut {
  @Field(() => Int, {description: 'How many advance.'})
  to: number;

  @Field(() => Boolean, {description: 'Exactly that many, or at most.'})
  exactly: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'How many of them advance by one component alone, whatever their total (R142); null where none do.',
  })
  directFirst: number | null;

  @Field(() => String, {nullable: true, description: 'The key of that component, such as the vote.'})
  directComponent: string | null;

  @Field(() => Round, {nullable: true, description: 'The round they advance to; null where the cut ends the contest.'})
  nextRound: Round | null;
}
