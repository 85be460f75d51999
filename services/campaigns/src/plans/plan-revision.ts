import {idColumn} from '@concours/kernel/columns';
import {Column, Entity, PrimaryColumn} from 'typeorm';

/** Counts the changes of a plan's progress. Raising it is the lock under which progress changes. */
@Entity('plan_revision')
export class PlanRevision {
  @PrimaryColumn(idColumn)
  campaignId: string;

  @Column('int')
  revision: number;
}
