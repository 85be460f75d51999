import {idColumn, utcColumn} from '@concours/kernel/columns';
import {DateTime} from '@concours/kernel/scalars';
import {Field, ObjectType} from 'type-graphql';
import {Column, Entity, PrimaryColumn} from 'typeorm';

@ObjectType({
  description: "The author's consent to a version of the track's terms (R71, R72, A30); the latest one of a work.",
})
@Entity('consent')
export class Consent {
  @PrimaryColumn(idColumn)
  submissionId: string;

  @Field(() => String, {description: 'The version of the terms.'})
  @Column({type: 'varchar', length: 40})
  version: string;

  @Field(() => String, {description: 'Who consented, at most 60 code points; the unit records it for the author.'})
  @Column({type: 'varchar', length: 60})
  givenBy: string;

  @Field(() => DateTime, {description: 'When it was recorded.'})
  @Column(utcColumn)
  at: Date;
}
