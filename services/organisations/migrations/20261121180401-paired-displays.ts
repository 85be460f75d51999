import {tableColumns} from '@concours/kernel/columns';
import {Table, TableColumn, type MigrationInterface, type QueryRunner} from 'typeorm';

/** Displays know their wall and when they were last seen; screens wait for theirs. New columns are empty: older code runs on. */
export class PairedDisplays20261121180401 implements MigrationInterface {
  readonly name = 'PairedDisplays20261121180401';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = tableColumns(queryRunner);
    const nullable = {isNullable: true};
    await queryRunner.addColumns('display', [
      new TableColumn(c.key('wallKind', 20, nullable)),
      new TableColumn(c.key('wallSubject', 100, nullable)),
      new TableColumn(c.utc('lastSeenAt', nullable)),
    ]);
    await queryRunner.createTable(
      new Table({
        name: 'display_pairing',
        columns: [
          c.id('id', {isPrimary: true}),
          c.key('code', 8),
          c.key('secretHash', 64),
          c.id('displayId', nullable),
          c.utc('createdAt'),
          c.utc('expiresAt'),
        ],
        indices: [
          {name: 'display_pairing_code', columnNames: ['code'], isUnique: true},
          {name: 'display_pairing_secret', columnNames: ['secretHash'], isUnique: true},
          {name: 'display_pairing_expires', columnNames: ['expiresAt']},
        ],
      }),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('display_pairing');
    await queryRunner.dropColumns('display', ['wallKind', 'wallSubject', 'lastSeenAt']);
  }
}
