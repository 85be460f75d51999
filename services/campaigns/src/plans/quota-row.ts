import {Language, languageArg, pick} from '@concours/kernel/languages';
import {Page} from '@concours/kernel/page';
import type {BilingualText} from '@concours/kernel/refusal';
import {Field, Int, ObjectType, registerEnumType} from 'type-graphql';
import {Organisation} from '../organisations/organisation.js';
import {figureOf} from './counting.rules.js';
import {Metric} from './metric.js';
import type {Plan} from './plan.js';
import {isMet, type Targets} from './target.rules.js';

@ObjectType({description: 'What one side of an either-or metric has brought (R30).'})
export class QuotaSide {
  @Field(() => String, {description: "The side's key in the definition."})
  key: string;

  @Field(() => Int, {description: 'How many.'})
  done: number;
}

@ObjectType({description: 'One figure of a plan at one place of the tree.'})
export class QuotaCell {
  @Field(() => Metric, {description: 'What is counted.'})
  metric: Metric;

  @Field(() => Int, {
    nullable: true,
    description: 'How many were allocated. Null: none was, which is not the same as 0 (A18).',
  })
  target: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'What the unit has set itself beside that; the level above counts what is done alone (A20).',
  })
  own: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'What it has handed down to those below it, together; null: nothing (R38).',
  })
  allocated: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'How much more than its target it has handed down; less than 0: so much is still with it. Null: nothing to compare.',
  })
  over: number | null;

  @Field(() => Int, {
    description: 'How many approved reports, or people registered, at the unit and below it add up to.',
  })
  done: number;

  @Field(() => Boolean, {nullable: true, description: 'Whether the target is reached; null without a target (A17).'})
  met: boolean | null;

  @Field(() => [QuotaSide], {description: 'The sides of an either-or metric; empty for others.'})
  sides: QuotaSide[];

  @Field(() => Int, {
    nullable: true,
    description: 'Where the number binds each unit directly below: how many of them have reached it (A14).',
  })
  eachMet: number | null;

  @Field(() => Int, {nullable: true, description: 'And of how many.'})
  eachOf: number | null;
}

export enum QuotaSourceName {
  ROW = 'ROW',
  SPLIT = 'SPLIT',
  UNIT = 'UNIT',
}
registerEnumType(QuotaSourceName, {
  name: 'QuotaSource',
  description: "Who gave a unit its numbers: the notice's table, a part of one of its rows, or the unit above.",
});

@ObjectType({
  description:
    "A unit's figures: first those of the allocation's columns in their order, then the plan's other metrics.",
})
export class QuotaRow {
  @Field(() => Organisation, {description: 'The unit.'})
  organisation: Organisation;

  @Field(() => QuotaSourceName, {nullable: true, description: 'Who gave it its numbers; null: nobody has.'})
  source: QuotaSourceName | null;

  @Field(() => Int, {nullable: true, description: "Its place in the notice's table, from 0; null for others."})
  position: number | null;

  @Field(() => [QuotaCell], {description: 'Its figures.'})
  cells: QuotaCell[];
}

@ObjectType({description: "A page of a plan's rows."})
export class QuotaRowPage extends Page(QuotaRow, 'QuotaRow') {}

@ObjectType({
  description: 'A row of the allocation that is not one organisation: its members may follow later (R36, A19).',
})
export class QuotaBucket {
  @Field(() => String, {description: 'Its immutable key in the definition.'})
  key: string;

  @Field(() => Int, {description: "Its place in the notice's table, from 0."})
  position: number;

  @Field(() => [Organisation], {description: 'The units that it stands for, as far as they are known.'})
  members: Organisation[];

  @Field(() => [QuotaCell], {
    description: 'Its numbers, how much of them is split, and what its members have done together.',
  })
  cells: QuotaCell[];

  @Field(() => [QuotaRow], {description: 'The parts it is split into.'})
  parts: QuotaRow[];

  names: BilingualText;

  @Field(() => String, {description: 'What the notice calls it.'})
  name(@languageArg() language: Language): string {
    return pick(this.names, language);
  }
}

/** The numbers that a place has, from wherever. */
export interface Numbers {
  assigned: Targets;
  own?: Targets;
  allocated?: Targets;
  each?: Readonly<Record<string, readonly [met: number, of: number]>>;
}

export function cellsOf(plan: Plan, numbers: Numbers, done: Record<string, number> = {}): QuotaCell[] {
  return plan.cellMetrics().map((metric) => {
    const {key, definition} = metric;
    const target = numbers.assigned[key] ?? null;
    const own = numbers.own?.[key] ?? null;
    const allocated = numbers.allocated?.[key] ?? null;
    const figure = figureOf(definition, done);
    const measured = own ?? target;
    const each = numbers.each?.[key];
    const sides = 'either' in definition.count ? definition.count.either : [];
    return {
      metric,
      target,
      own,
      allocated,
      over: allocated === null || measured === null ? null : allocated - measured,
      done: figure,
      met: isMet(definition, target, figure),
      sides: sides.map((side) => ({key: side.key, done: done[`${key}/${side.key}`] ?? 0})),
      eachMet: each?.[0] ?? null,
      eachOf: each?.[1] ?? null,
    };
  });
}
