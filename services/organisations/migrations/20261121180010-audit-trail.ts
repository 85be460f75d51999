import {createKeepers} from '@concours/kernel/audit/keepers';
import {auditContentColumns} from '@concours/kernel/audit/tables';
import {tableColumns} from '@concours/kernel/columns';
import {Table, type MigrationInterface, type QueryRunner} from 'typeorm';

/** All services' sealed rows in one trail. A new table: code from before runs on, and gathers nothing. */
export class AuditTrail20261121180010 implements MigrationInterface {
  name = 'AuditTrail20261121180010';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = tableColumns(queryRunner);
    const newestOf = (name: string, ...columns: string[]) => ({name, columnNames: [...columns, 'at', 'id']});
    await queryRunner.createTable(
      new Table({
        name: 'audit_trail',
        columns: [
          c.key('service', 40, {isPrimary: true}),
          c.int('seq', {isPrimary: true}),
          c.id('id'),
          ...auditContentColumns(queryRunner),
          c.key('prevHash', 64),
          c.key('hash', 64),
        ],
        indices: [
          newestOf('audit_trail_at'),
          newestOf('audit_trail_organisation', 'organisationId'),
          newestOf('audit_trail_campaign', 'campaignId'),
          newestOf('audit_trail_caller', 'callerId'),
          newestOf('audit_trail_subject', 'subjectId'),
        ],
      }),
    );
    await createKeepers(queryRunner, {table: 'audit_trail'});
  }

  down(queryRunner: QueryRunner): Promise<void> {
    return queryRunner.dropTable('audit_trail');
  }
}
