import {tableColumns} from '@concours/kernel/columns';
import {type MigrationInterface, type QueryRunner, Table} from 'typeorm';

/** How dates were settled, how the owner ruled on contradictions, and what stages did. New tables only: code from before runs on, and writes none of it. */
export class CalendarHistory20261121211210 implements MigrationInterface {
  name = 'CalendarHistory20261121211210';

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
  const by = [c.id('byId', absent), c.text('byName', 191, absent), c.utc('at')];
  return [
    new Table({
      name: 'campaign_date_change',
      columns: [
        ...[c.id('id', key), c.id('campaignId'), c.key('place', 160), c.key('kind', 10)],
        ...[c.key('before', 20, absent), c.key('after', 20, absent), c.text('reason', 500, absent)],
        c.key('followed', 40, absent),
        ...by,
      ],
      indices: [{name: 'campaign_date_change_campaign', columnNames: ['campaignId', 'id']}],
    }),
    new Table({
      name: 'campaign_ruling',
      columns: [
        ...[c.id('id', key), c.id('campaignId'), c.key('pointId', 300), c.text('about', 1000), c.text('text', 500)],
        ...by,
      ],
      indices: [{name: 'campaign_ruling_campaign', columnNames: ['campaignId', 'id']}],
    }),
    new Table({
      name: 'stage_transition',
      columns: [
        ...[c.id('campaignId', key), c.key('stageKey', 40, key), c.int('ordinal', key)],
        ...[c.key('kind', 10), c.utc('at'), c.utc('seenAt')],
      ],
    }),
  ];
}
