import {idColumn, utcColumn} from '@concours/kernel/columns';
import {Column, Entity, PrimaryColumn} from 'typeorm';

/** That a unit has a notice: a row is there once somebody of the unit has opened it, so a campaign of 60,000 units begins without any. */
@Entity('notice_receipt')
export class Receipt {
  @PrimaryColumn(idColumn)
  campaignId: string;

  @PrimaryColumn(idColumn)
  organisationId: string;

  @Column(utcColumn)
  openedAt: Date;

  @Column({...utcColumn, nullable: true})
  confirmedAt: Date | null;

  @Column({...idColumn, nullable: true})
  confirmedById: string | null;

  @Column({type: 'varchar', length: 191, nullable: true})
  confirmedByName: string | null;
}
