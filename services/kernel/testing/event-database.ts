import type {MigrationInterface, QueryRunner} from 'typeorm';
import type {Database} from '../src/database.js';
import {createEventTables, dropEventTables, eventEntities} from '../src/events/tables.js';
import {scratchDatabase, type TestEngine} from './scratch-database.js';

export class CreateEventTables1700000000000 implements MigrationInterface {
  up(queryRunner: QueryRunner): Promise<void> {
    return createEventTables(queryRunner);
  }

  down(queryRunner: QueryRunner): Promise<void> {
    return dropEventTables(queryRunner);
  }
}

/** A database with nothing but the outbox and the inbox. */
export function eventDatabase(engine: TestEngine): Promise<Database> {
  return scratchDatabase({engine, entities: eventEntities, migrations: [CreateEventTables1700000000000]});
}
