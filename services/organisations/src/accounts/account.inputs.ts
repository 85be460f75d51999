import {PageArgs} from '@concours/kernel/page';
import {Length, Matches, MaxLength} from 'class-validator';
import {ArgsType, Field, ID, InputType} from 'type-graphql';
import {DISPLAY_NAME} from './account.rules.js';

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
