import {tableColumns} from '@concours/kernel/columns';
import {createEventTables, dropEventTables} from '@concours/kernel/events/tables';
import {type MigrationInterface, type QueryRunner, Table} from 'typeorm';

/** Why: the first tables of campaigns. There is no older code. */
export class CampaignsAndReports20261121120000 implements MigrationInterface {
  readonly name = 'CampaignsAndReports20261121120000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await createEventTables(queryRunner);
    for (const table of tables(queryRunner)) await queryRunner.createTable(table);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of tables(queryRunner).reverse()) await queryRunner.dropTable(table);
    await dropEventTables(queryRunner);
  }
}

function tables(queryRunner: QueryRunner): Table[] {
  const c = tableColumns(queryRunner);
  const key = {isPrimary: true};
  const absent = {isNullable: true};
  return [
    new Table({
      name: 'organisation_ref',
      columns: [
        c.id('id', key),
        c.key('code', 100),
        c.key('path', 500),
        c.id('parentId', absent),
        c.key('kind', 40),
        c.key('level', 40),
        c.text('nameZh', 200),
        c.text('nameEn', 200),
        c.flag('closed'),
      ],
      indices: [
        {name: 'organisation_ref_code', columnNames: ['code'], isUnique: true},
        {name: 'organisation_ref_path', columnNames: ['path']},
        {name: 'organisation_ref_parent', columnNames: ['parentId']},
      ],
    }),
    new Table({
      name: 'campaign',
      columns: [
        c.id('id', key),
        c.key('key', 40),
        c.id('ownerId'),
        c.int('definitionVersion'),
        c.int('version'),
        c.json('definition'),
        c.json('organisationIds'),
        c.json('overrides'),
        c.utc('createdAt'),
      ],
      indices: [{name: 'campaign_key', columnNames: ['key'], isUnique: true}],
    }),
    new Table({
      name: 'definition_version',
      columns: [
        c.id('campaignId', key),
        c.int('version', key),
        c.utc('appliedAt'),
        c.id('appliedById', absent),
        c.text('appliedByName', 191, absent),
        c.text('reason', 500, absent),
        c.json('content'),
        c.key('digest', 64),
      ],
    }),
    new Table({
      name: 'definition_acknowledgement',
      columns: [c.id('campaignId', key), c.key('service', 40, key), c.int('definitionVersion')],
    }),
    new Table({
      name: 'stage_intervention',
      columns: [
        c.id('id', key),
        c.id('campaignId'),
        c.key('stageKey', 40),
        c.key('act', 10),
        c.utc('opensAt', absent),
        c.utc('closesAt', absent),
        c.text('reason', 500),
        c.id('byId', absent),
        c.utc('at'),
      ],
      indices: [{name: 'stage_intervention_campaign', columnNames: ['campaignId', 'at']}],
    }),
    new Table({
      name: 'activity_report',
      columns: [
        ...[
          c.id('id', key),
          c.id('campaignId'),
          c.id('organisationId'),
          c.key('state', 20),
          c.text('title', 120),
          c.key('heldOn', 10),
          c.key('formKey', 40),
          c.text('place', 200),
          c.longText('content'),
        ],
        ...[
          c.int('participants'),
          c.int('workersReached'),
          c.int('publicists'),
          c.int('audience'),
          c.text('enterprise', 120, absent),
          c.json('links'),
        ],
        ...[
          c.text('returnReason', 500, absent),
          c.utc('submittedAt', absent),
          c.id('submittedById', absent),
          c.utc('decidedAt', absent),
          c.id('decidedById', absent),
          c.int('version'),
        ],
      ],
      indices: [
        {name: 'activity_report_list', columnNames: ['campaignId', 'id']},
        {name: 'activity_report_counted', columnNames: ['campaignId', 'state', 'organisationId']},
      ],
    }),
    new Table({
      name: 'plan_progress',
      columns: [
        c.id('campaignId', key),
        c.id('organisationId', key),
        c.key('metricKey', 40, key),
        c.int('done'),
        c.int('revision'),
      ],
      indices: [{name: 'plan_progress_revision', columnNames: ['campaignId', 'revision']}],
    }),
    new Table({
      name: 'plan_unit',
      columns: [
        c.id('campaignId', key),
        c.id('organisationId', key),
        c.key('metricKey', 40, key),
        c.int('reports'),
        c.int('amount'),
      ],
    }),
    new Table({name: 'plan_revision', columns: [c.id('campaignId', key), c.int('revision')]}),
  ];
}
