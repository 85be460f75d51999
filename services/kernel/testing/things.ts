import {Column, Entity, Index, PrimaryColumn, Table, type MigrationInterface, type QueryRunner} from 'typeorm';
import {auditEntities, createAuditTables, dropAuditTables} from '../src/audit/tables.js';
import {idColumn, keyColumn, tableColumns, utcColumn} from '../src/columns.js';
import {createEventTables, dropEventTables, eventEntities} from '../src/events/tables.js';
import {newId} from '../src/ids.js';

/** One column of every kind that runs on both engines. */
@Entity('thing')
export class Thing {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(keyColumn(64))
  @Index('thing_code', {unique: true})
  code: string;

  @Column({type: 'varchar', length: 200})
  name: string;

  @Column('int')
  count: number;

  @Column('boolean')
  open: boolean;

  @Column({...utcColumn, nullable: true})
  at: Date | null;

  @Column('simple-json')
  body: {list: number[]};
}

export class MakeThings1700000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const c = tableColumns(queryRunner);
    await createEventTables(queryRunner);
    await createAuditTables(queryRunner);
    await queryRunner.createTable(
      new Table({
        name: 'thing',
        columns: [
          c.id('id', {isPrimary: true}),
          c.key('code', 64),
          c.text('name', 200),
          c.int('count'),
          c.flag('open'),
          c.utc('at', {isNullable: true}),
          c.longText('body'),
        ],
        indices: [{name: 'thing_code', columnNames: ['code'], isUnique: true}],
      }),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('thing');
    await dropAuditTables(queryRunner);
    await dropEventTables(queryRunner);
  }
}

export const entities = [Thing, ...eventEntities, ...auditEntities];
export const migrations = [MakeThings1700000000000];

export function thing(code: string, more: Partial<Thing> = {}): Thing {
  return Object.assign(new Thing(), {
    id: newId(),
    code,
    name: code,
    count: 0,
    open: true,
    at: null,
    body: {list: []},
    ...more,
  });
}
