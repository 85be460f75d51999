import {Language} from '@concours/kernel/languages';
import {PageArgs} from '@concours/kernel/page';
import type {Role} from '@concours/schema/access';
import {ArrayMaxSize, Length, Matches, MaxLength} from 'class-validator';
import {ArgsType, Field, ID, InputType} from 'type-graphql';
import {DISPLAY_NAME} from '../display-name.js';
import {Roles} from '../grants/grant.js';
import {AccountStates, type AccountState} from './account.js';
import {AccountSorts, type AccountSort} from './account.order.js';

@InputType({description: 'A new account.'})
export class AccountInput {
  @Field(() => String, {description: 'The name to sign in with: 2 to 60 letters or digits, joined by . _ - or @.'})
  @MaxLength(60)
  name: string;

  @Field(() => String, {description: 'The name that others see, at most 100 characters.'})
  @Matches(DISPLAY_NAME)
  @MaxLength(100)
  displayName: string;

  @Field(() => String, {description: 'At least 8 characters, at most 200 bytes.'})
  password: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Where it is administered from; left out, the place of your own account.',
  })
  @Length(26, 26)
  organisationId?: string | null;
}

@ArgsType()
export class AccountsArgs extends PageArgs {
  @Field(() => String, {nullable: true, description: 'Part of either name, at most 60 characters.'})
  @MaxLength(60)
  search?: string | null;

  @Field(() => ID, {nullable: true, description: 'Only those administered from this organisation or from below it.'})
  @Length(26, 26)
  organisationId?: string | null;

  @Field(() => [Roles], {nullable: true, description: 'Only those that hold one of these roles today, anywhere.'})
  @ArrayMaxSize(20)
  roles?: Role[] | null;

  @Field(() => [AccountStates], {nullable: true, description: 'Only those in one of these states.'})
  @ArrayMaxSize(3)
  states?: AccountState[] | null;

  @Field(() => Boolean, {nullable: true, description: 'Only those with a second factor, or only those without.'})
  secondFactor?: boolean | null;

  @Field(() => AccountSorts, {nullable: true, description: 'In which order; by the name to sign in with if left out.'})
  sort?: AccountSort | null;
}

@ArgsType()
export class StandingArgs {
  @Field(() => ID, {description: 'Which account.'})
  @Length(26, 26)
  id: string;

  @Field(() => String, {nullable: true, description: 'Why, in words for the trail; at most 500 characters.'})
  @MaxLength(500)
  reason?: string | null;
}

@ArgsType()
export class JudgeCandidatesArgs {
  @Field(() => ID, {description: 'The campaign.'})
  @Length(26, 26)
  campaignId: string;

  @Field(() => String, {nullable: true, description: 'Part of either name, at most 60 characters.'})
  @MaxLength(60)
  search?: string | null;
}

@InputType({description: 'What somebody changes of their own account; what is left out stays.'})
export class ProfileInput {
  @Field(() => String, {nullable: true, description: 'The name that others see, at most 100 characters.'})
  @Matches(DISPLAY_NAME)
  @MaxLength(100)
  displayName?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The address for mail, for links to a new password. Kept encrypted.',
  })
  @MaxLength(254)
  email?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'A telephone number of mainland China, or with + and its country. Kept encrypted.',
  })
  @MaxLength(60)
  phone?: string | null;

  @Field(() => Language, {nullable: true, description: 'In which language you are shown things.'})
  language?: Language | null;

  @Field(() => String, {nullable: true, description: 'Your current password, where the address changes.'})
  password?: string | null;
}
