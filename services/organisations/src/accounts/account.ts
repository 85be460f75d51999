import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Directive, Field, ID, ObjectType} from 'type-graphql';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';

@ObjectType({description: 'A person who signs in. What somebody may do lies in the grants, not here.'})
@Directive('@key(fields: "id")')
@Entity('account')
@Index('account_name', ['nameKey'], {unique: true})
@Index('account_organisation', ['organisationId'])
export class Account {
  @Field(() => ID, {description: 'Its id.'})
  @PrimaryColumn(idColumn)
  id: string;

  @Field(() => String, {description: 'The name to sign in with. Case and width do not count.'})
  @Column({type: 'varchar', length: 60})
  name: string;

  @Column(keyColumn())
  nameKey: string;

  @Field(() => String, {description: 'The name that others see.'})
  @Column({type: 'varchar', length: 100})
  displayName: string;

  @Column(keyColumn())
  passwordHash: string;

  /** Where it is administered from. */
  @Column(idColumn)
  organisationId: string;

  @Field(() => Boolean, {description: 'Refused everywhere, within seconds, until it is reinstated.'})
  @Column('boolean')
  suspended: boolean;

  @Column(utcColumn)
  createdAt: Date;
}
