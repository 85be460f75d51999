import type {MigrationInterface, QueryRunner} from 'typeorm';
import {addVoteOrigins, dropVoteOrigins} from '../src/ballots/vote-tables.js';

/**
 * Where a ballot comes from, on each of its marks. Nullable columns without an index: code from before writes on and leaves them empty,
 * but it would take a ballot that has them for one that was changed since it was sealed, so its sealer must not run beside the new one.
 */
export class OriginsOfVotes20261122001000 implements MigrationInterface {
  name = 'OriginsOfVotes20261122001000';

  up(queryRunner: QueryRunner): Promise<void> {
    return addVoteOrigins(queryRunner);
  }

  down(queryRunner: QueryRunner): Promise<void> {
    return dropVoteOrigins(queryRunner);
  }
}
