import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';

/** What a second person made of it; null while it waits for one. */
export type ImportDecision = 'CONFIRMED' | 'REJECTED';

/** Counts of a vote held elsewhere, as they were brought in once (R124). Nothing of it changes but the decision; a correction is a new one. */
@Entity('external_import')
@Index('external_import_version', ['roundId', 'component', 'version'], {unique: true})
@Index('external_import_pending', ['roundId', 'component', 'pending'], {unique: true})
export class ExternalImport {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(keyColumn(80))
  roundId: string;

  @Column(keyColumn(40))
  component: string;

  /** 1, 2, 3 … of the component. The last one that was confirmed counts. */
  @Column('int')
  version: number;

  /** 1 while it waits for a decision, then null: so the database lets no second one wait beside it. */
  @Column({type: 'int', nullable: true})
  pending: 1 | null;

  @Column({type: 'varchar', length: 200})
  source: string;

  @Column({type: 'varchar', length: 500, nullable: true})
  link: string | null;

  /** The instant whose counts they are. */
  @Column(utcColumn)
  takenAt: Date;

  @Column({type: 'varchar', length: 1000, nullable: true})
  note: string | null;

  /** Why it takes the place of the one before; null for the first. */
  @Column({type: 'varchar', length: 500, nullable: true})
  reason: string | null;

  /** The file that the counts were read from; null where they were typed. */
  @Column({...idColumn, nullable: true})
  tableId: string | null;

  @Column(idColumn)
  importedBy: string;

  @Column({type: 'varchar', length: 191})
  importedByName: string;

  @Column(utcColumn)
  importedAt: Date;

  @Column({...keyColumn(10), nullable: true})
  decision: ImportDecision | null;

  @Column({...idColumn, nullable: true})
  decidedBy: string | null;

  @Column({type: 'varchar', length: 191, nullable: true})
  decidedByName: string | null;

  @Column({...utcColumn, nullable: true})
  decidedAt: Date | null;

  @Column({type: 'varchar', length: 500, nullable: true})
  decisionReason: string | null;
}

/** The votes of one entry in one import. */
@Entity('external_count')
export class ExternalCount {
  @PrimaryColumn(idColumn)
  importId: string;

  @PrimaryColumn(idColumn)
  entryId: string;

  @Column('int')
  votes: number;
}
