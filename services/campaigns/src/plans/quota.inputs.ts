import {PageArgs} from '@concours/kernel/page';
import {inputInvalid} from '@concours/kernel/refusal';
import {ArrayMaxSize, ArrayMinSize, MaxLength, ValidateNested} from 'class-validator';
import {ArgsType, Field, ID, InputType, Int} from 'type-graphql';
import type {GivenRow} from './quota.service.js';

@ArgsType()
export class BelowArgs extends PageArgs {
  @Field(() => ID, {description: 'The unit above.'})
  organisationId: string;
}

@InputType({description: 'A number for one metric.'})
export class TargetInput {
  @Field(() => String, {description: "The metric's key."})
  @MaxLength(40)
  metric: string;

  @Field(() => Int, {
    nullable: true,
    description: 'How many, 0 to 2,000,000,000; null takes the number away, which is not the same as 0 (A18).',
  })
  target?: number | null;
}

@InputType({description: "A unit's numbers; metrics that are not named keep theirs."})
export class QuotaInput {
  @Field(() => ID, {description: 'The unit.'})
  @MaxLength(26)
  organisationId: string;

  @Field(() => [TargetInput], {description: 'Its numbers, one for a metric.'})
  @ArrayMaxSize(50)
  @ValidateNested({each: true})
  targets: TargetInput[];
}

@ArgsType()
export class QuotasArgs {
  @Field(() => [QuotaInput], {description: 'Up to 200 units at once, each once.'})
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ValidateNested({each: true})
  rows: QuotaInput[];

  check(): void {
    if (new Set(this.rows.map(({organisationId}) => organisationId)).size < this.rows.length)
      throw inputInvalid({field: 'rows'});
  }
}

export function givenRow({organisationId, targets}: QuotaInput): GivenRow {
  return {organisationId, targets: givenTargets(targets)};
}

export function givenTargets(targets: readonly TargetInput[]): Record<string, number | null> {
  return Object.fromEntries(targets.map(({metric, target}) => [metric, target ?? null]));
}
