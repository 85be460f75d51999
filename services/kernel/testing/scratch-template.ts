import {createHash} from 'node:crypto';
import {copyFile, readFile, rename, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {createConnection, type Connection, type RowDataPacket} from 'mysql2/promise';
import {openDatabase} from '../src/database.js';
import {newId} from '../src/ids.js';
import {createLogger} from '../src/log.js';

/** What a service's database is made of. */
export interface Shape {
  entities: Function[];
  migrations: Function[];
}

const silent = createLogger('template', {level: 'silent'});

/**
 * Databases are migrated once a run and copied from then on: migrating anew for each of two thousand tests was most of their time.
 * Templates lie in the folder of the run, by the names of their migrations; without such a folder every test migrates for itself.
 */
async function template(kind: string, {migrations}: Shape, make: (file: string) => Promise<void>) {
  const folder = process.env.CONCOURS_TEST_FOLDER;
  if (!folder) return null;
  const names = migrations.map(({name}) => name).join('\n');
  const file = join(folder, `${kind}-${createHash('sha256').update(names).digest('hex').slice(0, 16)}`);
  const there = await readFile(file).then(
    () => true,
    () => false,
  );
  if (!there) {
    // of two workers that make it at once the later one wins: both made the same
    const own = `${file}.${newId()}`;
    await make(own);
    await rename(own, file);
  }
  return file;
}

/** A migrated SQLite file where `file` says. */
export async function copySqlite(file: string, shape: Shape): Promise<void> {
  const from = await template('sqlite', shape, async (own) => {
    const database = await openDatabase({...shape, url: `sqlite:${own}`, name: 'template', log: silent});
    await database.close();
  });
  if (from) await copyFile(from, file);
}

/** A migrated schema at the address, which names one that is not there yet. */
export async function copySchema(url: string, shape: Shape): Promise<void> {
  const from = await template('mariadb', shape, async (own) => {
    const at = new URL(url);
    at.pathname = `/template_${newId().toLowerCase()}`;
    const database = await openDatabase({...shape, url: at.href, name: 'template', log: silent});
    await database.close();
    const connection = await createConnection({uri: at.href, dateStrings: true, supportBigNumbers: true});
    try {
      await writeFile(own, JSON.stringify(await statementsOf(connection)));
      await connection.query(`DROP DATABASE \`${at.pathname.slice(1)}\``);
    } finally {
      await connection.end();
    }
  });
  if (!from) return;
  const {tables, others} = JSON.parse(await readFile(from, 'utf8')) as Statements;
  const at = new URL(url);
  const schema = at.pathname.slice(1);
  at.pathname = '/';
  const connection = await createConnection({uri: at.href, multipleStatements: true});
  try {
    await connection.query(
      `CREATE DATABASE \`${schema}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci; USE \`${schema}\`; SET foreign_key_checks = 0; ${tables.join(';\n')}`,
    );
    for (const statement of others) await connection.query(statement);
  } finally {
    await connection.end();
  }
}

interface Statements {
  tables: string[];
  /** Rows that migrations wrote, and triggers, which hold semicolons of their own. */
  others: string[];
}

async function statementsOf(connection: Connection): Promise<Statements> {
  const rows = async (sql: string): Promise<Record<string, string>[]> =>
    (await connection.query<RowDataPacket[]>(sql))[0] as Record<string, string>[];
  const tables: string[] = [];
  const others: string[] = [];
  for (const row of await rows('SHOW TABLES')) {
    const [table] = Object.values(row);
    const [shown] = await rows(`SHOW CREATE TABLE \`${table}\``);
    tables.push(shown['Create Table']);
    const [content] = await connection.query<RowDataPacket[]>({sql: `SELECT * FROM \`${table}\``, rowsAsArray: true});
    if (content.length > 0) others.push(connection.format(`INSERT INTO \`${table}\` VALUES ?`, [content]));
  }
  for (const {Trigger} of await rows('SHOW TRIGGERS')) {
    const [shown] = await rows(`SHOW CREATE TRIGGER \`${Trigger}\``);
    others.push(shown['SQL Original Statement'].replace(/^CREATE DEFINER=\S+ /, 'CREATE '));
  }
  return {tables, others};
}
