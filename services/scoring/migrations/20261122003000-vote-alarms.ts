import {tableColumns} from '@concours/kernel/columns';
import {type MigrationInterface, type QueryRunner, Table} from 'typeorm';

/** What is wrong with votes at present, so that whichever instance is asked can tell it. Older code runs on beside it and tells nothing. */
export class VoteAlarms20261122003000 implements MigrationInterface {
  name = 'VoteAlarms20261122003000';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = tableColumns(queryRunner);
    const key = {isPrimary: true};
    const columns = [c.int('round', key), c.key('code', 40, key), c.utc('since'), c.int('count')];
    await queryRunner.createTable(new Table({name: 'vote_alarm', columns}));
  }

  down(queryRunner: QueryRunner): Promise<void> {
    return queryRunner.dropTable('vote_alarm');
  }
}
