import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';

/** How the owner settled what the notice leaves in contradiction (A6, A13). Kept for ever; the newest on a point holds while the point says the same. */
@Entity('campaign_ruling')
@Index('campaign_ruling_campaign', ['campaignId', 'id'])
export class Ruling {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  campaignId: string;

  @Column(keyColumn(300))
  pointId: string;

  /** What the point said then: with other dates it is another contradiction. */
  @Column({type: 'varchar', length: 1000})
  about: string;

  @Column({type: 'varchar', length: 500})
  text: string;

  @Column({...idColumn, nullable: true})
  byId: string | null;

  @Column({type: 'varchar', length: 191, nullable: true})
  byName: string | null;

  @Column(utcColumn)
  at: Date;
}
