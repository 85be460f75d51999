import {Page} from '@concours/kernel/page';
import {Decimal} from '@concours/kernel/scalars';
import {Directive, Field, ID, Int, ObjectType} from 'type-graphql';
import {Entry} from '../entries/entry.js';
import {OrganisationStub} from '../organisations/organisation.js';
import {Component} from '../rounds/component.js';
import type {RoundView} from '../rounds/round.service.js';
import {SubmissionStub} from '../submissions/submission.js';

@ObjectType({description: 'How far one judge has come.'})
export class JudgeProgress {
  @Field(() => String, {description: 'The name the judge was seated under; for a judge, the own one only.'})
  judge: string;

  @Field(() => Int, {description: 'Entries with a whole sheet, an abstention or a declared conflict.'})
  done: number;

  @Field(() => Int, {description: 'Entries to score.'})
  total: number;

  @Field(() => Int, {
    description: "Of these, works of the judge's own unit: done without a sheet, and never counted (A29).",
  })
  recused: number;

  @Field(() => OrganisationStub, {
    nullable: true,
    description: "The judge's own unit; null for who comes from outside.",
  })
  organisation: OrganisationStub | null;

  @Field(() => Boolean, {description: 'Whether the sheets are handed in and no longer change.'})
  handedIn: boolean;
}

@ObjectType({description: 'Points for one criterion.'})
export class CriterionScore {
  @Field(() => String, {description: 'The key of the criterion.'})
  criterion: string;

  @Field(() => Decimal, {nullable: true, description: 'Null while there are none.'})
  points: string | null;
}

@ObjectType({description: "The caller's own sheet for one entry; nobody else's is ever shown while judging."})
@Directive('@key(fields: "id", resolvable: false)')
export class ScoreSheet {
  @Field(() => ID, {description: '`<entryId>:<component>`, of the caller.'})
  id: string;

  @Field(() => Entry, {description: 'What is scored.'})
  entry: Entry;

  @Field(() => SubmissionStub, {description: 'Its work.'})
  submission: SubmissionStub;

  @Field(() => [CriterionScore], {description: 'One for each criterion, in the order of the definition.'})
  scores: CriterionScore[];

  @Field(() => Boolean, {description: 'The judge abstains.'})
  abstained: boolean;

  @Field(() => Boolean, {description: 'The judge declared a conflict of interest.'})
  conflict: boolean;

  @Field(() => Boolean, {
    description: "The work comes from the judge's own unit: there is nothing to score, and nothing counts (A29).",
  })
  recused: boolean;

  @Field(() => Decimal, {nullable: true, description: 'The sum of the points; null while the sheet is not whole.'})
  total: string | null;

  @Field(() => Int, {description: 'Pass it back when saving; 0 before the first save.'})
  version: number;

  @Field(() => Boolean, {description: 'Whether it no longer changes.'})
  handedIn: boolean;
}

export const ScoreSheetPage = Page(ScoreSheet, 'ScoreSheet');
export type ScoreSheetPage = InstanceType<typeof ScoreSheetPage>;

@ObjectType({description: 'The panel of a round (R100).'})
export class Judging {
  view: RoundView;

  @Field(() => Component, {nullable: true, description: 'What the panel scores; null where no panel does.'})
  component: Component | null;

  @Field(() => Int, {description: 'How many judges have a seat.'})
  judges: number;
}

@ObjectType({description: 'Points that a clerk recorded for an entry (A42).'})
export class PointsRecord {
  @Field(() => Entry, {description: 'Whose points they are.'})
  entry: Entry;

  @Field(() => String, {description: 'The key of the component.'})
  component: string;

  @Field(() => Decimal, {description: 'As recorded last; corrections replace what was there until the freeze.'})
  points: string;
}
