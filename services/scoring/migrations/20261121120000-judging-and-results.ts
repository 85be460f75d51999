import {tableColumns} from '@concours/kernel/columns';
import {type MigrationInterface, type QueryRunner, Table} from 'typeorm';

/**
 * Panels, sheets, clerks' points, frozen results and awards decided by hand. Only adds tables, so the code before it still runs.
 */
export class JudgingAndResults20261121120000 implements MigrationInterface {
  name = 'JudgingAndResults20261121120000';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = tableColumns(queryRunner);
    const key = {isPrimary: true};
    const tables: Table[] = [
      new Table({
        name: 'panel_seat',
        columns: [
          c.key('roundId', 80, key),
          c.key('component', 40, key),
          c.id('judge', key),
          c.text('name'),
          c.int('seat'),
          c.utc('handedInAt', {isNullable: true}),
        ],
      }),
      new Table({
        name: 'score_sheet',
        columns: [
          c.key('roundId', 80, key),
          c.key('component', 40, key),
          c.id('entryId', key),
          c.id('judge', key),
          c.json('scores'),
          c.flag('abstained'),
          c.flag('conflict'),
          c.int('version'),
          c.utc('savedAt'),
        ],
      }),
      new Table({
        name: 'recorded_points',
        columns: [
          c.key('roundId', 80, key),
          c.key('component', 40, key),
          c.id('entryId', key),
          c.key('points', 20),
          c.id('recordedBy'),
          c.utc('recordedAt'),
        ],
      }),
      new Table({
        name: 'result',
        columns: [
          c.id('id', key),
          c.key('roundId', 80),
          c.id('campaignId'),
          c.key('digest', 64),
          c.json('bundle'),
          c.utc('frozenAt'),
          c.id('frozenBy'),
          c.text('frozenByName'),
          c.utc('noticeFrom', {isNullable: true}),
          c.utc('noticeUntil', {isNullable: true}),
          c.utc('publishedAt', {isNullable: true}),
          c.text('publishedByName', 191, {isNullable: true}),
          c.int('version'),
        ],
        indices: [{name: 'result_round', columnNames: ['roundId'], isUnique: true}],
      }),
      new Table({
        name: 'award_decision',
        columns: [
          c.id('campaignId', key),
          c.key('award', 40, key),
          c.json('entryIds'),
          c.json('organisationIds'),
          c.id('decidedBy'),
          c.utc('decidedAt'),
        ],
      }),
    ];
    for (const table of tables) await queryRunner.createTable(table);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const name of ['award_decision', 'result', 'recorded_points', 'score_sheet', 'panel_seat']) {
      await queryRunner.dropTable(name);
    }
  }
}
