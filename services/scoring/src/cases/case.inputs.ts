import {PageArgs} from '@concours/kernel/page';
import {ArrayMaxSize, Length, Matches, Max, MaxLength, Min} from 'class-validator';
import {ArgsType, Field, ID, InputType, Int} from 'type-graphql';
import {CaseState, ComplaintKind, ComplaintState, Measure} from './case.kinds.js';

const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/;

@InputType({description: 'A case to open.'})
export class CaseInput {
  @Field(() => ID, {description: 'The round.'})
  @MaxLength(80)
  roundId: string;

  @Field(() => ID, {nullable: true, description: 'The entry it is about; left out where nobody knows whom it helps.'})
  @Matches(ULID)
  entryId?: string | null;

  @Field(() => String, {description: 'What it is about, 2 to 120 characters.'})
  @Length(2, 120)
  title: string;

  @Field(() => String, {
    nullable: true,
    description: 'For those who decide, at most 2,000 characters; the entrant does not see it.',
  })
  @MaxLength(2_000)
  note?: string | null;

  @Field(() => [ID], {description: 'Signals that are its evidence, at most 200; their ballots are put aside.'})
  @ArrayMaxSize(200)
  @Matches(ULID, {each: true})
  signalIds: string[];

  @Field(() => [ID], {description: 'Complaints that are its evidence, at most 200.'})
  @ArrayMaxSize(200)
  @Matches(ULID, {each: true})
  complaintIds: string[];
}

@InputType({description: 'More evidence for a case.'})
export class EvidenceInput {
  @Field(() => ID, {description: 'The case.'})
  @Matches(ULID)
  caseId: string;

  @Field(() => [ID], {description: 'Signals, at most 200; their ballots are put aside.'})
  @ArrayMaxSize(200)
  @Matches(ULID, {each: true})
  signalIds: string[];

  @Field(() => [ID], {description: 'Complaints, at most 200.'})
  @ArrayMaxSize(200)
  @Matches(ULID, {each: true})
  complaintIds: string[];
}

@InputType({description: 'A question to the entrant.'})
export class HearingInput {
  @Field(() => ID, {description: 'The case.'})
  @Matches(ULID)
  caseId: string;

  @Field(() => Int, {description: 'How many days the entrant has, 1 to 30.'})
  @Min(1)
  @Max(30)
  days: number;
}

@InputType({description: 'What the entrant says.'})
export class StatementInput {
  @Field(() => ID, {description: 'The case.'})
  @Matches(ULID)
  caseId: string;

  @Field(() => String, {description: 'The statement, 2 to 4,000 characters.'})
  @Length(2, 4_000)
  statement: string;
}

@InputType({description: 'A step of the ladder.'})
export class DecisionInput {
  @Field(() => ID, {description: 'The case.'})
  @Matches(ULID)
  caseId: string;

  @Field(() => Measure, {description: 'What is to be done.'})
  measure: Measure;

  @Field(() => String, {
    description:
      'Why, 2 to 1,000 characters: everybody can read it with the correction; of voids the ledger keeps its hash.',
  })
  @Length(2, 1_000)
  reason: string;
}

@InputType({description: 'What the entrant says against a decision.'})
export class AppealInput {
  @Field(() => ID, {description: 'The decision.'})
  @Matches(ULID)
  decisionId: string;

  @Field(() => String, {description: 'The appeal, 2 to 4,000 characters.'})
  @Length(2, 4_000)
  appeal: string;
}

@InputType({description: 'The answer to an appeal.'})
export class AppealDecisionInput {
  @Field(() => ID, {description: 'The decision that was appealed against.'})
  @Matches(ULID)
  decisionId: string;

  @Field(() => Boolean, {description: 'Whether the decision stays; otherwise all of it is taken back.'})
  upheld: boolean;

  @Field(() => String, {description: 'Why, 2 to 1,000 characters.'})
  @Length(2, 1_000)
  reason: string;
}

@InputType({description: 'A complaint or suggestion.'})
export class ComplaintInput {
  @Field(() => ID, {description: 'The round.'})
  @MaxLength(80)
  roundId: string;

  @Field(() => ID, {nullable: true, description: 'The entry it is about, if it is about one.'})
  @Matches(ULID)
  entryId?: string | null;

  @Field(() => ComplaintKind, {description: 'What it is about.'})
  kind: ComplaintKind;

  @Field(() => String, {description: 'What happened, 10 to 2,000 characters.'})
  @Length(10, 2_000)
  text: string;
}

@ArgsType()
export class CasePageArgs extends PageArgs {
  @Field(() => CaseState, {nullable: true, description: 'Only cases of this state.'})
  state?: CaseState | null;
}

@ArgsType()
export class ComplaintPageArgs extends PageArgs {
  @Field(() => ComplaintState, {nullable: true, description: 'Only complaints of this state.'})
  state?: ComplaintState | null;
}
