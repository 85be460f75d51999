import {idColumn, keyColumn} from '@concours/kernel/columns';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';

/** What has been done at a unit and everywhere below it, by metric. Always equal to a recount of the approved reports. */
@Entity('plan_progress')
@Index('plan_progress_revision', ['campaignId', 'revision'])
export class PlanProgress {
  @PrimaryColumn(idColumn)
  campaignId: string;

  @PrimaryColumn(idColumn)
  organisationId: string;

  @PrimaryColumn(keyColumn(40))
  metricKey: string;

  @Column('int')
  done: number;

  /** The plan's revision at which this changed last: what a live feed reads on from. */
  @Column('int')
  revision: number;
}
