import type {Checked} from '@concours/kernel/input-check';
import {PageArgs} from '@concours/kernel/page';
import {inputInvalid} from '@concours/kernel/refusal';
import type {Role} from '@concours/schema/access';
import {ArrayMaxSize, Length, Matches, MaxLength} from 'class-validator';
import {ArgsType, Field, ID, InputType} from 'type-graphql';
import {Roles} from './grant.js';

@InputType({description: 'A role for an account at an organisation.'})
export class GrantInput implements Checked {
  @Field(() => ID, {description: 'Who gets it.'})
  @Length(26, 26)
  accountId: string;

  @Field(() => Roles, {description: 'The role.'})
  role: Role;

  @Field(() => ID, {description: 'Where; it reaches all below.'})
  @Length(26, 26)
  organisationId: string;

  @Field(() => ID, {nullable: true, description: 'Within this campaign only.'})
  @Length(26, 26)
  campaignId?: string | null;

  @Field(() => String, {nullable: true, description: 'Within this track of the campaign only.'})
  @Matches(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  @MaxLength(40)
  trackKey?: string | null;

  @Field(() => Date, {nullable: true, description: 'It ends at this instant.'})
  until?: Date | null;

  check(): void {
    if (this.trackKey && !this.campaignId) {
      throw inputInvalid({
        field: 'trackKey',
        reason: {zh: '请同时指定活动。', en: 'a track is named together with its campaign.'},
      });
    }
  }
}

@ArgsType()
export class GrantsArgs extends PageArgs {
  @Field(() => ID, {description: 'At this organisation.'})
  @Length(26, 26)
  organisationId: string;

  @Field(() => Boolean, {defaultValue: false, description: 'And at all below it.'})
  below: boolean;

  @Field(() => [Roles], {nullable: true, description: 'Only these roles.'})
  @ArrayMaxSize(20)
  roles?: Role[] | null;
}
