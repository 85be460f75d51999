import {createKeepers} from '@concours/kernel/audit/keepers';
import {tableColumns} from '@concours/kernel/columns';
import {type MigrationInterface, type QueryRunner, Table, type TableColumnOptions} from 'typeorm';

/**
 * The ledger of votes: sealed blocks, chained, and their published heads. Votes that are there already are sealed when the service
 * starts. Old code runs beside it: it knows nothing of these tables, and its votes are sealed by the new code.
 */
export class Ledger20261121217000 implements MigrationInterface {
  name = 'Ledger20261121217000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of tables(queryRunner)) await queryRunner.createTable(table);
    await queryRunner.query('INSERT INTO ledger_lease (id) VALUES (1)');
    for (const table of ['ledger_block', 'ledger_head']) await createKeepers(queryRunner, {table});
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    // their triggers go with them
    for (const name of ['head', 'block', 'chain', 'secret', 'cursor', 'lease']) {
      await queryRunner.dropTable(`ledger_${name}`);
    }
  }
}

function tables(queryRunner: QueryRunner): Table[] {
  const c = tableColumns(queryRunner);
  const key = {isPrimary: true};
  const big = (name: string): TableColumnOptions => ({name, type: 'bigint'});
  return [
    new Table({
      name: 'ledger_lease',
      columns: [c.int('id', key), c.id('holder', {isNullable: true}), c.utc('leasedUntil', {isNullable: true})],
    }),
    new Table({name: 'ledger_cursor', columns: [c.int('writer', key), big('batch'), big('settled')]}),
    new Table({name: 'ledger_secret', columns: [c.int('round', key), c.key('secret', 64)]}),
    new Table({
      name: 'ledger_chain',
      columns: [
        c.int('round', key),
        c.int('writer', key),
        ...[c.int('blocks'), c.int('ballots'), c.int('marks')],
        c.key('hash', 64),
        c.json('peaks'),
      ],
    }),
    new Table({
      name: 'ledger_block',
      columns: [
        ...[c.int('round', key), c.int('writer', key), c.int('number', key)],
        c.key('kind', 20),
        big('batch'),
        ...[c.int('ballots'), c.int('marks')],
        c.json('lines'),
        c.key('hash', 64),
        c.json('nodes'),
      ],
      indices: [{name: 'ledger_block_batch', columnNames: ['writer', 'batch', 'round']}],
    }),
    new Table({
      name: 'ledger_head',
      columns: [
        ...[c.int('round', key), c.int('number', key), c.int('day')],
        c.utc('at'),
        c.flag('closing'),
        c.longText('statement'),
        c.json('body'),
        ...[c.key('hash', 64), c.key('publicKey', 64), c.key('signature', 100)],
      ],
    }),
  ];
}
