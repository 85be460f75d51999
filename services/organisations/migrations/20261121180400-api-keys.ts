import {tableColumns} from '@concours/kernel/columns';
import {Table, type MigrationInterface, type QueryRunner} from 'typeorm';

/** Keys for programs, and which of their owner's grants each carries. New tables only: older code runs beside them. */
export class ApiKeys20261121180400 implements MigrationInterface {
  readonly name = 'ApiKeys20261121180400';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = tableColumns(queryRunner);
    await queryRunner.createTable(
      new Table({
        name: 'api_key',
        columns: [
          c.id('id', {isPrimary: true}),
          c.text('name', 100),
          c.key('nameKey', 100),
          c.id('accountId'),
          c.key('tokenHash', 64),
          c.key('ending', 4),
          c.flag('readOnly'),
          c.utc('expiresAt'),
          c.utc('createdAt'),
          c.utc('lastSeenAt', {isNullable: true}),
        ],
        indices: [
          {name: 'api_key_token', columnNames: ['tokenHash'], isUnique: true},
          {name: 'api_key_name', columnNames: ['accountId', 'nameKey'], isUnique: true},
        ],
      }),
    );
    await queryRunner.createTable(
      new Table({
        name: 'api_key_grant',
        columns: [c.id('keyId', {isPrimary: true}), c.id('grantId', {isPrimary: true})],
      }),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('api_key_grant');
    await queryRunner.dropTable('api_key');
  }
}
