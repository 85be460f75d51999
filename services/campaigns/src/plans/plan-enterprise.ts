import {idColumn, keyColumn} from '@concours/kernel/columns';
import {Column, Entity, PrimaryColumn} from 'typeorm';

/** An enterprise that was entered: it counts once in the whole plan, where the report was approved first (A16). */
@Entity('plan_enterprise')
export class PlanEnterprise {
  @PrimaryColumn(idColumn)
  campaignId: string;

  @PrimaryColumn(keyColumn(81))
  measure: string;

  @PrimaryColumn(keyColumn(150))
  enterprise: string;

  @Column(idColumn)
  organisationId: string;

  @Column(idColumn)
  reportId: string;
}
