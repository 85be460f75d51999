import {ArrayMaxSize, IsUrl, Length, Matches, Max, MaxLength, Min, ValidateNested} from 'class-validator';
import {Field, ID, InputType, Int} from 'type-graphql';

const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/;
const MOST_VOTES = 999_999_999;

@InputType({description: 'The votes of one entry, as they were counted elsewhere.'})
export class ExternalCountInput {
  @Field(() => ID, {description: 'The entry.'})
  @Matches(ULID)
  entryId: string;

  @Field(() => Int, {description: 'Its votes, 0 to 999,999,999.'})
  @Min(0)
  @Max(MOST_VOTES)
  votes: number;
}

@InputType({
  description:
    'Counts of a vote that was held elsewhere (R124), with what bears them out: either a table that was sent before, or the counts themselves.',
})
export class ExternalVotesInput {
  @Field(() => ID, {description: 'The round.'})
  @MaxLength(80)
  roundId: string;

  @Field(() => String, {description: 'The key of the component, whose kind is EXTERNAL.'})
  @MaxLength(40)
  component: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'A CSV or XLSX that was sent to `POST /imports/rounds/<campaign>/<round key>/files?name=`, with headings for votes and for numbers or works. It is evidence itself.',
  })
  @Matches(ULID)
  tableId?: string | null;

  @Field(() => [ExternalCountInput], {nullable: true, description: 'The counts, typed; where there is no table.'})
  @ArrayMaxSize(2_000)
  @ValidateNested({each: true})
  counts?: ExternalCountInput[] | null;

  @Field(() => String, {description: 'Where the vote was held, as everybody reads it; 1 to 200 characters.'})
  @Length(1, 200)
  source: string;

  @Field(() => String, {nullable: true, description: 'The page of that vote, http or https; at most 500 characters.'})
  @MaxLength(500)
  @IsUrl({protocols: ['http', 'https'], require_protocol: true})
  link?: string | null;

  @Field(() => Date, {description: 'The instant whose counts they are; not in the future.'})
  takenAt: Date;

  @Field(() => String, {nullable: true, description: 'Whatever else a second person should know.'})
  @MaxLength(1_000)
  note?: string | null;

  @Field(() => [ID], {
    defaultValue: [],
    description:
      'Files sent as the table is: a picture of the page, a sealed paper. At least one where the counts are typed.',
  })
  @ArrayMaxSize(10)
  @Matches(ULID, {each: true})
  evidence: string[];

  @Field(() => Int, {
    nullable: true,
    description: 'All votes, as the other place states them: checked against the sum. At most 2,147,483,647.',
  })
  @Min(0)
  total?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why counts that were brought in before are wrong; needed once there are any.',
  })
  @MaxLength(500)
  reason?: string | null;

  @Field(() => Boolean, {defaultValue: false, description: 'Only says what would become of each row.'})
  dryRun: boolean;
}
