import {tableColumns} from '@concours/kernel/columns';
import {TableColumn, type MigrationInterface, type QueryRunner} from 'typeorm';

/** A frozen result keeps how its units are called that day, in tables too. Older code runs on: it leaves the columns empty. */
export class ShortNamesOfUnits20261121180110 implements MigrationInterface {
  readonly name = 'ShortNamesOfUnits20261121180110';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = tableColumns(queryRunner);
    const nullable = {isNullable: true};
    await queryRunner.addColumns('organisation_ref', [
      new TableColumn(c.text('shortNameZh', 200, nullable)),
      new TableColumn(c.text('shortNameEn', 200, nullable)),
    ]);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropColumns('organisation_ref', ['shortNameZh', 'shortNameEn']);
  }
}
