import {tableColumns} from '@concours/kernel/columns';
import {type MigrationInterface, type QueryRunner, TableColumn} from 'typeorm';

/** Tracks that open points hold take nothing in. Code from before runs on, and does not know of them; null: nothing has been said yet. */
export class HeldTracks20261121211200 implements MigrationInterface {
  name = 'HeldTracks20261121211200';

  async up(queryRunner: QueryRunner): Promise<void> {
    const column = tableColumns(queryRunner).json('heldTracks', {isNullable: true});
    await queryRunner.addColumn('campaign_ref', new TableColumn(column));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropColumn('campaign_ref', 'heldTracks');
  }
}
