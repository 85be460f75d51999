import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Field, ID, ObjectType} from 'type-graphql';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';
import {Organisation} from '../organisations/organisation.js';

/** One of the one or two contacts of a host for a track (R12). Who it is and how to reach them is sealed. */
@Entity('host_contact')
@Index('host_contact_place', ['campaignId', 'trackKey', 'organisationId', 'place'], {unique: true})
export class HostContact {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  campaignId: string;

  @Column(keyColumn(40))
  trackKey: string;

  @Column(idColumn)
  organisationId: string;

  /** 1 or 2: the key is what keeps it at two. */
  @Column('int')
  place: number;

  @Column({type: 'varchar', length: 100, nullable: true})
  department: string | null;

  /** Name, telephone and address, in one sealed text. */
  @Column('text')
  sealed: string;

  @Column(utcColumn)
  createdAt: Date;
}

/** By which a person's contacts are found without opening any. */
@Entity('host_contact_look_up')
@Index('host_contact_look_up_hash', ['hash'])
export class HostContactLookUp {
  @PrimaryColumn(idColumn)
  contactId: string;

  @PrimaryColumn(keyColumn(64))
  hash: string;
}

@ObjectType({
  description:
    'Whom to ask at a host of a track (R12), as masks. revealHostContact shows it in clear, and is written down.',
})
export class MaskedContact {
  @Field(() => ID, {description: 'Its id, a ULID.'})
  id: string;

  @Field(() => Organisation, {description: 'The host.'})
  organisation: Organisation;

  @Field(() => String, {nullable: true, description: 'The department, in clear.'})
  department: string | null;

  @Field(() => String, {description: 'The name: its first character.'})
  name: string;

  @Field(() => String, {nullable: true, description: 'The telephone number as a mask; null where there is none.'})
  phone: string | null;

  @Field(() => String, {nullable: true, description: 'The mail address as a mask; null where there is none.'})
  email: string | null;
}

@ObjectType({description: 'A contact in clear, for who asked for it.'})
export class RevealedContact {
  @Field(() => ID, {description: 'Its id.'})
  id: string;

  @Field(() => String, {description: 'The name.'})
  name: string;

  @Field(() => String, {nullable: true, description: 'The telephone number.'})
  phone: string | null;

  @Field(() => String, {nullable: true, description: 'The mail address.'})
  email: string | null;
}
