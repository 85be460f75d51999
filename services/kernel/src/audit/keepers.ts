import type {QueryRunner} from 'typeorm';

/** Everything but the seal, which is set once. */
const contents = [
  'id',
  'at',
  'action',
  'callerKind',
  'callerId',
  'callerName',
  'role',
  'roleOrganisationId',
  'organisationId',
  'campaignId',
  'subjectType',
  'subjectId',
  'beforeText',
  'afterText',
  'reason',
  'requestId',
];

/** What a server says that lets only a superuser make triggers while it writes a binary log. */
const withoutTriggers = new Set(['ER_BINLOG_CREATE_ROUTINE_NEED_SUPER', 'ER_TABLEACCESS_DENIED_ERROR']);

/**
 * Triggers that keep what is written: no row goes, none is changed but for being sealed once. Where the account may not make
 * triggers the table is without them: the chain still shows what was done to it, and `audit:verify` says that they are missing.
 */
export async function createKeepers(
  queryRunner: QueryRunner,
  {table, sealedBy}: {table: string; sealedBy?: string},
): Promise<void> {
  const mysql = queryRunner.dataSource.options.type !== 'better-sqlite3';
  const same = (column: string) => (mysql ? `NEW.${column} <=> OLD.${column}` : `NEW.${column} IS OLD.${column}`);
  const keptWhileSealing = sealedBy && `(OLD.${sealedBy} IS NULL AND ${contents.map(same).join(' AND ')})`;
  const refusal = `${table} is append-only`;
  const statements = mysql
    ? [
        `CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table} FOR EACH ROW IF ${keptWhileSealing ? `NOT ${keptWhileSealing}` : 'TRUE'} THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${refusal}'; END IF`,
        `CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table} FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${refusal}'`,
      ]
    : [
        `CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table} ${keptWhileSealing ? `WHEN NOT ${keptWhileSealing}` : ''} BEGIN SELECT RAISE(ABORT, '${refusal}'); END`,
        `CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, '${refusal}'); END`,
      ];
  try {
    for (const statement of statements) await queryRunner.query(statement);
  } catch (error) {
    if (!withoutTriggers.has((error as {code?: string}).code ?? '')) throw error;
  }
}
