import {PageArgs} from '@concours/kernel/page';
import {ArrayMaxSize, MaxLength} from 'class-validator';
import {ArgsType, Field, ID, InputType, Int} from 'type-graphql';
import {ReportState} from './report.kinds.js';

@InputType({description: 'An offline event (R39). Anything else is refused with INPUT_INVALID, naming the field.'})
export class ReportInput {
  @Field(() => ID, {description: 'The unit that held it; below the root of the plan.'})
  organisationId: string;

  @Field(() => String, {description: 'Title, 1 to 120 characters.'})
  title: string;

  @Field(() => String, {description: "The day, YYYY-MM-DD; not after today in the campaign's zone."})
  heldOn: string;

  @Field(() => String, {description: 'Key of one of the forms of the plan.'})
  form: string;

  @Field(() => String, {description: 'Where, 1 to 200 characters.'})
  place: string;

  @Field(() => String, {description: 'What happened, 1 to 5,000 characters.'})
  content: string;

  @Field(() => Int, {description: 'How many took part, 0 to 1,000,000.'})
  participants: number;

  @Field(() => Int, {description: 'How many workers were met face to face, 0 to 1,000,000.'})
  workersReached: number;

  @Field(() => Int, {description: 'How many publicists were recruited, 0 to 100,000.'})
  publicists: number;

  @Field(() => Int, {description: 'How many were reached online and offline, 0 to 100,000,000.'})
  audience: number;

  @Field(() => String, {nullable: true, description: 'The enterprise that was entered, at most 120 characters.'})
  enterprise: string | null;

  @Field(() => [String], {description: 'Addresses of what the media wrote; ten at most, http or https.'})
  links: string[];

  @Field(() => [String], {nullable: true, description: 'Keys of topics of the plan (R41).'})
  topics?: string[] | null;

  @Field(() => [String], {nullable: true, description: 'Keys of channels on which it was spread online (R42).'})
  channels?: string[] | null;

  @Field(() => [String], {nullable: true, description: 'Keys of the statements the unit confirms (R117).'})
  confirmed?: string[] | null;
}

@InputType({description: 'What an approved report counts for, as it should have been. INPUT_INVALID names the field.'})
export class ReportCorrectionInput {
  @Field(() => String, {description: "The day, YYYY-MM-DD; not after today in the campaign's zone."})
  heldOn: string;

  @Field(() => Int, {description: 'How many took part, 0 to 1,000,000.'})
  participants: number;

  @Field(() => Int, {description: 'How many workers were met face to face, 0 to 1,000,000.'})
  workersReached: number;

  @Field(() => Int, {description: 'How many publicists were recruited, 0 to 100,000.'})
  publicists: number;

  @Field(() => Int, {description: 'How many were reached online and offline, 0 to 100,000,000.'})
  audience: number;

  @Field(() => String, {nullable: true, description: 'The enterprise that was entered, at most 120 characters.'})
  enterprise: string | null;
}

@InputType({description: 'Which reports to list; what is left out does not narrow the list.'})
export class ReportFilter {
  @Field(() => [ReportState], {nullable: true, description: 'In one of these states.'})
  @ArrayMaxSize(5)
  states?: ReportState[] | null;

  @Field(() => ID, {nullable: true, description: 'Of this unit and of everything below it.'})
  organisationId?: string | null;

  @Field(() => String, {nullable: true, description: 'Words in title, place or enterprise; at most 100 characters.'})
  @MaxLength(100)
  search?: string | null;

  @Field(() => [String], {nullable: true, description: 'Of one of these forms, by key.'})
  @ArrayMaxSize(50)
  forms?: string[] | null;

  @Field(() => String, {nullable: true, description: 'Held on this day or later, YYYY-MM-DD.'})
  @MaxLength(10)
  heldFrom?: string | null;

  @Field(() => String, {nullable: true, description: 'Held on this day or earlier, YYYY-MM-DD.'})
  @MaxLength(10)
  heldUntil?: string | null;

  @Field(() => Boolean, {nullable: true, description: 'Handed in, and for the caller to decide on.'})
  awaitingMe?: boolean | null;

  @Field(() => Boolean, {nullable: true, description: 'Those that look like another report of the same unit and day.'})
  duplicates?: boolean | null;
}

@ArgsType()
export class ReportsArgs extends PageArgs {
  @Field(() => ID, {description: 'The campaign.'})
  campaignId: string;

  @Field(() => ReportFilter, {nullable: true, description: 'Narrows the list.'})
  filter?: ReportFilter | null;
}
