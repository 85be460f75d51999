import {tableColumns} from '@concours/kernel/columns';
import {createPersonalKeyTable} from '@concours/kernel/personal/personal-key';
import {type MigrationInterface, type QueryRunner, Table} from 'typeorm';

/**
 * Files that belong to something of a campaign (photos of an event, annexes), which keys personal data is sealed with, and which
 * erasures of persons are done here. New tables only: older code runs on without them.
 */
export class FilesAndPersons20261121211400 implements MigrationInterface {
  readonly name = 'FilesAndPersons20261121211400';

  async up(queryRunner: QueryRunner): Promise<void> {
    await createPersonalKeyTable(queryRunner);
    for (const table of tables(queryRunner)) await queryRunner.createTable(table);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of tables(queryRunner).reverse()) await queryRunner.dropTable(table);
    await queryRunner.dropTable('personal_key');
  }
}

function tables(queryRunner: QueryRunner): Table[] {
  const c = tableColumns(queryRunner);
  const key = {isPrimary: true};
  const absent = {isNullable: true};
  return [
    new Table({
      name: 'attachment',
      columns: [
        ...[c.id('id', key), c.id('campaignId'), c.id('subjectId'), c.int('slot'), c.text('fileName', 120)],
        ...[c.key('format', 10), c.key('type', 100), c.int('size'), c.int('width', absent), c.int('height', absent)],
        ...[c.key('digest', 64), c.utc('createdAt')],
      ],
      indices: [
        {name: 'attachment_slot', columnNames: ['subjectId', 'slot'], isUnique: true},
        {name: 'attachment_digest', columnNames: ['digest']},
      ],
    }),
    new Table({name: 'person_erasure', columns: [c.id('id', key), c.int('rows'), c.utc('erasedAt')]}),
  ];
}
