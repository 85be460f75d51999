import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Directive, Field, ID, Int, ObjectType} from 'type-graphql';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';
import {Organisation} from '../organisations/organisation.js';
import {ReportState} from './report.kinds.js';

/** Keys of the definition. */
export interface ReportAnswers {
  topics: string[];
  channels: string[];
  confirmed: string[];
}

@ObjectType({
  description:
    'An offline event as its unit reported it (R39). Seen by those who may read reports at the unit or above it.',
})
@Directive('@key(fields: "id")')
@Entity('activity_report')
@Index('activity_report_list', ['campaignId', 'id'])
@Index('activity_report_counted', ['campaignId', 'state', 'organisationId'])
@Index('activity_report_day', ['campaignId', 'organisationId', 'heldOn'])
export class ActivityReport {
  @Field(() => ID, {description: 'Its id, a ULID.'})
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  campaignId: string;

  @Column(idColumn)
  organisationId: string;

  @Field(() => ReportState, {description: 'Where it stands.'})
  @Column(keyColumn(20))
  state: ReportState;

  @Field(() => String, {description: 'Title, 1 to 120 characters, stored and shown as text.'})
  @Column({type: 'varchar', length: 120})
  title: string;

  @Field(() => String, {description: "The day of the event in the campaign's zone, YYYY-MM-DD."})
  @Column(keyColumn(10))
  heldOn: string;

  @Column(keyColumn(40))
  formKey: string;

  @Field(() => String, {description: 'Where it was held, 1 to 200 characters.'})
  @Column({type: 'varchar', length: 200})
  place: string;

  @Field(() => String, {description: 'What happened, 1 to 5,000 characters.'})
  @Column('text')
  content: string;

  @Field(() => Int, {description: 'How many took part.'})
  @Column('int')
  participants: number;

  @Field(() => Int, {description: 'How many workers were met face to face.'})
  @Column('int')
  workersReached: number;

  @Field(() => Int, {description: 'How many publicists were recruited.'})
  @Column('int')
  publicists: number;

  @Field(() => Int, {description: 'How many were reached online and offline.'})
  @Column('int')
  audience: number;

  @Field(() => String, {nullable: true, description: 'The enterprise that was entered, if one was (R30).'})
  @Column({type: 'varchar', length: 120, nullable: true})
  enterprise: string | null;

  @Field(() => [String], {description: 'Addresses of what the media wrote, ten at most.'})
  @Column('json')
  links: string[];

  /** What came with the fuller format; null in reports that were written before it. */
  @Column({type: 'json', nullable: true})
  answers: ReportAnswers | null;

  @Field(() => String, {nullable: true, description: 'Why it was returned last; null if it never was.'})
  @Column({type: 'varchar', length: 500, nullable: true})
  returnReason: string | null;

  @Field(() => Date, {nullable: true, description: 'When it was handed in last.'})
  @Column({...utcColumn, nullable: true})
  submittedAt: Date | null;

  @Column({...idColumn, nullable: true})
  submittedById: string | null;

  @Field(() => Date, {nullable: true, description: 'When it was approved or returned last.'})
  @Column({...utcColumn, nullable: true})
  decidedAt: Date | null;

  @Column({...idColumn, nullable: true})
  decidedById: string | null;

  @Field(() => Int, {description: 'Grows with every change; `amendReport` takes the one that was read.'})
  @Column('int')
  version: number;

  @Field(() => Organisation, {description: 'The unit that held it.'})
  organisation(): Organisation {
    return Organisation.of(this.organisationId);
  }
}
