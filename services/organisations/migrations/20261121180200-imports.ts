import {tableColumns} from '@concours/kernel/columns';
import {Table, type MigrationInterface, type QueryRunner, type TableColumnOptions} from 'typeorm';

/** Imports from files: the job, the file until it is read, and its rows with what becomes of them. New tables only: older code runs on. */
export class Imports20261121180200 implements MigrationInterface {
  readonly name = 'Imports20261121180200';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = tableColumns(queryRunner);
    const nullable = {isNullable: true};
    const blob: TableColumnOptions = {name: 'bytes', type: 'blob'};
    const counts = [
      'rowTotal',
      'rowCount',
      'newCount',
      'changedCount',
      'unchangedCount',
      'refusedCount',
      'toApplyCount',
    ];
    const cursor = ['appliedCount', 'firstPosition', 'cursorWave', 'cursorNumber'];
    await queryRunner.createTable(
      new Table({
        name: 'organisation_import',
        columns: [
          c.id('id', {isPrimary: true}),
          c.text('fileName', 200),
          c.key('format', 10),
          c.int('size'),
          c.key('mode', 20),
          c.key('state', 20),
          c.key('encoding', 20, nullable),
          c.id('accountId', nullable),
          c.text('startedBy', 200),
          c.id('organisationId', nullable),
          c.json('reach'),
          c.json('columns'),
          c.json('ignored'),
          c.json('problem', nullable),
          ...[...counts, ...cursor].map((name) => c.int(name)),
          c.id('leaseBy', nullable),
          c.utc('leaseUntil', nullable),
          c.utc('startedAt'),
          c.utc('checkedAt', nullable),
          c.utc('appliedAt', nullable),
          c.utc('finishedAt', nullable),
        ],
        indices: [
          {name: 'organisation_import_place', columnNames: ['organisationId', 'id']},
          {name: 'organisation_import_state', columnNames: ['state', 'leaseUntil']},
        ],
      }),
    );
    await queryRunner.createTable(
      new Table({
        name: 'organisation_import_chunk',
        columns: [c.id('importId', {isPrimary: true}), c.int('number', {isPrimary: true}), blob],
      }),
    );
    await queryRunner.createTable(
      new Table({
        name: 'organisation_import_row',
        columns: [
          c.id('importId', {isPrimary: true}),
          c.int('number', {isPrimary: true}),
          c.json('cells'),
          c.text('code', 100),
          c.key('outcome', 10),
          c.json('problems', nullable),
          c.json('changes', nullable),
          c.json('parentMatch', nullable),
          c.int('wave'),
        ],
        indices: [{name: 'organisation_import_row_outcome', columnNames: ['importId', 'outcome', 'number']}],
      }),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['organisation_import_row', 'organisation_import_chunk', 'organisation_import']) {
      await queryRunner.dropTable(table);
    }
  }
}
