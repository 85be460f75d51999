import {tableColumns} from '@concours/kernel/columns';
import {type MigrationInterface, type QueryRunner, TableColumn} from 'typeorm';
import {parse} from 'yaml';

/**
 * A campaign keeps its definition as it is written (months, "to be announced") beside the one in force, the dates its owner has confirmed, and
 * what is held by points that are still open. Code from before reads and changes campaigns that are there; it can begin no new one.
 */
export class Calendar20261121211200 implements MigrationInterface {
  name = 'Calendar20261121211200';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = tableColumns(queryRunner);
    const columns = [c.json('file'), c.json('moments'), c.json('held')];
    for (const column of columns)
      await queryRunner.addColumn('campaign', new TableColumn({...column, isNullable: true}));
    await fill(queryRunner);
    for (const column of columns) await queryRunner.changeColumn('campaign', column.name, new TableColumn(column));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const name of ['held', 'moments', 'file']) await queryRunner.dropColumn('campaign', name);
  }
}

/** What is written is in the newest version's source; nothing in it needed confirming before this, and nothing was held. */
async function fill(queryRunner: QueryRunner): Promise<void> {
  const rows = (await queryRunner.query(
    'SELECT v.campaignId AS id, v.content AS content FROM definition_version v JOIN campaign c ON c.id = v.campaignId AND c.definitionVersion = v.version',
  )) as {id: string; content: string | {source: string}}[];
  for (const {id, content} of rows) {
    const {source} = typeof content === 'string' ? (JSON.parse(content) as {source: string}) : content;
    const file = JSON.stringify(parse(source, {schema: 'core'}));
    await queryRunner.query('UPDATE campaign SET file = ?, moments = ?, held = ? WHERE id = ?', [
      ...[file, '{}', '{"stages":{},"tracks":{},"plan":[]}'],
      id,
    ]);
  }
}
