import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {DateTime} from '@concours/kernel/scalars';
import {Field, ObjectType} from 'type-graphql';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';
import type {StepKind} from './submission.kinds.js';

@ObjectType({description: 'One step of the history of a work (R80): nothing in it is ever changed or removed.'})
@Entity('submission_step')
@Index('submission_step_submission', ['submissionId', 'id'])
export class SubmissionStep {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  submissionId: string;

  @Field(() => DateTime, {description: "When, by the domain's clock."})
  @Column(utcColumn)
  at: Date;

  @Field(() => String, {
    description:
      'CREATED, AMENDED, ASSET_ATTACHED, ASSET_REMOVED, CONSENT_GIVEN, HANDED_IN, RETURNED, RECOMMENDED, RECOMMENDATION_WITHDRAWN, SHORTLISTED, SHORTLIST_UNDONE, SHORTLIST_CLOSED, NOT_SHORTLISTED, WITHDRAWN or PERSONAL_ERASED.',
  })
  @Column(keyColumn(30))
  kind: StepKind;

  @Column({...idColumn, nullable: true})
  organisationId: string | null;

  @Field(() => String, {nullable: true, description: 'The name of the account; null where the platform itself acted.'})
  @Column({type: 'varchar', length: 100, nullable: true})
  by: string | null;

  @Field(() => String, {nullable: true, description: 'The reason or note given with it.'})
  @Column({type: 'varchar', length: 500, nullable: true})
  note: string | null;
}
