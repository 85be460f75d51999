import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Field, ID, Int, ObjectType} from 'type-graphql';
import {Column as Stored, Entity, Index, PrimaryColumn} from 'typeorm';
import type {Column} from './columns.rules.js';
import {
  ImportFormats,
  ImportModes,
  ImportStates,
  type ImportFormat,
  type ImportMode,
  type ImportState,
} from './import.kinds.js';

/** Rows of organisations in one file, without its heading. */
export const MAX_ROWS = 100_000;
/** Bytes of a file. */
export const MAX_FILE = 33_554_432;

@ObjectType({description: 'A column of the file that was recognised.'})
export class ImportColumn {
  @Field(() => String, {description: 'What it is, as a field: code, nameZh, nameEn, parent, kind, level …'})
  column: Column;

  @Field(() => String, {description: 'The heading under which the file has it.'})
  heading: string;
}

/** Where the one who asked for an import held a role: it goes by these, as far as they still hold when it runs. */
export interface Reach {
  role: string;
  organisation: string;
}

@ObjectType({
  description: `An import of organisations from a CSV or XLSX file of at most ${MAX_FILE} bytes and ${MAX_ROWS} rows. Reading it changes nothing; applying it does.`,
})
@Entity('organisation_import')
@Index('organisation_import_place', ['organisationId', 'id'])
@Index('organisation_import_state', ['state', 'leaseUntil'])
export class OrganisationImportJob {
  @Field(() => ID, {description: 'Its id.'})
  @PrimaryColumn(idColumn)
  id: string;

  @Field(() => String, {description: 'What the file is called.'})
  @Stored({type: 'varchar', length: 200})
  fileName: string;

  @Field(() => ImportFormats, {description: 'What kind of file it is: told by its content, not by its name.'})
  @Stored(keyColumn(10))
  format: ImportFormat;

  @Field(() => Int, {description: 'The size of the file in bytes.'})
  @Stored('int')
  size: number;

  @Field(() => ImportModes, {description: 'What it may do with organisations that exist already.'})
  @Stored(keyColumn(20))
  mode: ImportMode;

  @Field(() => ImportStates, {description: 'How far it has come.'})
  @Stored(keyColumn(20))
  state: ImportState;

  @Field(() => String, {
    nullable: true,
    description: 'How the text of a CSV file was written: utf-8, gb18030, utf-16le.',
  })
  @Stored({...keyColumn(20), nullable: true})
  encoding: string | null;

  /** Null: the system itself. */
  @Stored({...idColumn, nullable: true})
  accountId: string | null;

  @Field(() => String, {description: 'Who brought the file.'})
  @Stored({type: 'varchar', length: 200})
  startedBy: string;

  /** The highest place where whoever brought it administers: who administers above it sees it too. */
  @Stored({...idColumn, nullable: true})
  organisationId: string | null;

  @Stored('json')
  reach: Reach[];

  @Field(() => [ImportColumn], {description: 'The columns that were recognised, in the order of the file.'})
  @Stored('json')
  columns: ImportColumn[];

  @Field(() => [String], {description: 'Headings that mean nothing here; their columns were passed over.'})
  @Stored('json')
  ignored: string[];

  @Stored({type: 'json', nullable: true})
  problem: {code: string; facts: Record<string, string | number>} | null;

  @Field(() => Int, {
    description: 'How many rows the file has, without the heading and empty ones; 0 until they are counted.',
  })
  @Stored('int')
  rowTotal: number;

  @Field(() => Int, {description: 'How many rows have been read so far.'})
  @Stored('int')
  rowCount: number;

  @Field(() => Int, {description: 'How many of them are new organisations.'})
  @Stored('int')
  newCount: number;

  @Field(() => Int, {description: 'How many change an organisation.'})
  @Stored('int')
  changedCount: number;

  @Field(() => Int, {description: 'How many say what is there already.'})
  @Stored('int')
  unchangedCount: number;

  @Field(() => Int, {description: 'How many stay out.'})
  @Stored('int')
  refusedCount: number;

  @Field(() => Int, {
    description: 'How many rows there are to apply: the new and the changed ones, as they were checked.',
  })
  @Stored('int')
  toApplyCount: number;

  @Field(() => Int, {description: 'How many of those have been applied, or refused while they were being applied.'})
  @Stored('int')
  appliedCount: number;

  /** The place in the official order of the file's first row. */
  @Stored('int')
  firstPosition: number;

  /** The last row that was applied: what makes a repeat harmless. */
  @Stored('int')
  cursorWave: number;

  @Stored('int')
  cursorNumber: number;

  /** The instance that works on it; another one may take it after `leaseUntil`. */
  @Stored({...idColumn, nullable: true})
  leaseBy: string | null;

  @Stored({...utcColumn, nullable: true})
  leaseUntil: Date | null;

  @Field(() => Date, {description: 'When the file was brought.'})
  @Stored(utcColumn)
  startedAt: Date;

  @Field(() => Date, {nullable: true, description: 'When every row had its outcome.'})
  @Stored({...utcColumn, nullable: true})
  checkedAt: Date | null;

  @Field(() => Date, {nullable: true, description: 'When somebody asked for it to be applied.'})
  @Stored({...utcColumn, nullable: true})
  appliedAt: Date | null;

  @Field(() => Date, {nullable: true, description: 'When it was done, failed or was cancelled.'})
  @Stored({...utcColumn, nullable: true})
  finishedAt: Date | null;
}

/** A piece of an uploaded file, until its rows are read: whichever instance reads it finds all of it here. */
@Entity('organisation_import_chunk')
export class ImportChunk {
  @PrimaryColumn(idColumn)
  importId: string;

  @PrimaryColumn('int')
  number: number;

  @Stored('blob')
  bytes: Buffer;
}
