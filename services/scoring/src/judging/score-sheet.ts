import {idColumn, keyColumn, utcColumn} from '@concours/kernel/database';
import {Column, Entity, PrimaryColumn} from 'typeorm';

/** What one judge wrote about one entry. */
@Entity('score_sheet')
export class ScoreSheetRow {
  @PrimaryColumn(keyColumn(80))
  roundId: string;

  @PrimaryColumn(keyColumn(40))
  component: string;

  @PrimaryColumn(idColumn)
  entryId: string;

  @PrimaryColumn(idColumn)
  judge: string;

  /** Exact decimals as text, by criterion key; criteria without points are absent. */
  @Column('json')
  scores: Record<string, string>;

  @Column('boolean')
  abstained: boolean;

  @Column('boolean')
  conflict: boolean;

  @Column('int')
  version: number;

  @Column(utcColumn)
  savedAt: Date;
}
