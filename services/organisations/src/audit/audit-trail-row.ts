import {AuditContent} from '@concours/kernel/audit/audit-row';
import {idColumn, keyColumn} from '@concours/kernel/columns';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';

/** A sealed row of some service, as it was announced. Each index serves one of the filters, newest first. */
@Entity('audit_trail')
@Index('audit_trail_at', ['at', 'id'])
@Index('audit_trail_organisation', ['organisationId', 'at', 'id'])
@Index('audit_trail_campaign', ['campaignId', 'at', 'id'])
@Index('audit_trail_caller', ['callerId', 'at', 'id'])
@Index('audit_trail_subject', ['subjectId', 'at', 'id'])
export class AuditTrailRow extends AuditContent {
  @PrimaryColumn(keyColumn(40))
  service: string;

  @PrimaryColumn('int')
  seq: number;

  @Column(idColumn)
  id: string;

  @Column(keyColumn(64))
  prevHash: string;

  @Column(keyColumn(64))
  hash: string;
}
