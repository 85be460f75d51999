import {idColumn, keyColumn} from '@concours/kernel/columns';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';

/** What has been done at a unit and everywhere below it, by measure. Always equal to a recount of the approved reports. */
@Entity('plan_done')
@Index('plan_done_revision', ['campaignId', 'revision'])
@Index('plan_done_measure', ['campaignId', 'measure', 'done'])
export class PlanProgress {
  @PrimaryColumn(idColumn)
  campaignId: string;

  @PrimaryColumn(idColumn)
  organisationId: string;

  /** A metric's key, or `metric/side` for one side of an either-or metric. */
  @PrimaryColumn(keyColumn(81))
  measure: string;

  @Column('int')
  done: number;

  /** The plan's revision at which this changed last: what a live feed reads on from. */
  @Column('int')
  revision: number;
}
