import {idColumn, utcColumn} from '@concours/kernel/columns';
import {Column, Entity, PrimaryColumn} from 'typeorm';

/** A joint organiser's signature under a version of the definition (R126). What is changed before it is published is signed anew. */
@Entity('notice_signature')
export class NoticeSignature {
  @PrimaryColumn(idColumn)
  campaignId: string;

  @PrimaryColumn(idColumn)
  organisationId: string;

  @PrimaryColumn('int')
  definitionVersion: number;

  @Column(utcColumn)
  signedAt: Date;

  @Column({...idColumn, nullable: true})
  byId: string | null;

  @Column({type: 'varchar', length: 191, nullable: true})
  byName: string | null;
}
