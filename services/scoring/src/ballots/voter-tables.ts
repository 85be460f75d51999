import type {QueryRunner} from 'typeorm';
import {innodb, isMysql} from './vote-tables.js';

/**
 * vote_voter: who has come to vote in a round, each once, numbered in the order in which they came. Marks and claims hold the number:
 * keys by name lie in no order, so each vote wrote a page or two somewhere among millions; by number those who vote now lie together.
 * A foreign key of number and round keeps a mark from going to a voter of another round.
 */
export async function numberVoters(queryRunner: QueryRunner): Promise<void> {
  const mysql = isMysql(queryRunner);
  const columns = `id BIGINT NOT NULL${mysql ? ' AUTO_INCREMENT' : ''}, round INTEGER NOT NULL, name ${bytes(mysql, 191)} NOT NULL`;
  const table = `CREATE TABLE vote_voter (${columns}, PRIMARY KEY (id, round), CONSTRAINT vote_voter_name UNIQUE (round, name))`;
  await queryRunner.query(made(mysql, table));
  await queryRunner.query(
    `INSERT INTO vote_voter (id, round, name)
     SELECT ROW_NUMBER() OVER (ORDER BY MIN(at), round, voter), round, voter FROM vote GROUP BY round, voter`,
  );
  for (const shape of shapes(mysql, 'NUMBER')) {
    await rebuild(queryRunner, shape, {voter: 'w.id', on: 'w.round = o.round AND w.name = o.voter'});
  }
}

export async function nameVoters(queryRunner: QueryRunner): Promise<void> {
  for (const shape of shapes(isMysql(queryRunner), 'NAME')) {
    await rebuild(queryRunner, shape, {voter: 'w.name', on: 'w.id = o.voter AND w.round = o.round'});
  }
  await queryRunner.query('DROP TABLE vote_voter');
}

interface Shape {
  table: string;
  /** With their types, in their order. */
  columns: Record<string, string>;
  constraints: string[];
  indexes: string[];
  /** In which rows are copied, where one refers to another. */
  order?: string;
}

const bytes = (mysql: boolean, length: number): string => (mysql ? `VARBINARY(${length})` : 'BLOB');
const made = (mysql: boolean, table: string): string => (mysql ? innodb(table) : `${table} WITHOUT ROWID`);

