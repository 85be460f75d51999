import {keyColumn, utcColumn} from '@concours/kernel/columns';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';

/** How often something has failed lately, for all instances. */
@Entity('attempt')
@Index('attempt_ends', ['endsAt'])
export class Attempt {
  /** A digest: the names that people mistype are not kept. */
  @PrimaryColumn(keyColumn(64))
  key: string;

  @Column('int')
  count: number;

  @Column(utcColumn)
  endsAt: Date;
}
