import {DateTime} from '@concours/kernel/scalars';
import {Field, ObjectType} from 'type-graphql';

@ObjectType({description: 'A freeze of the counts that was ordered by hand.'})
export class CountFreeze {
  @Field(() => DateTime, {description: 'From when on the counts stand still.'})
  at: Date;

  @Field(() => String, {description: 'Why, in the words of who ordered it.'})
  reason: string;

  @Field(() => String, {description: 'Who ordered it.'})
  by: string;
}
