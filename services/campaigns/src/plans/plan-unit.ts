import {idColumn, keyColumn} from '@concours/kernel/columns';
import {Column, Entity, PrimaryColumn} from 'typeorm';

/** What a unit itself has done, without those below: what moves when it moves, and how a unit counts once (R43). */
@Entity('plan_own')
export class PlanUnit {
  @PrimaryColumn(idColumn)
  campaignId: string;

  @PrimaryColumn(idColumn)
  organisationId: string;

  @PrimaryColumn(keyColumn(81))
  measure: string;

  @Column('int')
  reports: number;

  @Column('int')
  amount: number;
}
