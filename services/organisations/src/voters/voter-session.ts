import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';

/** Who votes in a browser: somebody whom an app or the identity provider vouches for, and who has no account here. */
@Entity('voter_session')
@Index('voter_session_expires', ['expiresAt'])
export class VoterSession {
  @PrimaryColumn(keyColumn(64))
  hash: string;

  /** The id of an app, or `openid:` and the provider's name. */
  @Column(keyColumn(120))
  app: string;

  /** As who vouches names the voter: opaque, and the same each time. */
  @Column(keyColumn(64))
  voter: string;

  @Column({...idColumn, nullable: true})
  organisationId: string | null;

  /** `YYYY-MM-DD`. */
  @Column({...keyColumn(10), nullable: true})
  since: string | null;

  /** As the app says; null where the browser's cookie has to do. */
  @Column({...keyColumn(128), nullable: true})
  device: string | null;

  @Column(utcColumn)
  expiresAt: Date;
}
