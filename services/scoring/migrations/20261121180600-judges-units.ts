import {tableColumns} from '@concours/kernel/columns';
import {TableColumn, type MigrationInterface, type QueryRunner} from 'typeorm';

/** A judge's own unit, whose works the judge must not score (A29). A nullable column: code from before runs on and asks for none. */
export class JudgesUnits20261121180600 implements MigrationInterface {
  name = 'JudgesUnits20261121180600';

  async up(queryRunner: QueryRunner): Promise<void> {
    const column = tableColumns(queryRunner).id('organisationId', {isNullable: true});
    await queryRunner.addColumn('panel_seat', new TableColumn(column));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropColumn('panel_seat', 'organisationId');
  }
}
