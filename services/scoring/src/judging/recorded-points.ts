import {idColumn, keyColumn, utcColumn} from '@concours/kernel/database';
import {Column, Entity, PrimaryColumn} from 'typeorm';

/** Points that a clerk recorded for an entry on one component, such as the quiz (A42). */
@Entity('recorded_points')
export class RecordedPoints {
  @PrimaryColumn(keyColumn(80))
  roundId: string;

  @PrimaryColumn(keyColumn(40))
  component: string;

  @PrimaryColumn(idColumn)
  entryId: string;

  /** An exact decimal as text. */
  @Column(keyColumn(20))
  points: string;

  @Column(idColumn)
  recordedBy: string;

  @Column(utcColumn)
  recordedAt: Date;
}
