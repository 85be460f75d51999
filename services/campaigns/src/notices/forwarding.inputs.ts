import {MaxLength, ArrayMaxSize, ArrayMinSize, ValidateNested} from 'class-validator';
import {Field, ID, InputType} from 'type-graphql';

@InputType({description: 'A deadline that a unit sets for those below it.'})
export class OwnDateInput {
  @Field(() => String, {
    description: 'Which of the campaign: a place of `Notice.deadlines`, such as tracks[poster].deadline.',
  })
  @MaxLength(200)
  place: string;

  @Field(() => String, {
    description:
      "Until when, in the campaign's zone: a day (the whole of it) or a local time, such as 2024-07-25 or 2024-07-25T12:00.",
  })
  @MaxLength(20)
  at: string;
}

@InputType({description: 'What a letter says that sends notices on.'})
export class LetterInput {
  @Field(() => String, {nullable: true, description: 'The number of the letter, at most 100 characters.'})
  @MaxLength(100)
  number?: string | null;

  @Field(() => String, {description: 'Its title, 1 to 200 characters.'})
  @MaxLength(200)
  title: string;

  @Field(() => String, {description: 'What it asks besides, at most 5,000 characters.'})
  @MaxLength(5_000)
  instructions: string;
}

@InputType({description: 'One of the notices that a letter sends on.'})
export class ForwardedNoticeInput {
  @Field(() => ID, {description: "The notice's campaign."})
  campaignId: string;

  @Field(() => [OwnDateInput], {description: 'Deadlines of its own, each no later than what binds above; 50 at most.'})
  @ArrayMaxSize(50)
  @ValidateNested({each: true})
  dates: OwnDateInput[];
}

@InputType({description: 'A letter by which a unit sends one or more notices on to those below it (R9).'})
export class ForwardingInput extends LetterInput {
  @Field(() => ID, {description: 'The unit that sends it.'})
  organisationId: string;

  @Field(() => [ForwardedNoticeInput], {description: 'The notices, 1 to 10.'})
  @ArrayMinSize(1)
  @ArrayMaxSize(10)
  @ValidateNested({each: true})
  notices: ForwardedNoticeInput[];
}
