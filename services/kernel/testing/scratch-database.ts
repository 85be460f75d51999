import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createConnection} from 'mysql2/promise';
import {openDatabase, type Database} from '../src/database.js';
import {newId} from '../src/ids.js';
import {createLogger} from '../src/log.js';
import {copySchema, copySqlite, type Shape} from './scratch-template.js';

export type TestEngine = 'sqlite' | 'mariadb';

/** What a test of the database runs on: both, unless CONCOURS_TEST_DATABASES=sqlite. */
export const engines: TestEngine[] =
  process.env.CONCOURS_TEST_DATABASES === 'sqlite' ? ['sqlite'] : ['sqlite', 'mariadb'];

export interface ScratchSettings extends Shape {
  engine: TestEngine;
  statementMs?: number;
}

/** An empty, migrated database of its own; gone when it is closed. */
export async function scratchDatabase(i: ScratchSettings): Promise<Database> {
  const {engine, ...settings} = i;
  const place = await scratchPlace(engine);
  try {
    const database = await openDatabase({...settings, url: place.url, name: 'scratch', log: silent});
    const close = async () => {
      await database.close();
      await place.remove();
    };
    return {...database, close};
  } catch (error) {
    await place.remove();
    throw error;
  }
}

/** Where a database may be made, for tests that open it more than once; with a shape it is there already, migrated. */
export async function scratchPlace(engine: TestEngine, shape?: Shape): Promise<{url: string; remove(): Promise<void>}> {
  const place = await (engine === 'sqlite' ? scratchFile() : scratchSchema());
  if (!shape) return place;
  if (engine === 'sqlite') await copySqlite(place.url.slice('sqlite:'.length), shape);
  else await copySchema(place.url, shape);
  return place;
}

const silent = createLogger('scratch', {level: 'silent'});

async function scratchFile() {
  const folder = await mkdtemp(join(tmpdir(), 'concours-'));
  return {url: `sqlite:${join(folder, 'scratch.db')}`, remove: () => rm(folder, {recursive: true, force: true})};
}

async function scratchSchema() {
  const server = process.env.CONCOURS_TEST_MARIADB_URL;
  if (!server)
    throw new Error('CONCOURS_TEST_MARIADB_URL is not set; CONCOURS_TEST_DATABASES=sqlite leaves MariaDB out');
  const url = new URL(server);
  const schema = `scratch_${newId().toLowerCase()}`;
  url.pathname = `/${schema}`;
  const remove = async () => {
    const {hostname: host, port, username, password} = url;
    const at = {
      host,
      port: Number(port || 3306),
      user: decodeURIComponent(username),
      password: decodeURIComponent(password),
    };
    const connection = await createConnection(at);
    await connection.query(`DROP DATABASE IF EXISTS \`${schema}\``);
    await connection.end();
  };
  return {url: url.href, remove};
}
