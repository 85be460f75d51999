import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Field, ID, ObjectType} from 'type-graphql';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';
import {Organisation} from '../organisations/organisation.js';

@ObjectType({
  description:
    'Somebody on the register of publicists (R45): counts for the unit in metrics of the register, once in a campaign. Seen by those who may read the register at the unit or above it.',
})
@Entity('publicist')
@Index('publicist_identity', ['campaignId', 'identity'], {unique: true})
@Index('publicist_list', ['campaignId', 'id'])
@Index('publicist_person', ['identity'])
export class Publicist {
  @Field(() => ID, {description: 'A ULID.'})
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  campaignId: string;

  @Column(idColumn)
  organisationId: string;

  @Field(() => String, {description: 'Name, 1 to 40 characters.'})
  @Column({type: 'varchar', length: 40})
  name: string;

  /** The contact, sealed; null where none was given, and once it is gone. */
  @Column({type: 'text', nullable: true})
  sealed: string | null;

  /** By which the same person is known again: the look-up of the contact, or of unit and name. */
  @Column(keyColumn(64))
  identity: string;

  @Field(() => String, {description: 'The day of joining, YYYY-MM-DD.'})
  @Column(keyColumn(10))
  joinedOn: string;

  @Field(() => Date, {description: 'When the name was put down.'})
  @Column(utcColumn)
  addedAt: Date;

  @Column({...idColumn, nullable: true})
  addedById: string | null;

  @Field(() => Date, {nullable: true, description: 'When it was taken off; it counts no more since.'})
  @Column({...utcColumn, nullable: true})
  removedAt: Date | null;

  @Field(() => String, {nullable: true, description: 'Why it was taken off.'})
  @Column({type: 'varchar', length: 200, nullable: true})
  removedBecause: string | null;

  @Field(() => Organisation, {description: 'The unit.'})
  organisation(): Organisation {
    return Organisation.of(this.organisationId);
  }
}
