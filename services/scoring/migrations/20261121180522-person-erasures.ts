import {tableColumns} from '@concours/kernel/columns';
import {type MigrationInterface, type QueryRunner, Table} from 'typeorm';

/** Which erasures of persons this service has done its part of. Older code runs on without it, and does no part of any. */
export class ErasuresOfSeats20261121180522 implements MigrationInterface {
  name = 'ErasuresOfSeats20261121180522';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = tableColumns(queryRunner);
    const columns = [c.id('id', {isPrimary: true}), c.int('rows'), c.utc('erasedAt')];
    await queryRunner.createTable(new Table({name: 'person_erasure', columns}));
  }

  down(queryRunner: QueryRunner): Promise<void> {
    return queryRunner.dropTable('person_erasure');
  }
}
