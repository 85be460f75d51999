import {tableColumns} from '@concours/kernel/columns';
import {type MigrationInterface, type QueryRunner, Table} from 'typeorm';

/** What was erased of persons, and how far each service has come with it. Older code runs on without them. */
export class PersonErasures20261121180520 implements MigrationInterface {
  name = 'PersonErasures20261121180520';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = tableColumns(queryRunner);
    const key = {isPrimary: true};
    await queryRunner.createTable(
      new Table({
        name: 'person_erasure',
        columns: [
          c.id('id', key),
          ...['contacts', 'accounts', 'roots'].map((name) => c.json(name)),
          c.flag('authors'),
          c.text('reason', 500),
          c.text('requestedBy', 191, {isNullable: true}),
          c.utc('requestedAt'),
        ],
      }),
    );
    await queryRunner.createTable(
      new Table({
        name: 'person_erasure_part',
        columns: [
          c.id('erasureId', key),
          c.key('service', 20, key),
          c.int('rows'),
          c.utc('erasedAt', {isNullable: true}),
        ],
      }),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['person_erasure_part', 'person_erasure']) await queryRunner.dropTable(table);
  }
}
