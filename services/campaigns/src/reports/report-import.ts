import {Language, languageArg, pick} from '@concours/kernel/languages';
import type {BilingualText} from '@concours/kernel/refusal';
import {Field, ID, Int, ObjectType} from 'type-graphql';
import {ImportOutcome} from './report.kinds.js';

@ObjectType({description: 'One row of a statistics table, and what became of it.'})
export class ReportImportRow {
  @Field(() => Int, {description: 'Its number in the file, as a spreadsheet shows it.'})
  row: number;

  @Field(() => String, {description: 'The unit as it was typed: its name, else its code.'})
  unit: string;

  @Field(() => String, {description: 'The title as it was typed.'})
  title: string;

  @Field(() => String, {description: 'The day, as far as it could be read.'})
  heldOn: string;

  @Field(() => ImportOutcome, {description: 'What became of it, or would.'})
  outcome: ImportOutcome;

  @Field(() => ID, {
    nullable: true,
    description: 'The report it became; in a trial run and for what was left out null.',
  })
  reportId: string | null;

  private told: readonly BilingualText[];

  static of(row: Omit<ReportImportRow, 'problems' | 'told'>, told: readonly BilingualText[]): ReportImportRow {
    return Object.assign(new ReportImportRow(), row, {told});
  }

  @Field(() => [String], {description: 'Why it was refused, or is a draft only; all reasons at once.'})
  problems(@languageArg() language: Language): string[] {
    return this.told.map((text) => pick(text, language));
  }
}

@ObjectType({description: 'What a statistics table brought, row by row; 200 rows at most.'})
export class ReportImport {
  @Field(() => Boolean, {description: 'Whether it was a trial run, which keeps nothing.'})
  dryRun: boolean;

  @Field(() => [ReportImportRow], {description: 'In the order of the file.'})
  rows: ReportImportRow[];

  @Field(() => Int, {description: 'How many rows are, or would be, drafts or handed in.'})
  taken(): number {
    return this.rows.filter(({outcome}) => outcome === 'DRAFTED' || outcome === 'SUBMITTED').length;
  }

  static of(dryRun: boolean, rows: ReportImportRow[]): ReportImport {
    return Object.assign(new ReportImport(), {dryRun, rows});
  }
}
