import {idColumn, keyColumn} from '@concours/kernel/columns';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';

/** Where a number comes from. */
export const quotaSources = ['ROW', 'BUCKET', 'SPLIT', 'UNIT', 'OWN'] as const;
/**
 * ROW: the notice's table. BUCKET: a row of it that is no organisation. SPLIT: a member's part of a bucket. UNIT: given by the unit
 * above. OWN: what a unit sets itself beside that (A20).
 */
export type QuotaSource = (typeof quotaSources)[number];

/** What a unit, or a bucket, is to reach: a number for each metric that has one. No row and null are the same, and neither is 0 (A18). */
@Entity('plan_quota')
@Index('plan_quota_holder', ['campaignId', 'holder'])
@Index('plan_quota_parent', ['campaignId', 'parent', 'position'])
@Index('plan_quota_position', ['campaignId', 'position'])
export class PlanQuota {
  @PrimaryColumn(idColumn)
  campaignId: string;

  @PrimaryColumn(keyColumn(10))
  source: QuotaSource;

  /** The unit's id, or the bucket's key. */
  @PrimaryColumn(keyColumn(40))
  holder: string;

  /** UNIT: who gave it. SPLIT: the bucket. */
  @Column({...keyColumn(40), nullable: true})
  parent: string | null;

  /** Its place in the table that it stands in. */
  @Column('int')
  position: number;

  /** Of a bucket. */
  @Column({type: 'varchar', length: 500, nullable: true})
  nameZh: string | null;

  @Column({type: 'varchar', length: 500, nullable: true})
  nameEn: string | null;

  /** Units of a bucket that the notice names. */
  @Column({type: 'json', nullable: true})
  members: string[] | null;

  @Column('json')
  targets: Record<string, number | null>;
}
