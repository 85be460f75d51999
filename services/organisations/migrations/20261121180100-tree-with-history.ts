import {tableColumns} from '@concours/kernel/columns';
import {
  Table,
  TableColumn,
  TableForeignKey,
  TableIndex,
  type MigrationInterface,
  type QueryRunner,
  type TableColumnOptions,
} from 'typeorm';
import {createTreeGuards, dropTreeGuards} from '../src/organisations/tree-guards.js';

const BATCH = 200;

/**
 * The tree is kept a tree by the database itself, knows what each organisation was and when, and is searched in a table of
 * its own. Older code does not run against it: it writes `searchKeys`, which is gone, and no `listPath`. What organisations are found by
 * is filled in when the service starts, since it takes a library to say how names sound.
 */
export class TreeWithHistory20261121180100 implements MigrationInterface {
  readonly name = 'TreeWithHistory20261121180100';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = tableColumns(queryRunner);
    const mysql = queryRunner.dataSource.options.type !== 'better-sqlite3';
    const binary = mysql ? {collation: 'utf8mb4_bin'} : {};
    const nullable = {isNullable: true};
    const listPath = {name: 'listPath', type: 'varchar', length: '300', default: "''"};
    await queryRunner.dropColumn('organisation', 'searchKeys');
    await queryRunner.addColumns('organisation', [
      new TableColumn({...listPath, ...(mysql ? {charset: 'ascii', collation: 'ascii_bin'} : {})}),
      new TableColumn(c.utc('closedAt', nullable)),
      new TableColumn(c.id('mergedIntoId', nullable)),
    ]);
    await queryRunner.createIndices('organisation', [
      new TableIndex({name: 'organisation_list', columnNames: ['listPath']}),
      new TableIndex({name: 'organisation_merged', columnNames: ['mergedIntoId']}),
      new TableIndex({name: 'organisation_region', columnNames: ['regionCode', 'position']}),
    ]);
    await queryRunner.createForeignKeys('organisation', [
      referring('parentId', 'organisation_has_parent'),
      referring('mergedIntoId', 'organisation_merged_into'),
    ]);
    await createTreeGuards(queryRunner);
    await writeListPaths(queryRunner);

    const create = (name: string, columns: TableColumnOptions[], indices: object[] = []) =>
      queryRunner.createTable(new Table({name, columns, indices} as ConstructorParameters<typeof Table>[0]));
    await create(
      'organisation_search',
      [c.id('organisationId', {isPrimary: true}), c.int('position'), c.longText('keys', binary), c.int('form')],
      [{name: 'organisation_search_form', columnNames: ['form']}],
    );
    await create(
      'organisation_period',
      [
        c.id('organisationId', {isPrimary: true}),
        c.int('version', {isPrimary: true}),
        c.key('event', 20),
        c.utc('from'),
        c.utc('until', nullable),
        c.longText('reason', nullable),
        c.id('counterpartId', nullable),
        c.id('parentId', nullable),
        c.text('nameZh', 200),
        c.text('nameEn', 200, nullable),
        c.text('shortNameZh', 200, nullable),
        c.text('shortNameEn', 200, nullable),
        c.key('kind', 40),
        c.key('level', 40),
        c.flag('closed'),
      ],
      [{name: 'organisation_period_from', columnNames: ['organisationId', 'from']}],
    );
    const told = 'nameZh, nameEn, shortNameZh, shortNameEn, kind, level, closed';
    const [from, until] = mysql ? ['`from`', '`until`'] : ['"from"', '"until"'];
    await queryRunner.query(
      `INSERT INTO organisation_period (organisationId, version, event, ${from}, ${until}, parentId, ${told})
       SELECT id, version, 'CREATED', createdAt, NULL, parentId, ${told} FROM organisation`,
    );
    await create(
      'organisation_external_reference',
      [
        c.key('system', 40, {isPrimary: true}),
        c.key('value', 100, {isPrimary: true}),
        c.id('organisationId'),
        c.utc('since'),
      ],
      [{name: 'organisation_external_reference_one', columnNames: ['organisationId', 'system'], isUnique: true}],
    );
  }

  /** What was found by its aliases and code is found again; the history is gone. */
  async down(queryRunner: QueryRunner): Promise<void> {
    const c = tableColumns(queryRunner);
    await dropTreeGuards(queryRunner);
    for (const table of ['organisation_external_reference', 'organisation_period']) await queryRunner.dropTable(table);
    // SQLite rebuilds the table, and the old one can't go while its rows hold on to each other: they let go meanwhile
    await queryRunner.query('CREATE TEMPORARY TABLE organisation_above AS SELECT id, parentId FROM organisation');
    await queryRunner.query('UPDATE organisation SET parentId = NULL, mergedIntoId = NULL');
    const {foreignKeys} = (await queryRunner.getTable('organisation'))!;
    await queryRunner.dropForeignKeys('organisation', foreignKeys);
    await queryRunner.query(
      'UPDATE organisation SET parentId = (SELECT a.parentId FROM organisation_above a WHERE a.id = organisation.id)',
    );
    await queryRunner.query('DROP TABLE organisation_above');
    for (const index of ['organisation_list', 'organisation_merged', 'organisation_region'])
      await queryRunner.dropIndex('organisation', index);
    await queryRunner.dropColumns('organisation', ['listPath', 'closedAt', 'mergedIntoId']);
    await queryRunner.addColumn('organisation', new TableColumn({...c.longText('searchKeys'), isNullable: true}));
    await queryRunner.query(
      'UPDATE organisation SET searchKeys = (SELECT s.keys FROM organisation_search s WHERE s.organisationId = organisation.id)',
    );
    await queryRunner.dropTable('organisation_search');
  }
}

function referring(column: string, name: string): TableForeignKey {
  return new TableForeignKey({
    name,
    columnNames: [column],
    referencedTableName: 'organisation',
    referencedColumnNames: ['id'],
    onDelete: 'RESTRICT',
    onUpdate: 'RESTRICT',
  });
}

async function writeListPaths(queryRunner: QueryRunner): Promise<void> {
  const rows = (await queryRunner.query('SELECT id, parentId, position FROM organisation ORDER BY depth')) as {
    id: string;
    parentId: string | null;
    position: number | string;
  }[];
  const paths = new Map<string, string>();
  for (const {id, parentId, position} of rows)
    paths.set(id, `${paths.get(parentId ?? '') ?? ''}${Number(position).toString(36).padStart(6, '0')}`);
  const all = [...paths];
  for (let from = 0; from < all.length; from += BATCH) {
    const part = all.slice(from, from + BATCH);
    await queryRunner.query(
      `UPDATE organisation SET listPath = CASE id ${part.map(() => 'WHEN ? THEN ?').join(' ')} END
       WHERE id IN (${part.map(() => '?').join(', ')})`,
      [...part.flat(), ...part.map(([id]) => id)],
    );
  }
}
