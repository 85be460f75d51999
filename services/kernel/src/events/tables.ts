import {Table, type QueryRunner} from 'typeorm';
import {tableColumns} from '../columns.js';
import {InboxRow} from './inbox.js';
import {OutboxRow} from './outbox.js';

/** For a service's list of entities. */
export const eventEntities: Function[] = [OutboxRow, InboxRow];

/** Part of every service's first migration. */
export async function createEventTables(queryRunner: QueryRunner): Promise<void> {
  const c = tableColumns(queryRunner);
  await queryRunner.createTable(
    new Table({
      name: 'outbox',
      columns: [
        c.id('id', {isPrimary: true}),
        c.key('type', 100),
        c.key('subject'),
        c.int('version'),
        c.utc('at'),
        c.json('payload'),
        c.utc('sentAt', {isNullable: true}),
        c.id('claimedBy', {isNullable: true}),
        c.utc('dueAt', {isNullable: true}),
        c.int('attempts'),
      ],
      indices: [{name: 'outbox_unsent', columnNames: ['sentAt', 'id']}],
    }),
  );
  await queryRunner.createTable(
    new Table({
      name: 'inbox',
      columns: [
        c.key('type', 100, {isPrimary: true}),
        c.key('subject', 191, {isPrimary: true}),
        c.int('version'),
        c.utc('receivedAt'),
      ],
    }),
  );
}

export async function dropEventTables(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.dropTable('inbox');
  await queryRunner.dropTable('outbox');
}
