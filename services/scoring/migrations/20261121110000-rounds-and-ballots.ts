import {tableColumns} from '@concours/kernel/columns';
import {createEventTables, dropEventTables} from '@concours/kernel/events/tables';
import {type MigrationInterface, type QueryRunner, Table} from 'typeorm';
import {createVoteTables, dropVoteTables} from '../src/ballots/vote-tables.js';

/**
 * The first tables: what scoring knows of the other services, rounds with their entries, and the votes. Nothing ran before them.
 */
export class RoundsAndBallots20261121110000 implements MigrationInterface {
  name = 'RoundsAndBallots20261121110000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await createEventTables(queryRunner);
    for (const table of [...readModels(queryRunner), ...roundTables(queryRunner)]) await queryRunner.createTable(table);
    await createVoteTables(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropVoteTables(queryRunner);
    for (const name of ['entry', 'round', 'shortlist', 'submission_ref', 'organisation_ref', 'campaign']) {
      await queryRunner.dropTable(name);
    }
    await dropEventTables(queryRunner);
  }
}

const key = {isPrimary: true};

function readModels(queryRunner: QueryRunner): Table[] {
  const c = tableColumns(queryRunner);
  return [
    new Table({
      name: 'campaign',
      columns: [
        c.id('id', key),
        c.key('key', 40),
        c.int('version'),
        c.int('definitionVersion'),
        c.id('ownerOrganisationId'),
        c.key('ownerPath', 500),
        c.json('definition'),
        c.json('organisations'),
        c.json('stages'),
      ],
    }),
    new Table({
      name: 'organisation_ref',
      columns: [
        c.id('id', key),
        c.key('path', 500),
        c.key('level', 40),
        c.key('kind', 40),
        c.text('nameZh', 200),
        c.text('nameEn', 200),
      ],
      indices: [{name: 'organisation_ref_path', columnNames: ['path']}],
    }),
    new Table({
      name: 'submission_ref',
      columns: [
        c.id('id', key),
        c.id('campaignId'),
        c.key('trackKey', 40),
        c.id('organisationId'),
        c.id('recommendedById', {isNullable: true}),
        c.key('number', 60),
        c.text('title', 300),
        c.text('author', 300),
        c.key('state', 30),
        c.flag('wasShortlisted'),
        c.utc('handedInAt', {isNullable: true}),
      ],
      indices: [{name: 'submission_ref_track', columnNames: ['campaignId', 'trackKey', 'state']}],
    }),
    new Table({
      name: 'shortlist',
      columns: [c.key('id', 80, key), c.int('count'), c.key('digest', 64), c.utc('closedAt')],
    }),
  ];
}

function roundTables(queryRunner: QueryRunner): Table[] {
  const c = tableColumns(queryRunner);
  const ref = c.int('ref', {
    type: 'integer',
    isPrimary: true,
    isGenerated: true,
    generationStrategy: 'increment',
  });
  return [
    new Table({
      name: 'round',
      columns: [
        ref,
        c.key('id', 80),
        c.id('campaignId'),
        c.key('key', 40),
        c.key('trackKey', 40),
        c.int('position'),
        c.int('revision'),
        c.flag('entriesComplete'),
        c.flag('removed'),
      ],
      indices: [
        {name: 'round_id', columnNames: ['id'], isUnique: true},
        {name: 'round_campaign', columnNames: ['campaignId', 'trackKey']},
      ],
    }),
    new Table({
      name: 'entry',
      columns: [
        ref,
        c.id('id'),
        c.key('roundId', 80),
        c.id('submissionId'),
        c.id('organisationId'),
        c.int('position'),
        c.utc('admittedAt'),
        c.flag('withdrawn'),
      ],
      indices: [
        {name: 'entry_id', columnNames: ['id'], isUnique: true},
        {name: 'entry_submission', columnNames: ['roundId', 'submissionId'], isUnique: true},
        {name: 'entry_number', columnNames: ['roundId', 'position'], isUnique: true},
        {name: 'entry_work', columnNames: ['submissionId']},
      ],
    }),
  ];
}
