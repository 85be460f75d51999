import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Field, ObjectType, registerEnumType} from 'type-graphql';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';
import {Account} from '../accounts/account.js';

export const LinkPurposes = {INVITATION: 'INVITATION', RESET: 'RESET'} as const;
export type LinkPurpose = keyof typeof LinkPurposes;
registerEnumType(LinkPurposes, {
  name: 'LinkPurpose',
  description: 'What a link to choose a password was made for.',
  valuesConfig: {
    INVITATION: {description: 'For somebody who comes for the first time; seven days.'},
    RESET: {description: 'For somebody whose password is lost; an hour.'},
  },
});

/** A link that lets whoever holds it choose an account's password, once. An account has one at most. */
@Entity('account_link')
@Index('account_link_account', ['accountId'], {unique: true})
export class AccountLink {
  @PrimaryColumn(keyColumn(64))
  tokenHash: string;

  @Column(idColumn)
  accountId: string;

  @Column(keyColumn(10))
  purpose: LinkPurpose;

  @Column(utcColumn)
  expiresAt: Date;
}

@ObjectType({description: 'A link that has been made. Earlier ones of the account count no more.'})
export class MadeLink {
  @Field(() => Account, {description: 'Whose password it lets be chosen.'})
  account: Account;

  @Field(() => LinkPurposes, {description: 'What it is for.'})
  purpose: LinkPurpose;

  @Field(() => Boolean, {description: 'True when it goes to the account’s own address by mail.'})
  mailed: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'To be handed over by you, where it could not be mailed: no mail server is set, or the account has no address. Shown this once. Without PUBLIC_URL it begins with / and is meant from the root of the site.',
  })
  link: string | null;

  @Field(() => Date, {description: 'Until when it can be used.'})
  expiresAt: Date;
}

@ObjectType({description: 'What a link is for, as it is shown to whoever opens it.'})
export class OpenedLink {
  @Field(() => LinkPurposes, {description: 'What it is for.'})
  purpose: LinkPurpose;

  @Field(() => String, {description: 'The name to sign in with.'})
  accountName: string;

  @Field(() => String, {description: 'The name that others see.'})
  displayName: string;

  @Field(() => Date, {description: 'Until when it can be used.'})
  expiresAt: Date;
}
