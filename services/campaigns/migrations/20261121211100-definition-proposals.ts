import {tableColumns} from '@concours/kernel/columns';
import {type MigrationInterface, type QueryRunner, Table, TableColumn} from 'typeorm';

/**
 * Why: after a stage has opened a change of the definition is proposed by one account and approved by another, and an applied version
 * keeps what it changed, for participants to see (R122). Older code reads and writes versions as before; it knows of no proposals.
 */
export class DefinitionProposals20261121211100 implements MigrationInterface {
  readonly name = 'DefinitionProposals20261121211100';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(proposals(queryRunner));
    for (const column of columns(queryRunner)) await queryRunner.addColumn('definition_version', column);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const {name} of columns(queryRunner)) await queryRunner.dropColumn('definition_version', name);
    await queryRunner.dropTable(proposals(queryRunner));
  }
}

function columns(queryRunner: QueryRunner): TableColumn[] {
  const c = tableColumns(queryRunner);
  const absent = {isNullable: true};
  return [
    c.json('changes', absent),
    c.flag('afterOpening', {default: 0}),
    c.id('proposedById', absent),
    c.text('proposedByName', 191, absent),
    c.text('waiver', 500, absent),
  ].map((column) => new TableColumn(column));
}

function proposals(queryRunner: QueryRunner): Table {
  const c = tableColumns(queryRunner);
  const absent = {isNullable: true};
  return new Table({
    name: 'definition_proposal',
    columns: [
      c.id('id', {isPrimary: true}),
      c.id('campaignId'),
      c.key('state', 20),
      c.int('baseVersion'),
      c.json('content'),
      c.key('digest', 64),
      c.json('changes'),
      c.text('reason', 500),
      c.utc('proposedAt'),
      c.id('proposedById', absent),
      c.text('proposedByName', 191, absent),
      c.utc('decidedAt', absent),
      c.id('decidedById', absent),
      c.text('decidedByName', 191, absent),
      c.text('answer', 500, absent),
      c.text('waiver', 500, absent),
    ],
    indices: [{name: 'definition_proposal_campaign', columnNames: ['campaignId', 'id']}],
  });
}
