import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Field, ID, Int, ObjectType} from 'type-graphql';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';
import {CorrectionKind} from './report.kinds.js';

/** What a correction may change: all that counts, and the day that says for which month. */
@ObjectType({description: 'What a report counted for, before or after a correction.'})
export class CountedFields {
  @Field(() => String, {description: 'The day of the event, YYYY-MM-DD.'})
  heldOn: string;

  @Field(() => Int, {description: 'How many took part.'})
  participants: number;

  @Field(() => Int, {description: 'How many workers were met face to face.'})
  workersReached: number;

  @Field(() => Int, {description: 'How many publicists were recruited.'})
  publicists: number;

  @Field(() => Int, {description: 'How many were reached online and offline.'})
  audience: number;

  @Field(() => String, {nullable: true, description: 'The enterprise that was entered, if one was.'})
  enterprise: string | null;
}

@ObjectType({
  description:
    'A change to a report after its approval: a line of its own with its reason, never a new text over the old one (R129).',
})
@Entity('report_correction')
@Index('report_correction_report', ['reportId'])
@Index('report_correction_campaign', ['campaignId', 'at'])
export class ReportCorrection {
  @Field(() => ID, {description: 'A ULID.'})
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  campaignId: string;

  @Column(idColumn)
  reportId: string;

  @Field(() => CorrectionKind, {description: 'Whether figures changed, or the report was struck out.'})
  @Column(keyColumn(10))
  kind: CorrectionKind;

  @Field(() => String, {description: 'Why, in the words of who corrected.'})
  @Column({type: 'varchar', length: 500})
  reason: string;

  @Field(() => CountedFields, {description: 'What it counted for until then.'})
  @Column('json')
  before: CountedFields;

  @Field(() => CountedFields, {nullable: true, description: 'What it counts for since; null when it counts no more.'})
  @Column({type: 'json', nullable: true})
  after: CountedFields | null;

  @Column({...idColumn, nullable: true})
  byId: string | null;

  @Field(() => Date, {description: 'When.'})
  @Column(utcColumn)
  at: Date;
}
