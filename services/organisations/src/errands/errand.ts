import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';

/** Something to be done after the unit of work that wanted it, until it succeeds or is too late. */
@Entity('errand')
@Index('errand_due', ['nextAt'])
export class Errand {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(keyColumn(20))
  kind: string;

  /** Sealed as `errand`: letters hold links, and addresses. */
  @Column('text')
  sealed: string;

  @Column('int')
  attempts: number;

  @Column(utcColumn)
  nextAt: Date;

  @Column(utcColumn)
  expiresAt: Date;
}
