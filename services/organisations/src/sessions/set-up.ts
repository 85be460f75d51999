import {keyColumn, utcColumn} from '@concours/kernel/columns';
import {Column, Entity, PrimaryColumn} from 'typeorm';

/** One row, while an installation waits for its first administrator. */
@Entity('set_up')
export class SetUp {
  @PrimaryColumn('int')
  id: number;

  @Column(keyColumn(64))
  codeHash: string;

  @Column(utcColumn)
  createdAt: Date;
}
