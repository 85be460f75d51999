import {PageArgs} from '@concours/kernel/page';
import {ArrayMaxSize, ArrayMinSize, MaxLength} from 'class-validator';
import {ArgsType, Field, ID, InputType} from 'type-graphql';
import {ReminderAbout} from './reminder.kinds.js';

@InputType({description: 'A reminder, the same to each of some units.'})
export class ReminderInput {
  @Field(() => [ID], {description: 'The units, 1 to 200.'})
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  organisationIds: string[];

  @Field(() => ReminderAbout, {description: 'What it is about; the alert leads to the page for it.'})
  about: ReminderAbout;

  @Field(() => String, {description: 'What it says, 1 to 200 characters.'})
  @MaxLength(400)
  text: string;
}

@ArgsType()
export class RemindersArgs extends PageArgs {
  @Field(() => ID, {description: 'The campaign.'})
  campaignId: string;

  @Field(() => ID, {nullable: true, description: 'To this unit and to what is below it.'})
  organisationId?: string | null;
}
