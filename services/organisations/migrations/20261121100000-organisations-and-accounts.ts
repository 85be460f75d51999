import {tableColumns} from '@concours/kernel/columns';
import {createEventTables, dropEventTables} from '@concours/kernel/events/tables';
import {Table, type MigrationInterface, type QueryRunner, type TableColumnOptions} from 'typeorm';

/** The first tables: the tree, accounts, grants, sessions, displays and apps. There is no older code to run against them. */
export class OrganisationsAndAccounts20261121100000 implements MigrationInterface {
  readonly name = 'OrganisationsAndAccounts20261121100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = tableColumns(queryRunner);
    const mysql = queryRunner.dataSource.options.type !== 'better-sqlite3';
    const ascii = (name: string, length: number): TableColumnOptions => ({
      name,
      type: 'varchar',
      length: String(length),
      ...(mysql ? {charset: 'ascii', collation: 'ascii_bin'} : {}),
    });
    const id = c.id('id', {isPrimary: true});
    const nullable = {isNullable: true};
    const index = (name: string, ...columnNames: string[]) => ({name, columnNames});
    const unique = (name: string, ...columnNames: string[]) => ({name, columnNames, isUnique: true});
    const create = (name: string, columns: TableColumnOptions[], indices: object[] = [], checks: object[] = []) =>
      queryRunner.createTable(new Table({name, columns, indices, checks} as ConstructorParameters<typeof Table>[0]));

    await createEventTables(queryRunner);
    await create(
      'organisation',
      [
        id,
        c.key('code', 100),
        c.id('parentId', nullable),
        ascii('path', 350),
        ascii('segment', 6),
        c.int('depth'),
        c.int('position'),
        c.key('kind', 40),
        c.key('level', 40),
        c.text('nameZh', 200),
        c.text('nameEn', 200, nullable),
        c.text('shortNameZh', 200, nullable),
        c.text('shortNameEn', 200, nullable),
        c.key('regionCode', 12, nullable),
        c.flag('closed'),
        c.longText('searchKeys'),
        c.int('version'),
        c.utc('createdAt'),
      ],
      [
        unique('organisation_code', 'code'),
        unique('organisation_path', 'path'),
        unique('organisation_segment', 'segment'),
        index('organisation_parent', 'parentId', 'position'),
        index('organisation_position', 'position'),
      ],
      [{name: 'organisation_not_its_parent', expression: '"parentId" <> "id"'}],
    );
    // TypeORM makes no checks on MySQL, and compares none there
    if (mysql) {
      await queryRunner.query(
        'ALTER TABLE organisation ADD CONSTRAINT organisation_not_its_parent CHECK (parentId <> id)',
      );
    }
    await create(
      'organisation_alias',
      [c.id('organisationId', {isPrimary: true}), c.key('key', 191, {isPrimary: true}), c.text('text', 200)],
      [index('organisation_alias_key', 'key')],
    );
    await create('organisation_tree', [c.int('id', {isPrimary: true}), c.int('lastPosition')]);
    await queryRunner.query('INSERT INTO organisation_tree VALUES (1, 0)');
    await create(
      'account',
      [
        id,
        c.text('name', 60),
        c.key('nameKey'),
        c.text('displayName', 100),
        c.key('passwordHash'),
        c.id('organisationId'),
        c.flag('suspended'),
        c.utc('createdAt'),
      ],
      [unique('account_name', 'nameKey'), index('account_organisation', 'organisationId')],
    );
    await create(
      'role_grant',
      [
        id,
        c.id('accountId'),
        c.key('role', 40),
        c.id('organisationId'),
        c.key('scope', 100),
        c.utc('until', nullable),
        c.id('grantedBy', nullable),
        c.utc('createdAt'),
      ],
      [
        unique('role_grant_once', 'accountId', 'role', 'organisationId', 'scope'),
        index('role_grant_organisation', 'organisationId'),
      ],
    );
    await create(
      'session',
      [id, c.key('tokenHash', 64), c.id('accountId'), c.utc('createdAt'), c.utc('expiresAt')],
      [
        unique('session_token', 'tokenHash'),
        index('session_account', 'accountId'),
        index('session_expires', 'expiresAt'),
      ],
    );
    await create('set_up', [c.int('id', {isPrimary: true}), c.key('codeHash', 64), c.utc('createdAt')]);
    await create(
      'display',
      [id, c.text('name', 100), c.key('tokenHash', 64), c.id('organisationId'), c.utc('createdAt')],
      [unique('display_token', 'tokenHash'), index('display_organisation', 'organisationId')],
    );
    await create(
      'partner_app',
      [id, c.text('name', 100), c.id('organisationId'), c.text('secret', 64), c.utc('createdAt')],
      [index('partner_app_organisation', 'organisationId')],
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const tables = ['partner_app', 'display', 'set_up', 'session', 'role_grant', 'account'];
    for (const table of [...tables, 'organisation_tree', 'organisation_alias', 'organisation']) {
      await queryRunner.dropTable(table);
    }
    await dropEventTables(queryRunner);
  }
}
