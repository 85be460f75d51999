import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';

/** Somebody who signed in. The row's absence is what ends it, at once and on every instance. */
@Entity('session')
@Index('session_token', ['tokenHash'], {unique: true})
@Index('session_account', ['accountId'])
@Index('session_expires', ['expiresAt'])
export class Session {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(keyColumn(64))
  tokenHash: string;

  @Column(idColumn)
  accountId: string;

  @Column(utcColumn)
  createdAt: Date;

  /** Absolute: a session that grew with use would never end on a screen that asks all day. */
  @Column(utcColumn)
  expiresAt: Date;
}
