import type {QueryRunner} from 'typeorm';
import {innodb, isMysql} from './vote-tables.js';

/**
 * The tables of the rarer limits; only rounds that have such a limit write to them, in the transaction of the votes. Like the votes'
 * own they are written in each engine's words.
 *
 * vote_claim: a numbered slot a voter has taken, by kind and subject (see claimKinds); vote_claim_slot: the slots that a round allows.
 * vote_turn: a voter's marks in their order, for rolling allowances: each but the first names the one that lies as many marks before
 * it as the allowance has, and the hours between the two, so that the database itself refuses one too many in any span of time.
 * vote_rolling: the allowances that a round has, or has had. vote_group: the tally of each constituency; vote_constituency: their numbers.
 */
export async function createLimitTables(queryRunner: QueryRunner): Promise<void> {
  const mysql = isMysql(queryRunner);
  for (const statement of tables(mysql).map(mysql ? innodb : withoutRowid)) await queryRunner.query(statement);
  for (const [name, table, over] of mysql ? indexes : [...indexes, turnOfTurn]) {
    await queryRunner.query(`CREATE INDEX ${name} ON ${table} (${over})`);
  }
}

export async function dropLimitTables(queryRunner: QueryRunner): Promise<void> {
  for (const name of ['group', 'constituency', 'turn', 'rolling', 'claim', 'claim_slot']) {
    await queryRunner.query(`DROP TABLE vote_${name}`);
  }
}

const withoutRowid = (statement: string): string => `${statement} WITHOUT ROWID`;

function tables(mysql: boolean): string[] {
  const voter = mysql ? 'VARBINARY(191)' : 'BLOB';
  const written = 'writer INTEGER NOT NULL, batch BIGINT NOT NULL, seq INTEGER NOT NULL';
  return [
    'CREATE TABLE vote_claim_slot (round INTEGER NOT NULL, kind INTEGER NOT NULL, slot INTEGER NOT NULL, PRIMARY KEY (round, kind, slot))',
    `CREATE TABLE vote_claim (round INTEGER NOT NULL, kind INTEGER NOT NULL, voter ${voter} NOT NULL, subject INTEGER NOT NULL,
      slot INTEGER NOT NULL, ${written}, PRIMARY KEY (round, kind, voter, subject, slot),
      CONSTRAINT vote_claim_allowed FOREIGN KEY (round, kind, slot) REFERENCES vote_claim_slot (round, kind, slot) ON DELETE RESTRICT)`,
    'CREATE TABLE vote_rolling (round INTEGER NOT NULL, marks INTEGER NOT NULL, hours INTEGER NOT NULL, PRIMARY KEY (round, marks, hours))',
    `CREATE TABLE vote_turn (round INTEGER NOT NULL, voter ${voter} NOT NULL, slot INTEGER NOT NULL, at BIGINT NOT NULL,
      marks INTEGER NOT NULL, hours INTEGER NOT NULL, before_slot INTEGER NULL, before_at BIGINT NULL, ${written},
      PRIMARY KEY (round, voter, slot), CONSTRAINT vote_turn_at UNIQUE (round, voter, slot, at),
      CONSTRAINT vote_turn_allowed FOREIGN KEY (round, marks, hours) REFERENCES vote_rolling (round, marks, hours) ON DELETE RESTRICT,
      CONSTRAINT vote_turn_before FOREIGN KEY (round, voter, before_slot, before_at) REFERENCES vote_turn (round, voter, slot, at) ON DELETE RESTRICT,
      CONSTRAINT vote_turn_apart CHECK (
        (slot > 0 AND slot <= marks AND before_slot IS NULL AND before_at IS NULL) OR
        (before_slot IS NOT NULL AND before_at IS NOT NULL AND before_slot = slot - marks AND at - before_at >= hours * 3600000)))`,
    'CREATE TABLE vote_constituency (round INTEGER NOT NULL, number INTEGER NOT NULL, name VARCHAR(40) NOT NULL, PRIMARY KEY (round, number), CONSTRAINT vote_constituency_name UNIQUE (round, name))',
    `CREATE TABLE vote_group (round INTEGER NOT NULL, constituency INTEGER NOT NULL, entry INTEGER NOT NULL, writer INTEGER NOT NULL,
      votes BIGINT NOT NULL, shown BIGINT NOT NULL, PRIMARY KEY (round, constituency, entry, writer),
      CONSTRAINT vote_group_known FOREIGN KEY (round, constituency) REFERENCES vote_constituency (round, number) ON DELETE RESTRICT)`,
  ];
}

/** What a batch reads back by. */
const indexes = [
  ['vote_claim_batch', 'vote_claim', 'writer, batch, seq'],
  ['vote_turn_batch', 'vote_turn', 'writer, batch, seq'],
] as const;
/** InnoDB makes it for the foreign key; without it SQLite reads the whole table when a turn is taken back. */
const turnOfTurn = ['vote_turn_of_turn', 'vote_turn', 'round, voter, before_slot, before_at'] as const;
