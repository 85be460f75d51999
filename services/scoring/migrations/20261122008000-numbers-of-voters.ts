import type {MigrationInterface, QueryRunner} from 'typeorm';
import {nameVoters, numberVoters} from '../src/ballots/voter-tables.js';

/**
 * Voters by number in the tables of votes, so that a vote costs the same however many there are, and about half of what it did. The
 * tables are written anew, which takes a minute for some millions of votes. Code from before can't store votes any more: its batches
 * fail, and voters are told to try again until the new code runs.
 */
export class NumbersOfVoters20261122008000 implements MigrationInterface {
  name = 'NumbersOfVoters20261122008000';

  up(queryRunner: QueryRunner): Promise<void> {
    return numberVoters(queryRunner);
  }

  down(queryRunner: QueryRunner): Promise<void> {
    return nameVoters(queryRunner);
  }
}
