import {ArrayMaxSize, ArrayMinSize, Length, Matches, MaxLength} from 'class-validator';
import {Field, ID, InputType, Int} from 'type-graphql';

const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/;

@InputType({description: 'Somebody to sit on a panel.'})
export class JudgeInput {
  @Field(() => ID, {description: 'The account.'})
  @Matches(ULID)
  accountId: string;

  @Field(() => String, {
    description: 'How those who steer the round call the judge, at most 60 characters; never published.',
  })
  @Length(1, 60)
  name: string;

  @Field(() => ID, {
    nullable: true,
    description:
      "The judge's own unit: works of it and of all below it are not this judge's to score (A29). Left out for experts from outside; INPUT_INVALID for a unit that does not exist.",
  })
  @Matches(ULID)
  organisationId?: string | null;
}

@InputType({description: 'Points for one criterion.'})
export class CriterionScoreInput {
  @Field(() => String, {description: 'The key of the criterion.'})
  @MaxLength(40)
  criterion: string;

  @Field(() => String, {description: 'An exact decimal with at most four places, such as 88.5; plain digits only.'})
  @MaxLength(40)
  points: string;
}

@InputType({description: "A judge's sheet as far as it is filled in."})
export class ScoreInput {
  @Field(() => ID, {description: 'The round.'})
  @MaxLength(80)
  roundId: string;

  @Field(() => ID, {description: 'The entry.'})
  @MaxLength(26)
  entryId: string;

  @Field(() => [CriterionScoreInput], {description: 'The points so far; a criterion that is left out has none.'})
  @ArrayMaxSize(50)
  scores: CriterionScoreInput[];

  @Field(() => Boolean, {defaultValue: false, description: 'The judge abstains; the sheet does not count.'})
  abstain: boolean;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'The judge has a conflict of interest (R100); the sheet does not count.',
  })
  conflict: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'The version that was read; VERSION_CONFLICT if it has changed since.',
  })
  version?: number | null;
}

@InputType({description: 'Points of one entry on a component that a clerk records (A42).'})
export class PointsInput {
  @Field(() => ID, {description: 'The round.'})
  @MaxLength(80)
  roundId: string;

  @Field(() => ID, {description: 'The entry.'})
  @MaxLength(26)
  entryId: string;

  @Field(() => String, {description: 'The key of the component.'})
  @MaxLength(40)
  component: string;

  @Field(() => String, {description: 'An exact decimal with at most four places; plain digits only.'})
  @MaxLength(40)
  points: string;
}

@InputType({description: 'Who sits on the panel of a round.'})
export class PanelInput {
  @Field(() => ID, {description: 'The round.'})
  @MaxLength(80)
  roundId: string;

  @Field(() => [JudgeInput], {description: 'At most 50; who has a seat already keeps it.'})
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  judges: JudgeInput[];
}
