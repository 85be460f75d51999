import {Language, languageArg, pick} from '@concours/kernel/languages';
import type {BilingualText} from '@concours/kernel/refusal';
import {Field, Int, ObjectType} from 'type-graphql';
import {Organisation} from '../organisations/organisation.js';
import type {ReadTable, TableFault} from './allocation-table.rules.js';

@ObjectType({description: 'A number of a table that was read.'})
export class ReadTarget {
  @Field(() => String, {description: "The metric's key."})
  metric: string;

  @Field(() => Int, {nullable: true, description: 'The number; null where the table has none.'})
  target: number | null;
}

@ObjectType({description: 'A row of a table that was read.'})
export class AllocationTableRow {
  @Field(() => Int, {description: 'Its line, as a spreadsheet counts.'})
  line: number;

  @Field(() => String, {description: 'The unit as the table names it.'})
  text: string;

  @Field(() => Organisation, {
    nullable: true,
    description: 'Which unit that is; null where none or several could be meant.',
  })
  organisation: Organisation | null;

  @Field(() => [ReadTarget], {description: 'Its numbers.'})
  targets: ReadTarget[];
}

@ObjectType({description: 'A total of a table that was read (R32).'})
export class AllocationTableSum {
  @Field(() => String, {description: "The metric's key."})
  metric: string;

  @Field(() => Int, {nullable: true, description: 'What the table prints; null if it prints none.'})
  printed: number | null;

  @Field(() => Int, {description: 'What its rows add up to.'})
  counted: number;
}

@ObjectType({description: 'Something that is wrong with a table that was read.'})
export class AllocationTableProblem {
  @Field(() => Int, {description: 'The line.'})
  line: number;

  @Field(() => String, {description: 'UNIT_UNKNOWN, UNIT_TWICE, NUMBER_INVALID, SUM_WRONG or COLUMNS_MISSING.'})
  code: TableFault;

  words: BilingualText;

  @Field(() => String, {description: 'In words.'})
  message(@languageArg() language: Language): string {
    return pick(this.words, language);
  }
}

const words: Record<TableFault, (text: string) => BilingualText> = {
  UNIT_UNKNOWN: (text) => ({
    zh: `下级单位中没有“${text}”，或有多个`,
    en: `No unit below, or several, could be "${text}"`,
  }),
  UNIT_TWICE: (text) => ({zh: `“${text}”出现两次`, en: `"${text}" stands there twice`}),
  NUMBER_INVALID: (text) => ({zh: `“${text}”不是不小于 0 的整数`, en: `"${text}" is no whole number from 0`}),
  SUM_WRONG: (text) => ({
    zh: `合计与各行之和不符：${text}`,
    en: `The printed total is not what the rows add up to: ${text}`,
  }),
  COLUMNS_MISSING: (text) => ({
    zh: `没有找到“单位”列和指标列（${text}）`,
    en: `There is no column of units, or none of ${text}`,
  }),
};

@ObjectType({
  description:
    'An allocation as it was pasted or picked as a file, read against the units below one. Nothing is changed.',
})
export class AllocationTable {
  @Field(() => [AllocationTableRow], {description: 'Its rows, 2,000 at most.'})
  rows: AllocationTableRow[];

  @Field(() => [AllocationTableSum], {description: 'Its totals.'})
  sums: AllocationTableSum[];

  @Field(() => [AllocationTableProblem], {description: 'What is wrong with it; empty if nothing is.'})
  problems: AllocationTableProblem[];

  static of({rows, sums, faults}: ReadTable): AllocationTable {
    return Object.assign(new AllocationTable(), {
      rows: rows.map(({line, text, unitId, targets}) => ({
        ...{line, text},
        organisation: unitId === null ? null : Organisation.of(unitId),
        targets: Object.entries(targets).map(([metric, target]) => ({metric, target})),
      })),
      sums,
      problems: faults.map(({line, fault, text}) =>
        Object.assign(new AllocationTableProblem(), {line, code: fault, words: words[fault](text)}),
      ),
    });
  }
}
