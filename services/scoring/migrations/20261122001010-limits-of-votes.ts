import type {Definition} from '@concours/schema/definition/definition';
import type {MigrationInterface, QueryRunner} from 'typeorm';
import {allowClaims} from '../src/ballots/allowed-slots.js';
import {createLimitTables, dropLimitTables} from '../src/ballots/limit-tables.js';

/**
 * The rarer limits of ballots, and constituencies. Rounds that are there get the slots that they allow at once, or the new code
 * would refuse their votes. Code from before runs on: it knows only limits that the votes themselves hold.
 */
export class LimitsOfVotes20261122001010 implements MigrationInterface {
  name = 'LimitsOfVotes20261122001010';

  async up(queryRunner: QueryRunner): Promise<void> {
    await createLimitTables(queryRunner);
    const column = (name: string): string => queryRunner.dataSource.driver.escape(name);
    const rounds: {ref: number; key: string; definition: string | Definition}[] = await queryRunner.query(
      `SELECT r.ref AS ref, r.${column('key')} AS ${column('key')}, c.definition AS definition
       FROM round r JOIN campaign c ON c.id = r.${column('campaignId')}`,
    );
    for (const {ref, key, definition} of rounds) {
      const whole = typeof definition === 'string' ? (JSON.parse(definition) as Definition) : definition;
      const ballot = whole.rounds?.find((round) => round.key === key)?.ballot;
      const limits = {perRound: ballot?.perRound ?? null, perEntryPerDay: ballot?.perEntryPerDay ?? null};
      const none = {perEntryPerRound: null, ballotsPerDay: null, ballotsPerRound: null};
      await allowClaims(queryRunner, ref, {...limits, ...none});
    }
  }

  down(queryRunner: QueryRunner): Promise<void> {
    return dropLimitTables(queryRunner);
  }
}
