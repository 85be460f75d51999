import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Field, ID, ObjectType} from 'type-graphql';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';
import {Organisation} from '../organisations/organisation.js';
import {ReminderAbout} from './reminder.kinds.js';

@ObjectType({
  description:
    'A reminder to a unit (R44, R112): few, and in working hours only. Seen by the unit, by those above it and by who runs the campaign.',
})
@Entity('reminder')
@Index('reminder_unit', ['organisationId', 'id'])
@Index('reminder_campaign', ['campaignId', 'id'])
export class Reminder {
  @Field(() => ID, {description: 'Its id, a ULID.'})
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  campaignId: string;

  @Column(idColumn)
  organisationId: string;

  @Field(() => ReminderAbout, {description: 'What it is about.'})
  @Column(keyColumn(20))
  about: ReminderAbout;

  @Field(() => String, {description: 'What it says, in the words of who sent it: 1 to 200 characters.'})
  @Column({type: 'varchar', length: 200})
  text: string;

  @Field(() => Date, {description: 'When it was sent.'})
  @Column(utcColumn)
  sentAt: Date;

  @Column({...idColumn, nullable: true})
  sentById: string | null;

  @Field(() => String, {nullable: true, description: 'Who sent it, by the name at that time; null for the platform.'})
  @Column({type: 'varchar', length: 191, nullable: true})
  sentBy: string | null;

  @Field(() => Date, {nullable: true, description: 'When somebody of the unit put it away; null while it waits.'})
  @Column({...utcColumn, nullable: true})
  acknowledgedAt: Date | null;

  @Column({...idColumn, nullable: true})
  acknowledgedById: string | null;

  @Field(() => Organisation, {description: 'The unit it is to.'})
  organisation(): Organisation {
    return Organisation.of(this.organisationId);
  }
}

/** One of the places that a unit has for reminders of a campaign: its key is what keeps the limit, however many send at once. */
@Entity('reminder_slot')
export class ReminderSlot {
  @PrimaryColumn(idColumn)
  campaignId: string;

  @PrimaryColumn(idColumn)
  organisationId: string;

  @PrimaryColumn('int')
  slot: number;

  @Column(utcColumn)
  at: Date;

  /** The reminder that took it last. */
  @Column(idColumn)
  reminderId: string;
}
