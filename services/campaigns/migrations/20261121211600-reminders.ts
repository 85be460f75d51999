import {tableColumns} from '@concours/kernel/columns';
import {type MigrationInterface, type QueryRunner, Table} from 'typeorm';

/** Why: reminders to units, and the places that keep their number down (R112). New tables only: older code runs on. */
export class Reminders20261121211600 implements MigrationInterface {
  readonly name = 'Reminders20261121211600';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of tables(queryRunner)) await queryRunner.createTable(table);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of tables(queryRunner).reverse()) await queryRunner.dropTable(table);
  }
}

function tables(queryRunner: QueryRunner): Table[] {
  const c = tableColumns(queryRunner);
  const key = {isPrimary: true};
  const absent = {isNullable: true};
  return [
    new Table({
      name: 'reminder',
      columns: [
        c.id('id', key),
        c.id('campaignId'),
        c.id('organisationId'),
        c.key('about', 20),
        c.text('text', 200),
        c.utc('sentAt'),
        c.id('sentById', absent),
        c.text('sentBy', 191, absent),
        c.utc('acknowledgedAt', absent),
        c.id('acknowledgedById', absent),
      ],
      indices: [
        {name: 'reminder_unit', columnNames: ['organisationId', 'id']},
        {name: 'reminder_campaign', columnNames: ['campaignId', 'id']},
      ],
    }),
    new Table({
      name: 'reminder_slot',
      columns: [
        c.id('campaignId', key),
        c.id('organisationId', key),
        c.int('slot', key),
        c.utc('at'),
        c.id('reminderId'),
      ],
    }),
  ];
}
