import {tableColumns} from '@concours/kernel/columns';
import {type MigrationInterface, type QueryRunner, Table} from 'typeorm';

/** Why: what hosts of tracks keep: duties done (R58), work plans (R125), sealed contacts (R12). New tables only: older code runs on. */
export class Hosts20261121211610 implements MigrationInterface {
  readonly name = 'Hosts20261121211610';

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
      name: 'duty_mark',
      columns: [
        c.id('campaignId', key),
        c.key('trackKey', 40, key),
        c.key('dutyKey', 40, key),
        c.utc('doneAt'),
        c.text('doneBy', 191, absent),
        c.text('note', 500, absent),
      ],
    }),
    new Table({
      name: 'work_plan',
      columns: [
        c.id('id', key),
        c.id('campaignId'),
        c.key('trackKey', 40),
        c.int('version'),
        c.key('state', 20),
        c.longText('text'),
        c.utc('handedInAt'),
        c.id('handedInById', absent),
        c.text('handedInBy', 191, absent),
        c.utc('decidedAt', absent),
        c.text('decidedBy', 191, absent),
        c.text('reason', 500, absent),
      ],
      indices: [{name: 'work_plan_version', columnNames: ['campaignId', 'trackKey', 'version'], isUnique: true}],
    }),
    new Table({
      name: 'host_contact',
      columns: [
        c.id('id', key),
        c.id('campaignId'),
        c.key('trackKey', 40),
        c.id('organisationId'),
        c.int('place'),
        c.text('department', 100, absent),
        c.longText('sealed'),
        c.utc('createdAt'),
      ],
      indices: [
        {
          name: 'host_contact_place',
          columnNames: ['campaignId', 'trackKey', 'organisationId', 'place'],
          isUnique: true,
        },
      ],
    }),
    new Table({
      name: 'host_contact_look_up',
      columns: [c.id('contactId', key), c.key('hash', 64, key)],
      indices: [{name: 'host_contact_look_up_hash', columnNames: ['hash']}],
    }),
  ];
}
