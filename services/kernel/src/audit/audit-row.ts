import 'reflect-metadata';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';
import {idColumn, keyColumn, utcColumn} from '../columns.js';

/** What every row tells, in the service it comes from and in the gathered trail. */
export abstract class AuditContent {
  /** Real time, whatever the domain's clock says. */
  @Column(utcColumn)
  at: Date;

  @Column(keyColumn(80))
  action: string;

  @Column(keyColumn(20))
  callerKind: string;

  @Column({...keyColumn(), nullable: true})
  callerId: string | null;

  @Column({type: 'varchar', length: 191, nullable: true})
  callerName: string | null;

  /** The role that permitted it, and the organisation it was granted at. Null where nobody had to be asked. */
  @Column({...keyColumn(40), nullable: true})
  role: string | null;

  @Column({...idColumn, nullable: true})
  roleOrganisationId: string | null;

  /** For which organisation: what the trail is scoped by. */
  @Column({...idColumn, nullable: true})
  organisationId: string | null;

  @Column({...idColumn, nullable: true})
  campaignId: string | null;

  @Column(keyColumn(60))
  subjectType: string;

  @Column(keyColumn())
  subjectId: string;

  /** JSON as it was hashed; a column of type JSON comes back in another order on some engines. */
  @Column({type: 'text', nullable: true})
  beforeText: string | null;

  @Column({type: 'text', nullable: true})
  afterText: string | null;

  @Column({type: 'text', nullable: true})
  reason: string | null;

  @Column(keyColumn(64))
  requestId: string;
}

/** One change, written with it. Nobody changes it afterwards but the sealer, once. */
@Entity('audit_row')
@Index('audit_row_seq', ['seq'], {unique: true})
export class AuditRow extends AuditContent {
  @PrimaryColumn(idColumn)
  id: string;

  /** Null until it is sealed, a second later at most. */
  @Column({type: 'int', nullable: true})
  seq: number | null;

  @Column({...keyColumn(64), nullable: true})
  prevHash: string | null;

  @Column({...keyColumn(64), nullable: true})
  hash: string | null;
}

/** How far the chain reaches, so that cutting off its end shows; and which instance seals at present. One row. */
@Entity('audit_head')
export class AuditHead {
  @PrimaryColumn('int')
  id: number;

  @Column('int')
  seq: number;

  @Column(keyColumn(64))
  hash: string;

  @Column({...idColumn, nullable: true})
  holder: string | null;

  @Column({...utcColumn, nullable: true})
  leasedUntil: Date | null;
}
