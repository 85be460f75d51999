import {tableColumns} from '@concours/kernel/columns';
import {type MigrationInterface, type QueryRunner, TableColumn} from 'typeorm';

/** Why: a campaign whose notice is countersigned is public when all have signed (R126). What was there before is public; what older code begins stays hidden until it is applied again. */
export class Publication20261121211500 implements MigrationInterface {
  readonly name = 'Publication20261121211500';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = tableColumns(queryRunner);
    await queryRunner.addColumn('campaign', new TableColumn(c.utc('publishedAt', {isNullable: true})));
    await queryRunner.query('UPDATE campaign SET publishedAt = createdAt');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropColumn('campaign', 'publishedAt');
  }
}
