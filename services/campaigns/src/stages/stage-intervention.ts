import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';

/** Who opened or closed a stage by hand, when and why (R122). Never changed; what holds now is in the campaign. */
@Entity('stage_intervention')
@Index('stage_intervention_campaign', ['campaignId', 'at'])
export class StageIntervention {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  campaignId: string;

  @Column(keyColumn(40))
  stageKey: string;

  @Column(keyColumn(10))
  act: 'OPEN' | 'CLOSE';

  @Column({...utcColumn, nullable: true})
  opensAt: Date | null;

  @Column({...utcColumn, nullable: true})
  closesAt: Date | null;

  @Column({type: 'varchar', length: 500})
  reason: string;

  @Column({...idColumn, nullable: true})
  byId: string | null;

  @Column(utcColumn)
  at: Date;
}
