import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Column, Entity, PrimaryColumn} from 'typeorm';

/** That a duty of a track's hosts is done. No row: it is not. */
@Entity('duty_mark')
export class DutyMark {
  @PrimaryColumn(idColumn)
  campaignId: string;

  @PrimaryColumn(keyColumn(40))
  trackKey: string;

  @PrimaryColumn(keyColumn(40))
  dutyKey: string;

  @Column(utcColumn)
  doneAt: Date;

  @Column({type: 'varchar', length: 191, nullable: true})
  doneBy: string | null;

  @Column({type: 'varchar', length: 500, nullable: true})
  note: string | null;
}
