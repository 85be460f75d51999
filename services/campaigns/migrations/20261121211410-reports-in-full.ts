import {tableColumns} from '@concours/kernel/columns';
import {type MigrationInterface, type QueryRunner, Table, TableColumn, TableIndex} from 'typeorm';

/**
 * Reports say topics, channels and confirmations; approved ones are corrected by lines of their own; the figures of a month are fixed;
 * publicists are registered. Older code runs on: it leaves the new column empty, and does not know reports that were struck out.
 */
export class ReportsInFull20261121211410 implements MigrationInterface {
  readonly name = 'ReportsInFull20261121211410';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = tableColumns(queryRunner);
    await queryRunner.addColumn('activity_report', new TableColumn(c.json('answers', {isNullable: true})));
    await queryRunner.createIndex(
      'activity_report',
      new TableIndex({name: 'activity_report_day', columnNames: ['campaignId', 'organisationId', 'heldOn']}),
    );
    for (const table of tables(queryRunner)) await queryRunner.createTable(table);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of tables(queryRunner).reverse()) await queryRunner.dropTable(table);
    await queryRunner.dropIndex('activity_report', 'activity_report_day');
    await queryRunner.dropColumn('activity_report', 'answers');
  }
}

function tables(queryRunner: QueryRunner): Table[] {
  const c = tableColumns(queryRunner);
  const key = {isPrimary: true};
  const absent = {isNullable: true};
  return [
    new Table({
      name: 'report_correction',
      columns: [
        ...[c.id('id', key), c.id('campaignId'), c.id('reportId'), c.key('kind', 10), c.text('reason', 500)],
        ...[c.json('before'), c.json('after', absent), c.id('byId', absent), c.utc('at')],
      ],
      indices: [
        {name: 'report_correction_report', columnNames: ['reportId']},
        {name: 'report_correction_campaign', columnNames: ['campaignId', 'at']},
      ],
    }),
    new Table({
      name: 'monthly_report',
      columns: [
        ...[c.id('id', key), c.id('campaignId'), c.key('month', 7), c.utc('asOf'), c.utc('fixedAt')],
        ...[c.id('fixedById', absent), c.json('content')],
      ],
      indices: [{name: 'monthly_report_month', columnNames: ['campaignId', 'month'], isUnique: true}],
    }),
    new Table({
      name: 'publicist',
      columns: [
        ...[c.id('id', key), c.id('campaignId'), c.id('organisationId'), c.text('name', 40)],
        ...[c.longText('sealed', absent), c.key('identity', 64), c.key('joinedOn', 10), c.utc('addedAt')],
        ...[c.id('addedById', absent), c.utc('removedAt', absent), c.text('removedBecause', 200, absent)],
      ],
      indices: [
        // a person counts once in a campaign, however many units put the name down
        {name: 'publicist_identity', columnNames: ['campaignId', 'identity'], isUnique: true},
        {name: 'publicist_list', columnNames: ['campaignId', 'id']},
        {name: 'publicist_person', columnNames: ['identity']},
      ],
    }),
  ];
}
