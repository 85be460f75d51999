import {ArrayMaxSize, Length, Matches, MaxLength} from 'class-validator';
import type {Role} from '@concours/schema/access';
import {Field, ID, InputType} from 'type-graphql';
import {DISPLAY_NAME} from '../display-name.js';
import {Roles} from '../grants/grant.js';

@InputType({description: 'A role that somebody who is invited gets at once.'})
export class InvitedGrantInput {
  @Field(() => Roles, {description: 'The role.'})
  role: Role;

  @Field(() => ID, {description: 'Where it is held; it reaches all that lies below.'})
  @Length(26, 26)
  organisationId: string;

  @Field(() => ID, {nullable: true, description: 'Only within this campaign.'})
  @Length(26, 26)
  campaignId?: string | null;

  @Field(() => String, {nullable: true, description: 'Only within this track of it.'})
  @Matches(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  @MaxLength(40)
  trackKey?: string | null;

  @Field(() => Date, {nullable: true, description: 'Until when; left out, until it is revoked.'})
  until?: Date | null;
}

@InputType({description: 'Somebody who is to come.'})
export class InvitationInput {
  @Field(() => String, {
    nullable: true,
    description:
      'The name to sign in with: 2 to 60 letters or digits, joined by . _ - or @. Left out, the address for mail is the name.',
  })
  @MaxLength(60)
  name?: string | null;

  @Field(() => String, {description: 'The name that others see, at most 100 characters.'})
  @Matches(DISPLAY_NAME)
  @MaxLength(100)
  displayName: string;

  @Field(() => String, {nullable: true, description: 'Where the invitation goes. Kept encrypted.'})
  @MaxLength(254)
  email?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Where the account is administered from; left out, the place of your own account.',
  })
  @Length(26, 26)
  organisationId?: string | null;

  @Field(() => [InvitedGrantInput], {defaultValue: [], description: 'What it may do from the first day, at most 20.'})
  @ArrayMaxSize(20)
  grants: InvitedGrantInput[];
}
