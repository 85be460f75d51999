import {tableColumns} from '@concours/kernel/columns';
import {type MigrationInterface, type QueryRunner, Table} from 'typeorm';

/**
 * Counts of votes held elsewhere, version by version, with the files that bear them out (R124). Only adds tables, so the code before
 * it still runs.
 */
export class ExternalVotes20261122002000 implements MigrationInterface {
  name = 'ExternalVotes20261122002000';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = tableColumns(queryRunner);
    const key = {isPrimary: true};
    const open = {isNullable: true};
    const tables: Table[] = [
      new Table({
        name: 'external_import',
        columns: [
          c.id('id', key),
          c.key('roundId', 80),
          c.key('component', 40),
          c.int('version'),
          c.int('pending', open),
          c.text('source', 200),
          c.text('link', 500, open),
          c.utc('takenAt'),
          c.text('note', 1000, open),
          c.text('reason', 500, open),
          c.id('tableId', open),
          c.id('importedBy'),
          c.text('importedByName'),
          c.utc('importedAt'),
          c.key('decision', 10, open),
          c.id('decidedBy', open),
          c.text('decidedByName', 191, open),
          c.utc('decidedAt', open),
          c.text('decisionReason', 500, open),
        ],
        indices: [
          {name: 'external_import_version', columnNames: ['roundId', 'component', 'version'], isUnique: true},
          {name: 'external_import_pending', columnNames: ['roundId', 'component', 'pending'], isUnique: true},
        ],
      }),
      new Table({
        name: 'external_count',
        columns: [c.id('importId', key), c.id('entryId', key), c.int('votes')],
      }),
      new Table({
        name: 'external_file',
        columns: [
          c.id('id', key),
          c.key('roundId', 80),
          c.id('importId', open),
          c.text('name', 200),
          c.key('type', 100),
          c.int('size'),
          c.key('sha256', 64),
          c.id('uploadedBy'),
          c.utc('uploadedAt'),
        ],
        indices: [{name: 'external_file_import', columnNames: ['importId']}],
      }),
      new Table({
        name: 'external_file_piece',
        columns: [c.id('fileId', key), c.int('position', key), {name: 'bytes', type: 'blob'}],
      }),
    ];
    for (const table of tables) await queryRunner.createTable(table);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const name of ['external_file_piece', 'external_file', 'external_count', 'external_import']) {
      await queryRunner.dropTable(name);
    }
  }
}
