import {idColumn, utcColumn} from '@concours/kernel/columns';
import {Field, ID, Int, ObjectType} from 'type-graphql';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';
import {Organisation} from '../organisations/organisation.js';

/** A date of the body's own, as it wrote it, in the campaign's zone. */
export interface OwnDate {
  /** Of the campaign's calendar, such as `tracks[poster].deadline`. */
  place: string;
  at: string;
}

@ObjectType({
  description:
    'A notice as a unit passed it on to those below it, with instructions and dates of its own (R9, R127). Seen by the unit, those below it and those above it.',
})
@Entity('notice_forwarding')
@Index('notice_forwarding_once', ['campaignId', 'organisationId'], {unique: true})
@Index('notice_forwarding_letter', ['letterId'])
export class Forwarding {
  @Field(() => ID, {description: 'Its id, a ULID.'})
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  campaignId: string;

  @Column(idColumn)
  organisationId: string;

  /** What it was sent on from; null: the notice itself. Kept as it was, wherever the units stand later. */
  @Column({...idColumn, nullable: true})
  aboveId: string | null;

  /** Several notices sent on in one letter share it. */
  @Column(idColumn)
  letterId: string;

  @Field(() => String, {nullable: true, description: 'The number of its own letter, at most 100 characters.'})
  @Column({type: 'varchar', length: 100, nullable: true})
  number: string | null;

  @Field(() => String, {description: 'The title of its letter, 1 to 200 characters.'})
  @Column({type: 'varchar', length: 200})
  title: string;

  @Field(() => String, {description: 'What it asks of its units besides, at most 5,000 characters, shown as text.'})
  @Column('text')
  instructions: string;

  @Column({type: 'json', name: 'dates'})
  ownDates: OwnDate[];

  @Field(() => Date, {description: 'When it was sent on.'})
  @Column(utcColumn)
  forwardedAt: Date;

  @Field(() => Date, {nullable: true, description: 'When it was amended last.'})
  @Column({...utcColumn, nullable: true})
  amendedAt: Date | null;

  @Column({...idColumn, nullable: true})
  byId: string | null;

  @Field(() => String, {nullable: true, description: 'Name of the account that sent it on.'})
  @Column({type: 'varchar', length: 191, nullable: true})
  byName: string | null;

  @Field(() => Int, {description: 'Grows with every change; `amendForwarding` takes the one that was read.'})
  @Column('int')
  version: number;

  @Field(() => Organisation, {description: 'The unit that sent it on.'})
  organisation(): Organisation {
    return Organisation.of(this.organisationId);
  }
}
