import {createAuditTables, dropAuditTables} from '@concours/kernel/audit/tables';
import {type MigrationInterface, type QueryRunner} from 'typeorm';

/** Every change leaves a row that tells who did it (R120). New tables only: code from before runs on, and records nothing. */
export class Audit20261121180000 implements MigrationInterface {
  name = 'Audit20261121180000';

  up(queryRunner: QueryRunner): Promise<void> {
    return createAuditTables(queryRunner);
  }

  down(queryRunner: QueryRunner): Promise<void> {
    return dropAuditTables(queryRunner);
  }
}
