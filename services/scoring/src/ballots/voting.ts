import {DateTime} from '@concours/kernel/scalars';
import {Field, ID, Int, ObjectType} from 'type-graphql';

@ObjectType({
  description: 'What the caller, as a voter, has left in a round now: limits that the round does not have are null.',
})
export class Voting {
  @Field(() => String, {
    nullable: true,
    description:
      'By which a page knows that it is still the same voter: opaque, another one in each round. Null for who may not vote here.',
  })
  voter: string | null;

  @Field(() => Int, {nullable: true, description: 'Marks left today.'})
  remainingToday: number | null;

  @Field(() => Int, {nullable: true, description: 'Marks left in the round.'})
  remainingInRound: number | null;

  @Field(() => Int, {nullable: true, description: 'Marks of the rolling allowance that are left now (R142).'})
  remainingNow: number | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When there is one mark more of the rolling allowance; null while all of it is there.',
  })
  nextAt: Date | null;

  @Field(() => Int, {nullable: true, description: 'Ballots that may still be handed in today.'})
  ballotsLeftToday: number | null;

  @Field(() => Int, {nullable: true, description: 'Ballots that may still be handed in in the round.'})
  ballotsLeftInRound: number | null;

  @Field(() => [ID], {
    description: 'Entries that have had all the marks that one entry may have, today or in the round.',
  })
  spent: string[];

  @Field(() => [ID], {description: 'Entries of the own unit or constituency, where the round excludes them.'})
  barred: string[];
}