/** The tables that hold voters, with all that migrations have given them until now. */
function shapes(mysql: boolean, by: 'NUMBER' | 'NAME'): Shape[] {
  const numbered = by === 'NUMBER';
  /** On MySQL a foreign key's name is the schema's, and for a while there are both. */
  const named = (constraint: string): string => (numbered ? `${constraint}_of_voter` : constraint);
  const references = (name: string, columns: string, to: string): string =>
    `CONSTRAINT ${named(name)} FOREIGN KEY (${columns}) REFERENCES ${to} ON DELETE RESTRICT`;
  const known = (name: string): string[] =>
    numbered ? [references(name, 'voter, round', 'vote_voter (id, round)')] : [];
  const voter = numbered ? 'voter, round' : 'round, voter';
  const ofVoter = numbered ? 'voter' : 'round, voter';
  const written = {writer: 'INTEGER NOT NULL', batch: 'BIGINT NOT NULL', seq: 'INTEGER NOT NULL'};
  const whose = {round: 'INTEGER NOT NULL', voter: `${numbered ? 'BIGINT' : bytes(mysql, 191)} NOT NULL`};
  // MySQL has no such keys
  const where = (column: string): string => (mysql ? '' : ` WHERE ${column} IS NOT NULL`);
  return [
    {
      table: 'vote',
      columns: {
        ...{...written, ...whose, day: 'INTEGER NOT NULL', slot: 'INTEGER NULL', round_slot: 'INTEGER NULL'},
        ...{entry: 'INTEGER NOT NULL', entry_slot: 'INTEGER NULL', request: `${bytes(mysql, 64)} NOT NULL`},
        ...{position: 'INTEGER NOT NULL', at: 'BIGINT NOT NULL', device: mysql ? 'BINARY(8) NULL' : 'BLOB NULL'},
        ...{since: 'INTEGER NULL', constituency: 'INTEGER NULL'},
      },
      constraints: [
        'PRIMARY KEY (writer, batch, seq)',
        references('vote_slot_allowed', 'round, slot', 'vote_slot (round, slot)'),
        ...known('vote_known'),
      ],
      indexes: [
        `UNIQUE INDEX vote_day ON vote (${voter}, day, slot)`,
        `UNIQUE INDEX vote_round ON vote (${ofVoter}, round_slot)${where('round_slot')}`,
        `UNIQUE INDEX vote_entry ON vote (${ofVoter}, day, entry, entry_slot)${where('entry_slot')}`,
        `UNIQUE INDEX vote_request ON vote (${ofVoter}, request, position)`,
        ...(mysql ? ['INDEX vote_of_slot ON vote (round, slot)'] : []),
      ],
    },
    {
      table: 'vote_claim',
      columns: {
        ...{...whose, kind: 'INTEGER NOT NULL', subject: 'INTEGER NOT NULL', slot: 'INTEGER NOT NULL'},
        ...written,
      },
      constraints: [
        `PRIMARY KEY (${numbered ? 'voter, round, kind' : 'round, kind, voter'}, subject, slot)`,
        references('vote_claim_allowed', 'round, kind, slot', 'vote_claim_slot (round, kind, slot)'),
        ...known('vote_claim_known'),
      ],
      indexes: ['INDEX vote_claim_batch ON vote_claim (writer, batch, seq)'],
    },
    {
      table: 'vote_turn',
      columns: {
        ...{
          ...whose,
          slot: 'INTEGER NOT NULL',
          at: 'BIGINT NOT NULL',
          marks: 'INTEGER NOT NULL',
          hours: 'INTEGER NOT NULL',
        },
        ...{before_slot: 'INTEGER NULL', before_at: 'BIGINT NULL', ...written},
      },
      constraints: [
        `PRIMARY KEY (${voter}, slot)`,
        `CONSTRAINT vote_turn_at UNIQUE (${voter}, slot, at)`,
        references('vote_turn_allowed', 'round, marks, hours', 'vote_rolling (round, marks, hours)'),
        references('vote_turn_before', `${voter}, before_slot, before_at`, `vote_turn_next (${voter}, slot, at)`),
        `CONSTRAINT ${named('vote_turn_apart')} CHECK (
          (slot > 0 AND slot <= marks AND before_slot IS NULL AND before_at IS NULL) OR
          (before_slot IS NOT NULL AND before_at IS NOT NULL AND before_slot = slot - marks AND at - before_at >= hours * 3600000))`,
        ...known('vote_turn_known'),
      ],
      indexes: [
        'INDEX vote_turn_batch ON vote_turn (writer, batch, seq)',
        ...(mysql ? [] : [`INDEX vote_turn_of_turn ON vote_turn (${voter}, before_slot, before_at)`]),
      ],
      order: 'o.slot',
    },
  ];
}

async function rebuild(
  queryRunner: QueryRunner,
  {table, columns, constraints, indexes, order}: Shape,
  {voter, on}: {voter: string; on: string},
): Promise<void> {
  const parts = [...Object.entries(columns).map(([name, type]) => `${name} ${type}`), ...constraints];
  const from = Object.keys(columns).map((name) => (name === 'voter' ? voter : `o.${name}`));
  const mysql = isMysql(queryRunner);
  await queryRunner.query(made(mysql, `CREATE TABLE ${table}_next (${parts.join(', ')})`));
  await queryRunner.query(
    `INSERT INTO ${table}_next (${Object.keys(columns).join(', ')}) SELECT ${from.join(', ')} FROM ${table} o
     JOIN vote_voter w ON ${on}${order === undefined ? '' : ` ORDER BY ${order}`}`,
  );
  if (table === 'vote_turn' && !mysql) await emptyTurns(queryRunner);
  await queryRunner.query(`DROP TABLE ${table}`);
  await queryRunner.query(`ALTER TABLE ${table}_next RENAME TO ${table}`);
  for (const index of indexes) await queryRunner.query(`CREATE ${index}`);
}

/** SQLite empties a table before it drops it, in an order in which turns go before those that refer to them. */
async function emptyTurns(queryRunner: QueryRunner): Promise<void> {
  const [{last}]: {last: number | null}[] = await queryRunner.query('SELECT MAX(slot) AS last FROM vote_turn');
  for (let slot = last ?? 0; slot > 0; slot--) await queryRunner.query('DELETE FROM vote_turn WHERE slot = ?', [slot]);
}
