import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';
import type {CorrectionKind} from './correction.kinds.js';

/** What a correction did to the count of one entry: differences, with their sign. */
export interface CorrectedEntry {
  /** The entry's number. */
  entry: number;
  votes: number;
  shown: number;
}

/** One change of what counts, who or what made it, and why. Triggers keep it from being changed. */
@Entity('tally_correction')
@Index('tally_correction_round', ['round', 'id'])
export class TallyCorrectionRow {
  @PrimaryColumn(idColumn)
  id: string;

  @Column('int')
  round: number;

  @Column(utcColumn)
  at: Date;

  @Column(keyColumn(20))
  kind: CorrectionKind;

  /** The signal whose rule did it; null where a person did. */
  @Column({...keyColumn(20), nullable: true})
  rule: string | null;

  @Column({...idColumn, nullable: true})
  byId: string | null;

  @Column({type: 'varchar', length: 191, nullable: true})
  byName: string | null;

  @Column('text')
  reason: string;

  @Column({...idColumn, nullable: true})
  caseId: string | null;

  @Column('int')
  ballots: number;

  @Column('json')
  entries: CorrectedEntry[];
}
