import {tableColumns} from '@concours/kernel/columns';
import {
  Table,
  TableColumn,
  TableIndex,
  type MigrationInterface,
  type QueryRunner,
  type TableColumnOptions,
} from 'typeorm';

/**
 * Invitations, lost passwords, second factors and what people say of themselves. Passwords may be missing now; older code
 * still runs beside this, but for accounts that were invited, whom it can't let in. Names
 * that exist already look like themselves.
 */
export class PeopleLetInByLink20261121180310 implements MigrationInterface {
  readonly name = 'PeopleLetInByLink20261121180310';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = tableColumns(queryRunner);
    const nullable = {isNullable: true};
    const create = (name: string, columns: TableColumnOptions[], indices: object[] = []) =>
      queryRunner.createTable(new Table({name, columns, indices} as ConstructorParameters<typeof Table>[0]));
    const index = (name: string, ...columnNames: string[]) => ({name, columnNames});

    await queryRunner.changeColumn('account', 'passwordHash', column(c.key('passwordHash', 191, nullable)));
    for (const added of [
      c.key('lookKey', 191, nullable),
      c.utc('lastSignInAt', nullable),
      c.text('email', 600, nullable),
      c.key('emailLookUp', 64, nullable),
      c.text('phone', 200, nullable),
      c.key('language', 2, nullable),
    ]) {
      await queryRunner.addColumn('account', column(added));
    }
    // in Latin and Chinese letters, which is all there was, a name looks like itself
    await queryRunner.query('UPDATE account SET lookKey = nameKey');
    await queryRunner.changeColumn('account', 'lookKey', column(c.key('lookKey')));
    await queryRunner.createIndex('account', new TableIndex({...index('account_looks', 'lookKey'), isUnique: true}));
    await queryRunner.createIndex('account', new TableIndex(index('account_email', 'emailLookUp')));

    const account = c.id('accountId');
    await create(
      'account_link',
      [c.key('tokenHash', 64, {isPrimary: true}), account, c.key('purpose', 10), c.utc('expiresAt')],
      [{...index('account_link_account', 'accountId'), isUnique: true}],
    );
    await create(
      'errand',
      [
        c.id('id', {isPrimary: true}),
        c.key('kind', 20),
        c.longText('sealed'),
        c.int('attempts'),
        c.utc('nextAt'),
        c.utc('expiresAt'),
      ],
      [index('errand_due', 'nextAt')],
    );
    await create(
      'attempt',
      [c.key('key', 64, {isPrimary: true}), c.int('count'), c.utc('endsAt')],
      [index('attempt_ends', 'endsAt')],
    );
    await create('second_factor', [
      c.id('accountId', {isPrimary: true}),
      c.text('secret', 300),
      c.utc('confirmedAt', nullable),
      c.int('lastStep'),
    ]);
    await create(
      'recovery_code',
      [c.key('lookUp', 64, {isPrimary: true}), account],
      [index('recovery_code_account', 'accountId')],
    );
    await create(
      'sign_in_challenge',
      [c.key('tokenHash', 64, {isPrimary: true}), account, c.int('attempts'), c.utc('expiresAt')],
      [index('sign_in_challenge_expires', 'expiresAt')],
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const c = tableColumns(queryRunner);
    for (const table of ['sign_in_challenge', 'recovery_code', 'second_factor', 'attempt', 'errand', 'account_link']) {
      await queryRunner.dropTable(table);
    }
    await queryRunner.dropIndex('account', 'account_email');
    await queryRunner.dropIndex('account', 'account_looks');
    await queryRunner.dropColumns('account', ['lookKey', 'lastSignInAt', 'email', 'emailLookUp', 'phone', 'language']);
    // who has no password can't sign in by one: '!' is the hash of none
    await queryRunner.query("UPDATE account SET passwordHash = '!' WHERE passwordHash IS NULL");
    await queryRunner.changeColumn('account', 'passwordHash', column(c.key('passwordHash')));
  }
}

const column = (options: TableColumnOptions): TableColumn => new TableColumn(options);
