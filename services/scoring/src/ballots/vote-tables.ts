import type {QueryRunner} from 'typeorm';

/**
 * The votes' own tables as they were first (voter-tables.ts has those with voters as they are now), in each engine's words: byte columns and clustered keys are not in the portable subset, and nothing but the
 * two adapters of the vote store touches them. All limits are unique keys over numbered slots (voting.md); a null slot limits nothing.
 *
 * vote: one row a mark, clustered in the order in which a writer wrote, so a batch reads back by its key.
 * vote_slot: the slots a round allows in a day; a foreign key keeps a wrong program from giving more.
 * vote_tally: counts by entry and writer; `shown` stops at the freeze. vote_pace: counts by five seconds. vote_writer: who writes.
 * The first migration makes them: a change here is a migration of its own, for those who have run it.
 */
export async function createVoteTables(queryRunner: QueryRunner): Promise<void> {
  for (const statement of isMysql(queryRunner) ? mysqlTables : sqliteTables) await queryRunner.query(statement);
}

export async function dropVoteTables(queryRunner: QueryRunner): Promise<void> {
  for (const table of ['vote', 'vote_slot', 'vote_tally', 'vote_pace', 'vote_writer']) {
    await queryRunner.query(`DROP TABLE ${table}`);
  }
}

/** Where a mark comes from: see Origin. */
export async function addVoteOrigins(queryRunner: QueryRunner): Promise<void> {
  const mysql = isMysql(queryRunner);
  const types = {device: mysql ? 'BINARY(8)' : 'BLOB', since: 'INTEGER', constituency: 'INTEGER'};
  // one statement on MySQL: a table of millions is changed once
  const added = Object.entries(types).map(([name, type]) => `ADD COLUMN ${name} ${type} NULL`);
  for (const each of mysql ? [added.join(', ')] : added) await queryRunner.query(`ALTER TABLE vote ${each}`);
}

export async function dropVoteOrigins(queryRunner: QueryRunner): Promise<void> {
  for (const name of ['device', 'since', 'constituency']) {
    await queryRunner.query(`ALTER TABLE vote DROP COLUMN ${name}`);
  }
}

export const isMysql = ({dataSource}: QueryRunner): boolean => dataSource.options.type !== 'better-sqlite3';

const columns = (int: string, big: string, bytes: (length: number) => string): string => `
  writer ${int} NOT NULL, batch ${big} NOT NULL, seq ${int} NOT NULL,
  round ${int} NOT NULL, voter ${bytes(191)} NOT NULL, day ${int} NOT NULL,
  slot ${int} NULL, round_slot ${int} NULL, entry ${int} NOT NULL, entry_slot ${int} NULL,
  request ${bytes(64)} NOT NULL, position ${int} NOT NULL, at ${big} NOT NULL,
  PRIMARY KEY (writer, batch, seq)`;

const foreignKey =
  'CONSTRAINT vote_slot_allowed FOREIGN KEY (round, slot) REFERENCES vote_slot (round, slot) ON DELETE RESTRICT ON UPDATE RESTRICT';

const limits: Record<string, string> = {
  vote_day: 'round, voter, day, slot',
  vote_round: 'round, voter, round_slot',
  vote_entry: 'round, voter, day, entry, entry_slot',
  vote_request: 'round, voter, request, position',
};

const counts = (int: string, big: string): string[] => [
  `CREATE TABLE vote_slot (round ${int} NOT NULL, slot ${int} NOT NULL, PRIMARY KEY (round, slot))`,
  `CREATE TABLE vote_tally (round ${int} NOT NULL, entry ${int} NOT NULL, writer ${int} NOT NULL, votes ${big} NOT NULL, shown ${big} NOT NULL, PRIMARY KEY (round, entry, writer))`,
  `CREATE TABLE vote_pace (round ${int} NOT NULL, span ${int} NOT NULL, writer ${int} NOT NULL, votes ${int} NOT NULL, PRIMARY KEY (round, span, writer))`,
  `CREATE TABLE vote_writer (id ${int} NOT NULL PRIMARY KEY, holder varchar(26) NOT NULL, session ${int} NOT NULL, leased_until ${big} NOT NULL)`,
];

export const innodb = (statement: string): string =>
  `${statement} ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin`;

const mysqlTables: string[] = [
  ...counts('INT', 'BIGINT').map(innodb),
  innodb(
    `CREATE TABLE vote (${columns('INT', 'BIGINT', (length) => `VARBINARY(${length})`)}, ${Object.entries(limits)
      .map(([name, over]) => `UNIQUE KEY ${name} (${over})`)
      .join(', ')}, KEY vote_of_slot (round, slot), ${foreignKey})`,
  ),
];

const sqliteTables: string[] = [
  ...counts('INTEGER', 'INTEGER').map((statement) => `${statement} WITHOUT ROWID`),
  `CREATE TABLE vote (${columns('INTEGER', 'INTEGER', () => 'BLOB')}, ${foreignKey}) WITHOUT ROWID`,
  ...Object.entries(limits).map(([name, over]) => `CREATE UNIQUE INDEX ${name} ON vote (${over})`),
];
