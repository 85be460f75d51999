import type {ColumnOptions, QueryRunner, TableColumnOptions} from 'typeorm';

// Exists on MySQL only. SQLite compares bytes by default; openDatabase drops the collation from the metadata there.
const BINARY = 'utf8mb4_bin';

/** UTC with milliseconds, set by the application: SQLite's own default loses them. */
export const utcColumn = {type: 'datetime', precision: 3} satisfies ColumnOptions;

/** A ULID. */
export const idColumn = {type: 'varchar', length: 26, collation: BINARY} satisfies ColumnOptions;

/**
 * Text that is compared as bytes: codes, keys, digests. 191 is the longest that fits every index. MySQL still takes
 * "a" and "a " for one: normalise what people type before it becomes a key.
 */
export const keyColumn = (length = 191) => ({type: 'varchar', length, collation: BINARY}) satisfies ColumnOptions;

type More = Partial<TableColumnOptions>;

/** The same columns for migrations. All are NOT NULL unless `{isNullable: true}` is given. */
export function tableColumns(queryRunner: QueryRunner) {
  const mysql = queryRunner.dataSource.options.type !== 'better-sqlite3';
  const binary = mysql ? {collation: BINARY} : {};
  const varchar = (name: string, length: number, more: More): TableColumnOptions => ({
    name,
    type: 'varchar',
    length: String(length),
    ...more,
  });
  return {
    id: (name = 'id', more: More = {}) => varchar(name, 26, {...binary, ...more}),
    key: (name: string, length = 191, more: More = {}) => varchar(name, length, {...binary, ...more}),
    text: (name: string, length = 191, more: More = {}) => varchar(name, length, more),
    longText: (name: string, more: More = {}): TableColumnOptions => ({name, type: 'text', ...more}),
    utc: (name: string, more: More = {}): TableColumnOptions => ({name, type: 'datetime', precision: 3, ...more}),
    // the names under which each engine reports an @Column('int')
    int: (name: string, more: More = {}): TableColumnOptions => ({name, type: mysql ? 'int' : 'integer', ...more}),
    flag: (name: string, more: More = {}): TableColumnOptions => ({name, type: 'boolean', ...more}),
    json: (name: string, more: More = {}): TableColumnOptions => ({name, type: 'json', ...more}),
  };
}
