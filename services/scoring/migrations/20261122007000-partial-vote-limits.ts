import type {MigrationInterface, QueryRunner} from 'typeorm';
import {isMysql} from '../src/ballots/vote-tables.js';

const keys = {
  vote_round: {over: 'round, voter, round_slot', where: 'round_slot IS NOT NULL'},
  vote_entry: {over: 'round, voter, day, entry, entry_slot', where: 'entry_slot IS NOT NULL'},
};

/**
 * On SQLite the unique keys of limits that a round has not stay empty: each is a page more to write for every vote. MySQL has no such
 * keys. Indexes only: code from before runs on.
 */
export class PartialVoteLimits20261122007000 implements MigrationInterface {
  name = 'PartialVoteLimits20261122007000';

  async up(queryRunner: QueryRunner): Promise<void> {
    if (isMysql(queryRunner)) return;
    for (const [name, {over, where}] of Object.entries(keys)) {
      await queryRunner.query(`DROP INDEX ${name}`);
      await queryRunner.query(`CREATE UNIQUE INDEX ${name} ON vote (${over}) WHERE ${where}`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    if (isMysql(queryRunner)) return;
    for (const [name, {over}] of Object.entries(keys)) {
      await queryRunner.query(`DROP INDEX ${name}`);
      await queryRunner.query(`CREATE UNIQUE INDEX ${name} ON vote (${over})`);
    }
  }
}
