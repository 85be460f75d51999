import {idColumn, utcColumn} from '@concours/kernel/columns';
import {Column, Entity, PrimaryColumn} from 'typeorm';

/** When a plan was last counted again from its reports, and when that last found something wrong. */
@Entity('plan_check')
export class PlanCheck {
  @PrimaryColumn(idColumn)
  campaignId: string;

  @Column(utcColumn)
  checkedAt: Date;

  @Column('int')
  differing: number;

  @Column({...utcColumn, nullable: true})
  alarmAt: Date | null;

  @Column('int')
  alarmFigures: number;
}
