import {tableColumns} from '@concours/kernel/columns';
import {Table, type MigrationInterface, type QueryRunner} from 'typeorm';

/**
 * A session gets tokens that come and go in place of the one it was. Sessions under way end: their tokens can't be made
 * into new ones, only asked for again. Older code does not run against this: it looks for `session.tokenHash`.
 */
export class SessionsThatRotate20261121180300 implements MigrationInterface {
  readonly name = 'SessionsThatRotate20261121180300';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = tableColumns(queryRunner);
    await queryRunner.dropTable('session');
    await queryRunner.createTable(
      new Table({
        name: 'session',
        columns: [
          c.id('id', {isPrimary: true}),
          c.id('accountId'),
          c.utc('createdAt'),
          c.utc('expiresAt'),
          c.utc('lastUsedAt'),
          c.text('address', 64),
          c.text('device', 60, {isNullable: true}),
        ],
        indices: [
          {name: 'session_account', columnNames: ['accountId']},
          {name: 'session_expires', columnNames: ['expiresAt']},
        ],
      }),
    );
    await queryRunner.createTable(
      new Table({
        name: 'session_token',
        columns: [
          c.key('hash', 64, {isPrimary: true}),
          c.key('kind', 2),
          c.id('sessionId'),
          c.utc('expiresAt'),
          c.utc('usedAt', {isNullable: true}),
        ],
        indices: [
          {name: 'session_token_session', columnNames: ['sessionId']},
          {name: 'session_token_expires', columnNames: ['expiresAt']},
        ],
      }),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const c = tableColumns(queryRunner);
    await queryRunner.dropTable('session_token');
    await queryRunner.dropTable('session');
    await queryRunner.createTable(
      new Table({
        name: 'session',
        columns: [
          c.id('id', {isPrimary: true}),
          c.key('tokenHash', 64),
          c.id('accountId'),
          c.utc('createdAt'),
          c.utc('expiresAt'),
        ],
        indices: [
          {name: 'session_token', columnNames: ['tokenHash'], isUnique: true},
          {name: 'session_account', columnNames: ['accountId']},
          {name: 'session_expires', columnNames: ['expiresAt']},
        ],
      }),
    );
  }
}
