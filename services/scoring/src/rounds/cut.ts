import {Field, Int, ObjectType} from 'type-graphql';
import {Round} from './round.js';

@ObjectType({description: 'How many entries leave a round for the next (R99, A24).'})
export class Cut {
  @Field(() => Int, {description: 'How many advance.'})
  to: number;

  @Field(() => Boolean, {description: 'Exactly that many, or at most.'})
  exactly: boolean;

  @Field(() => Round, {nullable: true, description: 'The round they advance to; null where the cut ends the contest.'})
  nextRound: Round | null;
}
