import {Table, type QueryRunner, type TableColumnOptions} from 'typeorm';
import {tableColumns} from '../columns.js';
import {AuditHead, AuditRow} from './audit-row.js';
import {GENESIS} from './chain.js';
import {createKeepers} from './keepers.js';

/** For a service's list of entities. */
export const auditEntities: Function[] = [AuditRow, AuditHead];

/** The columns that tell of a change, also those of the gathered trail. */
export function auditContentColumns(queryRunner: QueryRunner): TableColumnOptions[] {
  const c = tableColumns(queryRunner);
  const nullable = {isNullable: true};
  return [
    c.utc('at'),
    c.key('action', 80),
    c.key('callerKind', 20),
    c.key('callerId', 191, nullable),
    c.text('callerName', 191, nullable),
    c.key('role', 40, nullable),
    c.id('roleOrganisationId', nullable),
    c.id('organisationId', nullable),
    c.id('campaignId', nullable),
    c.key('subjectType', 60),
    c.key('subjectId'),
    c.longText('beforeText', nullable),
    c.longText('afterText', nullable),
    c.longText('reason', nullable),
    c.key('requestId', 64),
  ];
}

/** A migration of its own in every service. */
export async function createAuditTables(queryRunner: QueryRunner): Promise<void> {
  const c = tableColumns(queryRunner);
  const nullable = {isNullable: true};
  await queryRunner.createTable(
    new Table({
      name: 'audit_row',
      columns: [
        c.id('id', {isPrimary: true}),
        ...auditContentColumns(queryRunner),
        c.int('seq', nullable),
        c.key('prevHash', 64, nullable),
        c.key('hash', 64, nullable),
      ],
      indices: [{name: 'audit_row_seq', columnNames: ['seq'], isUnique: true}],
    }),
  );
  await queryRunner.createTable(
    new Table({
      name: 'audit_head',
      columns: [
        c.int('id', {isPrimary: true}),
        c.int('seq'),
        c.key('hash', 64),
        c.id('holder', nullable),
        c.utc('leasedUntil', nullable),
      ],
    }),
  );
  await queryRunner.query('INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, ?)', [GENESIS]);
  await createKeepers(queryRunner, {table: 'audit_row', sealedBy: 'seq'});
}

export async function dropAuditTables(queryRunner: QueryRunner): Promise<void> {
  // its triggers go with it
  await queryRunner.dropTable('audit_row');
  await queryRunner.dropTable('audit_head');
}
