import {idColumn, keyColumn, utcColumn} from '@concours/kernel/database';
import {Column, Entity, PrimaryColumn} from 'typeorm';

/** Recipients of an award that people decide: all of them at once, so that a decision is replaced as a whole. */
@Entity('award_decision')
export class AwardDecision {
  @PrimaryColumn(idColumn)
  campaignId: string;

  @PrimaryColumn(keyColumn(40))
  award: string;

  @Column('json')
  entryIds: string[];

  @Column('json')
  organisationIds: string[];

  @Column(idColumn)
  decidedBy: string;

  @Column(utcColumn)
  decidedAt: Date;
}
