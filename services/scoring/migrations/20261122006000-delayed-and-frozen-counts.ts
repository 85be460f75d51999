import {tableColumns} from '@concours/kernel/columns';
import {type MigrationInterface, type QueryRunner, Table, TableColumn} from 'typeorm';

/**
 * Counts that are shown later (A39) are kept as they were, and a freeze may be ordered by hand. New tables and a nullable column: code
 * from before runs on, and shows delayed rounds as hidden ones, as it did.
 */
export class DelayedAndFrozenCounts20261122006000 implements MigrationInterface {
  name = 'DelayedAndFrozenCounts20261122006000';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = tableColumns(queryRunner);
    const key = {isPrimary: true};
    await queryRunner.createTable(
      new Table({name: 'tally_snapshot', columns: [c.int('round', key), c.utc('at', key), c.json('counts')]}),
    );
    await queryRunner.createTable(
      new Table({
        name: 'tally_snapshot_lease',
        columns: [c.int('id', key), c.id('holder', {isNullable: true}), c.utc('leasedUntil', {isNullable: true})],
      }),
    );
    await queryRunner.query('INSERT INTO tally_snapshot_lease (id) VALUES (1)');
    await queryRunner.addColumn('round', new TableColumn(c.json('handFreeze', {isNullable: true})));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropColumn('round', 'handFreeze');
    await queryRunner.dropTable('tally_snapshot_lease');
    await queryRunner.dropTable('tally_snapshot');
  }
}
