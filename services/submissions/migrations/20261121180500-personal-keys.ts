import {createPersonalKeyTable} from '@concours/kernel/personal/personal-key';
import type {MigrationInterface, QueryRunner} from 'typeorm';

/** Which keys personal data is sealed with. Older code runs on without looking at it; down forgets them, never what they seal. */
export class KeysOfWorks20261121180500 implements MigrationInterface {
  name = 'KeysOfWorks20261121180500';

  up(queryRunner: QueryRunner): Promise<void> {
    return createPersonalKeyTable(queryRunner);
  }

  down(queryRunner: QueryRunner): Promise<void> {
    return queryRunner.dropTable('personal_key');
  }
}
