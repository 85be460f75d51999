import {tableColumns} from '@concours/kernel/columns';
import {type MigrationInterface, type QueryRunner, Table} from 'typeorm';

/**
 * Why: sides of either-or metrics, enterprises that count once, reports that count in plans above, allocations with their rows in a
 * table of their own, and the standing recount. What has been done is copied; the next recount brings in what was not counted before.
 * Older code does not run on it: it looks for `plan_progress` and `plan_unit`.
 */
export class Plans20261121211300 implements MigrationInterface {
  readonly name = 'Plans20261121211300';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of tables(queryRunner)) await queryRunner.createTable(table);
    await queryRunner.query(
      'INSERT INTO plan_done (campaignId, organisationId, measure, done, revision) ' +
        'SELECT campaignId, organisationId, metricKey, done, revision FROM plan_progress',
    );
    await queryRunner.query(
      'INSERT INTO plan_own (campaignId, organisationId, measure, reports, amount) ' +
        'SELECT campaignId, organisationId, metricKey, reports, amount FROM plan_unit',
    );
    for (const table of before(queryRunner)) await queryRunner.dropTable(table);
  }

  /** Sides of either-or metrics had no place in the older tables; their figures are not taken along. */
  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of before(queryRunner)) await queryRunner.createTable(table);
    await queryRunner.query(
      'INSERT INTO plan_progress (campaignId, organisationId, metricKey, done, revision) ' +
        "SELECT campaignId, organisationId, measure, done, revision FROM plan_done WHERE measure NOT LIKE '%/%'",
    );
    await queryRunner.query(
      'INSERT INTO plan_unit (campaignId, organisationId, metricKey, reports, amount) ' +
        "SELECT campaignId, organisationId, measure, reports, amount FROM plan_own WHERE measure NOT LIKE '%/%'",
    );
    for (const table of tables(queryRunner).reverse()) await queryRunner.dropTable(table);
  }
}

const key = {isPrimary: true};
const absent = {isNullable: true};

function tables(queryRunner: QueryRunner): Table[] {
  const c = tableColumns(queryRunner);
  return [
    new Table({
      name: 'plan_done',
      columns: [
        c.id('campaignId', key),
        c.id('organisationId', key),
        c.key('measure', 81, key),
        c.int('done'),
        c.int('revision'),
      ],
      indices: [
        {name: 'plan_done_revision', columnNames: ['campaignId', 'revision']},
        {name: 'plan_done_measure', columnNames: ['campaignId', 'measure', 'done']},
      ],
    }),
    new Table({
      name: 'plan_own',
      columns: [
        c.id('campaignId', key),
        c.id('organisationId', key),
        c.key('measure', 81, key),
        c.int('reports'),
        c.int('amount'),
      ],
    }),
    new Table({
      name: 'plan_enterprise',
      columns: [
        c.id('campaignId', key),
        c.key('measure', 81, key),
        c.key('enterprise', 150, key),
        c.id('organisationId'),
        c.id('reportId'),
      ],
    }),
    new Table({
      name: 'plan_link',
      columns: [c.id('sourceId', key), c.id('targetId', key), c.json('metrics')],
      indices: [{name: 'plan_link_target', columnNames: ['targetId']}],
    }),
    new Table({
      name: 'plan_quota',
      columns: [
        c.id('campaignId', key),
        c.key('source', 10, key),
        c.key('holder', 40, key),
        c.key('parent', 40, absent),
        c.int('position'),
        c.text('nameZh', 500, absent),
        c.text('nameEn', 500, absent),
        c.json('members', absent),
        c.json('targets'),
      ],
      indices: [
        {name: 'plan_quota_holder', columnNames: ['campaignId', 'holder']},
        {name: 'plan_quota_parent', columnNames: ['campaignId', 'parent', 'position']},
        {name: 'plan_quota_position', columnNames: ['campaignId', 'position']},
      ],
    }),
    new Table({
      name: 'plan_check',
      columns: [
        c.id('campaignId', key),
        c.utc('checkedAt'),
        c.int('differing'),
        c.utc('alarmAt', absent),
        c.int('alarmFigures'),
      ],
    }),
  ];
}

function before(queryRunner: QueryRunner): Table[] {
  const c = tableColumns(queryRunner);
  const place = [c.id('campaignId', key), c.id('organisationId', key), c.key('metricKey', 40, key)];
  return [
    new Table({
      name: 'plan_progress',
      columns: [...place, c.int('done'), c.int('revision')],
      indices: [{name: 'plan_progress_revision', columnNames: ['campaignId', 'revision']}],
    }),
    new Table({name: 'plan_unit', columns: [...place, c.int('reports'), c.int('amount')]}),
  ];
}
