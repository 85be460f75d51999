import {idColumn, keyColumn, utcColumn} from '@concours/kernel/database';
import {Column, Entity, PrimaryColumn} from 'typeorm';

/** A judge's place on the panel of one component of a round. */
@Entity('panel_seat')
export class PanelSeat {
  /** `<campaignId>:<roundKey>`. */
  @PrimaryColumn(keyColumn(80))
  roundId: string;

  @PrimaryColumn(keyColumn(40))
  component: string;

  @PrimaryColumn(idColumn)
  judge: string;

  /** As the one who seated the judge wrote it; shown to those who steer the round, never published. */
  @Column({type: 'varchar', length: 191})
  name: string;

  /** The judge's own unit, whose works are not the judge's to score (A29); null for who comes from outside. */
  @Column({...idColumn, nullable: true})
  organisationId: string | null;

  /** Numbers judges where they are not named. */
  @Column('int')
  seat: number;

  /** Once set, the judge's sheets no longer change. */
  @Column({...utcColumn, nullable: true})
  handedInAt: Date | null;
}
