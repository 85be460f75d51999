import {DateTime} from '@concours/kernel/scalars';
import {Field, Int, ObjectType} from 'type-graphql';

/** The vote's rules as the definition has them; absent limits are null. */
@ObjectType({description: 'What a voter may do in this round (R91, R92, R101).'})
export class BallotRules {
  @Field(() => DateTime, {
    nullable: true,
    description: 'First instant of the vote; null while the date is not settled.',
  })
  opensAt: Date | null;

  @Field(() => DateTime, {nullable: true, description: 'Last instant of the vote, inclusive to the millisecond.'})
  closesAt: Date | null;

  @Field(() => Int, {
    nullable: true,
    description: "Marks a voter has each day of the campaign's zone; null: no daily limit.",
  })
  perDay: number | null;

  @Field(() => Int, {nullable: true, description: 'Marks a voter has in the whole round; null: no such limit.'})
  perRound: number | null;

  @Field(() => Int, {nullable: true, description: 'Marks a voter may give one entry in a day; null: no such limit.'})
  perEntryPerDay: number | null;

  @Field(() => Int, {description: 'How many different entries a ballot names at least.'})
  marksAtLeast: number;

  @Field(() => Int, {description: 'How many different entries a ballot names at most.'})
  marksAtMost: number;

  @Field(() => Boolean, {description: "Whether a voter may not vote for works of the voter's own unit."})
  ownUnitExcluded: boolean;

  @Field(() => Boolean, {description: 'Whether the counts are shown to everybody while the vote runs (A39).'})
  visible: boolean;

  @Field(() => DateTime, {
    nullable: true,
    description: 'From this instant on the counts shown stand still; votes are still taken.',
  })
  freezesAt: Date | null;

  @Field(() => Boolean, {description: 'Whether the counts shown stand still now.'})
  frozen: boolean;
}
