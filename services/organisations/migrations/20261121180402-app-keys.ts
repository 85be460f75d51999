import {tableColumns} from '@concours/kernel/columns';
import {Table, TableColumn, type MigrationInterface, type QueryRunner} from 'typeorm';

/**
 * Apps have several keys, sealed. The old column stays for what is sealed at the next start; older code that still runs
 * then refuses the voters of apps whose secret has moved, until it is replaced.
 */
export class AppKeys20261121180402 implements MigrationInterface {
  readonly name = 'AppKeys20261121180402';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = tableColumns(queryRunner);
    await queryRunner.addColumn('partner_app', new TableColumn(c.utc('suspendedAt', {isNullable: true})));
    await queryRunner.createTable(
      new Table({
        name: 'partner_app_key',
        columns: [
          c.id('id', {isPrimary: true}),
          c.id('appId'),
          c.key('algorithm', 10),
          c.longText('material'),
          c.key('ending', 4),
          c.utc('createdAt'),
        ],
        indices: [{name: 'partner_app_key_app', columnNames: ['appId']}],
      }),
    );
    await queryRunner.createTable(
      new Table({
        name: 'partner_app_day',
        columns: [c.id('appId', {isPrimary: true}), c.key('day', 10, {isPrimary: true}), c.int('tokens')],
      }),
    );
  }

  /** Secrets that were sealed can't be written back here, where no key is at hand: their apps are registered anew. */
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('partner_app_day');
    await queryRunner.dropTable('partner_app_key');
    await queryRunner.dropColumn('partner_app', 'suspendedAt');
  }
}
