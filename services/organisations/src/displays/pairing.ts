import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';

/** A screen that waits to be told whose it is. The code is for people to read; what the screen gets its token by is a secret of its own. */
@Entity('display_pairing')
@Index('display_pairing_code', ['code'], {unique: true})
@Index('display_pairing_secret', ['secretHash'], {unique: true})
@Index('display_pairing_expires', ['expiresAt'])
export class DisplayPairing {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(keyColumn(8))
  code: string;

  @Column(keyColumn(64))
  secretHash: string;

  /** Set by whoever typed the code, once. */
  @Column({...idColumn, nullable: true})
  displayId: string | null;

  @Column(utcColumn)
  createdAt: Date;

  @Column(utcColumn)
  expiresAt: Date;
}
