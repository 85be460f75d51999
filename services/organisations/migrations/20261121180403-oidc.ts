import {tableColumns} from '@concours/kernel/columns';
import {Table, type MigrationInterface, type QueryRunner} from 'typeorm';

/** Who signs in through the provider, and who is on the way. New tables only: older code runs beside them. */
export class Oidc20261121180403 implements MigrationInterface {
  readonly name = 'Oidc20261121180403';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = tableColumns(queryRunner);
    const nullable = {isNullable: true};
    await queryRunner.createTable(
      new Table({
        name: 'oidc_link',
        columns: [
          c.id('accountId', {isPrimary: true}),
          c.key('subjectKey', 64),
          c.utc('createdAt'),
          c.utc('lastUsedAt', nullable),
        ],
        indices: [{name: 'oidc_link_subject', columnNames: ['subjectKey'], isUnique: true}],
      }),
    );
    await queryRunner.createTable(
      new Table({
        name: 'oidc_attempt',
        columns: [
          c.key('stateHash', 64, {isPrimary: true}),
          c.key('browserHash', 64),
          c.longText('sealed'),
          c.text('redirectUri', 300),
          c.text('returnTo', 500),
          c.id('sessionId', nullable),
          c.utc('expiresAt'),
        ],
        indices: [{name: 'oidc_attempt_expires', columnNames: ['expiresAt']}],
      }),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('oidc_attempt');
    await queryRunner.dropTable('oidc_link');
  }
}
