import {tableColumns} from '@concours/kernel/columns';
import {Table, TableColumn, type MigrationInterface, type QueryRunner} from 'typeorm';

/**
 * Voters who have no account come in by a session of their own, and by the provider for the vote alone. Older code runs beside
 * it: to it an attempt that asks for the vote is one to sign in, which ends in a refusal.
 */
export class VoterSessions20261122005000 implements MigrationInterface {
  readonly name = 'VoterSessions20261122005000';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = tableColumns(queryRunner);
    const nullable = {isNullable: true};
    await queryRunner.createTable(
      new Table({
        name: 'voter_session',
        columns: [
          c.key('hash', 64, {isPrimary: true}),
          c.key('app', 120),
          c.key('voter', 64),
          c.id('organisationId', nullable),
          c.key('since', 10, nullable),
          c.key('device', 128, nullable),
          c.utc('expiresAt'),
        ],
        indices: [{name: 'voter_session_expires', columnNames: ['expiresAt']}],
      }),
    );
    await queryRunner.addColumn('oidc_attempt', new TableColumn(c.flag('voting', nullable)));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropColumn('oidc_attempt', 'voting');
    await queryRunner.dropTable('voter_session');
  }
}
