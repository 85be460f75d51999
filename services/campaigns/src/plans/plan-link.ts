import {idColumn} from '@concours/kernel/columns';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';

/** Reports of one campaign are counted in the plan of another above it, for these of its metrics (R113). */
@Entity('plan_link')
@Index('plan_link_target', ['targetId'])
export class PlanLink {
  @PrimaryColumn(idColumn)
  sourceId: string;

  @PrimaryColumn(idColumn)
  targetId: string;

  @Column('json')
  metrics: string[];
}
