import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';

/** Somebody who signed in, on one device. The row's absence is what ends it, at once and on every instance. */
@Entity('session')
@Index('session_account', ['accountId'])
@Index('session_expires', ['expiresAt'])
export class Session {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  accountId: string;

  @Column(utcColumn)
  createdAt: Date;

  /** Absolute: a session that grew with use would never end on a screen that asks all day. */
  @Column(utcColumn)
  expiresAt: Date;

  /** When its tokens were last renewed, which a screen in use does every few minutes. */
  @Column(utcColumn)
  lastUsedAt: Date;

  /** Where it began, as the gateway saw it: for its owner to recognise. */
  @Column({type: 'varchar', length: 64})
  address: string;

  /** Such as "Firefox · Windows"; null for a program. */
  @Column({type: 'varchar', length: 60, nullable: true})
  device: string | null;
}

/**
 * What stands for a session: short-lived ones that are shown with each request, and those that renew them, each usable
 * once. Used ones are kept as long as the session, since only so a second use is recognised for what it is.
 */
@Entity('session_token')
@Index('session_token_session', ['sessionId'])
@Index('session_token_expires', ['expiresAt'])
export class SessionToken {
  @PrimaryColumn(keyColumn(64))
  hash: string;

  @Column(keyColumn(2))
  kind: 'cs' | 'cr';

  @Column(idColumn)
  sessionId: string;

  @Column(utcColumn)
  expiresAt: Date;

  @Column({...utcColumn, nullable: true})
  usedAt: Date | null;
}
