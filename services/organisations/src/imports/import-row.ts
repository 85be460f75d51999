import {idColumn, keyColumn} from '@concours/kernel/columns';
import {Field, Int, ObjectType} from 'type-graphql';
import {Column as Stored, Entity, Index, PrimaryColumn} from 'typeorm';
import type {Cells, RowChange, RowProblem} from './row.rules.js';
import {ImportOutcomes, ParentMatches, type ImportOutcome, type ParentMatchBy} from './import.kinds.js';

@ObjectType({description: 'An organisation above that was found by a name (R13).'})
export class ParentMatch {
  @Field(() => String, {description: 'What the file says.'})
  text: string;

  @Field(() => ParentMatches, {description: 'By what it was found.'})
  by: ParentMatchBy;

  @Field(() => String, {description: 'The code of the organisation that was found, in the file or there already.'})
  code: string;

  @Field(() => String, {description: 'What it is called.'})
  name: string;
}

@ObjectType({description: 'What a row changes about an organisation.'})
export class ImportChange {
  @Field(() => String, {description: 'Which column.'})
  column: string;

  @Field(() => String, {nullable: true, description: 'What is there now. Null for nothing, and for added aliases.'})
  before: string | null;

  @Field(() => String, {nullable: true, description: 'What will be there. Null: it is taken away.'})
  after: string | null;
}

@ObjectType('OrganisationImportJobRow', {description: 'A row of the file, and what becomes of it.'})
@Entity('organisation_import_row')
@Index('organisation_import_row_outcome', ['importId', 'outcome', 'number'])
export class ImportRow {
  @PrimaryColumn(idColumn)
  importId: string;

  @Field(() => Int, {description: 'Its number in the file, as a spreadsheet counts: the heading is a row too.'})
  @PrimaryColumn('int')
  number: number;

  /** As the file has them, cut where no column could take more. */
  @Stored('json')
  cells: Cells;

  @Field(() => String, {description: 'The code it gives; empty if it has none.'})
  @Stored({type: 'varchar', length: 100})
  code: string;

  @Field(() => ImportOutcomes, {description: 'What becomes of it.'})
  @Stored(keyColumn(10))
  outcome: ImportOutcome;

  @Stored({type: 'json', nullable: true})
  problems: RowProblem[] | null;

  @Stored({type: 'json', nullable: true})
  changes: RowChange[] | null;

  /** Found by name; a parent given by code stands in the cells. */
  @Field(() => ParentMatch, {nullable: true, description: 'The organisation above, where the file gives it by name.'})
  @Stored({type: 'json', nullable: true})
  parentMatch: ParentMatch | null;

  /** In which pass it is written (see `waves`). */
  @Stored('int')
  wave: number;
}
