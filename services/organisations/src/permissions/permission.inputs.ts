import type {Checked} from '@concours/kernel/input-check';
import {inputInvalid} from '@concours/kernel/refusal';
import {Length, MaxLength} from 'class-validator';
import {ArgsType, Field, ID} from 'type-graphql';

@ArgsType()
export class PermissionQuestionArgs implements Checked {
  @Field(() => ID, {description: 'Whose account.'})
  @Length(26, 26)
  accountId: string;

  @Field(() => String, {
    description: 'The name of the permission, such as report.review; INPUT_INVALID for an unknown one.',
  })
  @MaxLength(60)
  permission: string;

  @Field(() => ID, {
    description: 'At this organisation. For what concerns a campaign as a whole, the one that owns the campaign.',
  })
  @Length(26, 26)
  organisationId: string;

  @Field(() => ID, {nullable: true, description: 'Within this campaign; left out, for every campaign.'})
  @Length(26, 26)
  campaignId?: string | null;

  @Field(() => String, {nullable: true, description: 'Within this track of the campaign.'})
  @MaxLength(40)
  trackKey?: string | null;

  check(): void {
    if (this.trackKey && !this.campaignId) throw inputInvalid({field: 'trackKey'});
  }
}
