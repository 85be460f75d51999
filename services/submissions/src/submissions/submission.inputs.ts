import {PageArgs} from '@concours/kernel/page';
import {inputInvalid} from '@concours/kernel/refusal';
import {ArgsType, Field, ID, InputType, Int} from 'type-graphql';
import {SubmissionSort, SubmissionState} from './submission.kinds.js';

@InputType({description: "One of the fields the track's rules ask for."})
export class FieldInput {
  @Field(() => String, {description: "The field's key in the definition."})
  key: string;

  @Field(() => String, {description: 'What was entered; empty to clear it.'})
  value: string;
}

// One array for all: type-graphql compares defaults by identity.
const none: FieldInput[] = [];

@InputType({description: 'A new work. Its limits are those of the fields of Submission.'})
export class SubmissionInput {
  @Field(() => ID, {description: 'The campaign.'})
  campaignId: string;

  @Field(() => String, {description: 'The key of one of its tracks.'})
  trackKey: string;

  @Field(() => ID, {description: 'The unit that hands it in.'})
  organisationId: string;

  @Field(() => String, {description: '1 to 120 code points.'})
  title: string;

  @Field(() => String, {description: '1 to 60 code points.'})
  author: string;

  @Field(() => Int, {description: 'How many perform.'})
  performers: number = 1;

  @Field(() => [FieldInput], {
    description: 'At most 100; may be completed until the work is handed in.',
  })
  fields: FieldInput[] = none;

  check(): void {
    checkFields(this.fields);
  }
}

@InputType({description: 'Which works of a campaign, in what order. All given conditions hold together.'})
export class SubmissionFilter {
  @Field(() => String, {nullable: true, description: 'One track.'})
  trackKey?: string | null;

  @Field(() => [SubmissionState], {nullable: true, description: 'Any of these states.'})
  states?: SubmissionState[] | null;

  @Field(() => ID, {nullable: true, description: 'Of this unit and all below it.'})
  organisationId?: string | null;

  @Field(() => ID, {nullable: true, description: 'Recommended by this unit.'})
  recommendedById?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Part of title, author or number; at most 100 characters. A whole telephone number or mail address also finds the works of which the caller may see it in clear.',
  })
  search?: string | null;

  @Field(() => SubmissionSort, {nullable: true, description: 'NUMBER unless given.'})
  sort?: SubmissionSort | null;

  check(): void {
    if ((this.search?.length ?? 0) > 100) throw inputInvalid({field: 'filter.search'});
  }
}

@ArgsType()
export class SubmissionPageArgs extends PageArgs {
  @Field(() => SubmissionFilter, {nullable: true, description: 'All works the caller may see, unless given.'})
  filter?: SubmissionFilter | null;

  override check(): void {
    super.check();
    this.filter?.check();
  }
}

@ArgsType()
export class AmendArgs {
  @Field(() => ID, {description: 'The work.'})
  id: string;

  @Field(() => Int, {description: 'The version the change was made on; VERSION_CONFLICT if there is a newer one.'})
  version: number;

  @Field(() => String, {nullable: true, description: 'Unchanged unless given.'})
  title?: string | null;

  @Field(() => String, {nullable: true, description: 'Unchanged unless given.'})
  author?: string | null;

  @Field(() => Int, {nullable: true, description: 'Unchanged unless given.'})
  performers?: number | null;

  @Field(() => [FieldInput], {nullable: true, description: 'Only the given fields change.'})
  fields?: FieldInput[] | null;

  check(): void {
    checkFields(this.fields ?? []);
  }
}

function checkFields(fields: FieldInput[]): void {
  if (fields.length > 100) throw inputInvalid({field: 'fields'});
}
