import {tableColumns} from '@concours/kernel/columns';
import {type MigrationInterface, type QueryRunner, Table, TableColumn, TableIndex} from 'typeorm';

/**
 * Personal fields of works leave the column `entered` for a table of their own, sealed; a job moves what is there already when the
 * service starts, since only the service has the keys. Older code still runs, but sees nothing of what was moved and writes plain
 * text that the next start moves: replace all instances at once. `down` drops what is sealed: open and move it back before.
 */
export class PersonalFields20261121180510 implements MigrationInterface {
  name = 'PersonalFields20261121180510';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = tableColumns(queryRunner);
    const key = {isPrimary: true};
    await queryRunner.createTable(
      new Table({
        name: 'personal_field',
        columns: [c.id('submissionId', key), c.key('key', 40, key), c.longText('sealed')],
      }),
    );
    await queryRunner.createTable(
      new Table({
        name: 'personal_look_up',
        columns: [c.id('submissionId', key), c.key('key', 40, key), c.key('hash', 64, key)],
        indices: [new TableIndex({name: 'personal_look_up_hash', columnNames: ['hash']})],
      }),
    );
    await queryRunner.createTable(
      new Table({
        name: 'personal_retention',
        columns: [c.id('campaignId', key), c.key('day', 10, key), c.utc('at'), c.int('works')],
      }),
    );
    await queryRunner.addColumn('submission', new TableColumn(c.utc('personalErasedAt', {isNullable: true})));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropColumn('submission', 'personalErasedAt');
    for (const table of ['personal_retention', 'personal_look_up', 'personal_field'])
      await queryRunner.dropTable(table);
  }
}
