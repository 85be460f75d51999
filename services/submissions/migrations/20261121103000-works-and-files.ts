import {tableColumns} from '@concours/kernel/columns';
import {createEventTables, dropEventTables} from '@concours/kernel/events/tables';
import {type MigrationInterface, type QueryRunner, Table, TableIndex} from 'typeorm';

/**
 * The first tables: works with their files, the numbered places that hold every limit, and the read models of organisations and
 * campaigns. No older code exists. There are no foreign keys: a read model may arrive after what refers to it.
 */
export class WorksAndFiles20261121103000 implements MigrationInterface {
  name = 'WorksAndFiles20261121103000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of tables(queryRunner)) await queryRunner.createTable(table);
    await createEventTables(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropEventTables(queryRunner);
    for (const table of tables(queryRunner).reverse()) await queryRunner.dropTable(table);
  }
}

const key = {isPrimary: true};
const nullable = {isNullable: true};
const index = (name: string, columnNames: string[]) => new TableIndex({name, columnNames});
const unique = (name: string, columnNames: string[]) => new TableIndex({name, columnNames, isUnique: true});

function tables(queryRunner: QueryRunner): Table[] {
  const c = tableColumns(queryRunner);
  return [
    new Table({
      name: 'organisation_ref',
      columns: [
        c.id('id', key),
        c.key('code', 100),
        c.key('path', 700),
        c.key('kind', 20),
        c.key('level', 20),
        c.text('nameZh', 200),
        c.text('nameEn', 200),
        c.flag('closed'),
      ],
      indices: [index('organisation_ref_path', ['path'])],
    }),
    new Table({
      name: 'campaign_ref',
      columns: [
        c.id('id', key),
        c.key('key', 40),
        c.id('ownerOrganisationId'),
        c.key('ownerPath', 700),
        c.int('definitionVersion'),
        c.json('definition'),
        c.json('stages'),
        c.json('overrides'),
      ],
    }),
    new Table({
      name: 'submission',
      columns: [
        c.id('id', key),
        c.id('campaignId'),
        c.key('trackKey', 40),
        c.int('definitionVersion'),
        c.id('organisationId'),
        c.int('ordinal'),
        c.key('number', 60),
        c.text('title', 120),
        c.text('author', 60),
        c.int('performers'),
        c.json('entered'),
        c.key('state', 20),
        c.id('recommendedById', nullable),
        c.flag('published'),
        c.text('returnReason', 500, nullable),
        c.utc('handedInAt', nullable),
        c.utc('createdAt'),
        c.int('version'),
      ],
      indices: [
        unique('submission_number', ['campaignId', 'trackKey', 'ordinal']),
        index('submission_title', ['campaignId', 'title', 'id']),
        index('submission_handed_in', ['campaignId', 'handedInAt', 'id']),
        index('submission_organisation', ['organisationId']),
      ],
    }),
    new Table({
      name: 'submission_step',
      columns: [
        c.id('id', key),
        c.id('submissionId'),
        c.utc('at'),
        c.key('kind', 30),
        c.id('organisationId', nullable),
        c.text('by', 100, nullable),
        c.text('note', 500, nullable),
      ],
      indices: [index('submission_step_submission', ['submissionId', 'id'])],
    }),
    new Table({
      name: 'submission_counter',
      columns: [c.id('campaignId', key), c.key('trackKey', 40, key), c.int('last')],
    }),
    new Table({
      name: 'author_place',
      columns: [
        c.id('submissionId', key),
        c.id('campaignId'),
        c.key('trackKey', 40),
        c.id('organisationId'),
        c.key('author', 100),
        c.int('place'),
      ],
      indices: [unique('author_place_place', ['campaignId', 'trackKey', 'organisationId', 'author', 'place'])],
    }),
    new Table({
      name: 'asset',
      columns: [
        c.id('id', key),
        c.id('submissionId'),
        c.id('campaignId'),
        c.key('rule', 40),
        c.int('slot'),
        c.key('role', 20),
        c.text('fileName', 120),
        c.key('format', 10),
        c.key('type', 100),
        c.int('size'),
        c.key('digest', 64),
        c.int('durationMs', nullable),
        c.int('width', nullable),
        c.int('height', nullable),
        c.json('remarks'),
        c.utc('createdAt'),
      ],
      indices: [
        unique('asset_slot', ['submissionId', 'rule', 'slot']),
        index('asset_digest', ['campaignId', 'digest']),
      ],
    }),
    new Table({
      name: 'consent',
      columns: [c.id('submissionId', key), c.text('version', 40), c.text('givenBy', 60), c.utc('at')],
    }),
    new Table({
      name: 'recommendation',
      columns: [
        c.id('submissionId', key),
        c.id('campaignId'),
        c.key('trackKey', 40),
        c.id('organisationId'),
        c.int('place', nullable),
        c.utc('at'),
      ],
      indices: [unique('recommendation_place', ['campaignId', 'trackKey', 'organisationId', 'place'])],
    }),
    new Table({
      name: 'shortlist',
      columns: [
        c.id('campaignId', key),
        c.key('trackKey', 40, key),
        c.int('revision'),
        c.utc('closedAt', nullable),
        c.int('closedCount', nullable),
        c.key('digest', 64, nullable),
      ],
    }),
    new Table({
      name: 'shortlist_place',
      columns: [c.id('submissionId', key), c.id('campaignId'), c.key('trackKey', 40), c.int('place')],
      indices: [unique('shortlist_place_place', ['campaignId', 'trackKey', 'place'])],
    }),
  ];
}
