import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Language} from '@concours/kernel/languages';
import {Directive, Field, ID, ObjectType, registerEnumType} from 'type-graphql';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';

export const AccountStates = {INVITED: 'INVITED', ACTIVE: 'ACTIVE', SUSPENDED: 'SUSPENDED'} as const;
export type AccountState = keyof typeof AccountStates;
registerEnumType(AccountStates, {
  name: 'AccountState',
  description: 'Where an account stands.',
  valuesConfig: {
    INVITED: {description: 'Its owner has a link to choose a password, and has not used it.'},
    ACTIVE: {description: 'Its owner signs in.'},
    SUSPENDED: {description: 'Refused everywhere until it is reinstated.'},
  },
});

@ObjectType({description: 'A person who signs in. What somebody may do lies in the grants, not here.'})
@Directive('@key(fields: "id")')
@Entity('account')
@Index('account_name', ['nameKey'], {unique: true})
@Index('account_looks', ['lookKey'], {unique: true})
@Index('account_email', ['emailLookUp'])
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

  /** As the name looks, whatever script it is in: see `accountLookKey`. */
  @Column(keyColumn())
  lookKey: string;

  /** None for who was invited and has not come yet, and for who signs in elsewhere. */
  @Column({...keyColumn(), nullable: true})
  passwordHash: string | null;

  /** Where it is administered from. */
  @Column(idColumn)
  organisationId: string;

  @Field(() => Boolean, {description: 'Refused everywhere, within seconds, until it is reinstated.'})
  @Column('boolean')
  suspended: boolean;

  @Column(utcColumn)
  createdAt: Date;

  @Field(() => Date, {nullable: true, description: 'When it last signed in.'})
  @Column({...utcColumn, nullable: true})
  lastSignInAt: Date | null;

  /** Sealed as `account.email`. */
  @Column({type: 'varchar', length: 600, nullable: true})
  email: string | null;

  /** The vault's look-up of the address, by which a reset is asked for. */
  @Column({...keyColumn(64), nullable: true})
  emailLookUp: string | null;

  /** Sealed as `account.phone`. */
  @Column({type: 'varchar', length: 200, nullable: true})
  phone: string | null;

  @Field(() => Language, {nullable: true, description: 'In which language its owner is written to and shown things.'})
  @Column({...keyColumn(2), nullable: true})
  language: Language | null;

  @Field(() => AccountStates, {description: 'Whether its owner has come yet, and may come.'})
  get state(): AccountState {
    if (this.suspended) return 'SUSPENDED';
    return this.passwordHash === null && this.lastSignInAt === null ? 'INVITED' : 'ACTIVE';
  }
}
