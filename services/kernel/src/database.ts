import 'reflect-metadata';
import {openMysql} from './engines/mysql.js';
import {openSqlite} from './engines/sqlite.js';
import type {Database, OpenSettings} from './database-port.js';
import {createLogger} from './log.js';

export {idColumn, keyColumn, utcColumn} from './columns.js';
export {isDuplicate} from './database-errors.js';
export type {Database, DatabaseSettings, OpenSettings, Work} from './database-port.js';

/** Connects, migrates under a lock (instances that start together migrate once) and checks nothing else. */
export async function openDatabase(settings: OpenSettings): Promise<Database> {
  const log = settings.log ?? createLogger(settings.name, {level: 'warn'});
  if (settings.url.startsWith('sqlite:')) return openSqlite({...settings, log});
  if (/^(mysql|mariadb):\/\//.test(settings.url)) return openMysql({...settings, log});
  throw new Error(`${settings.name}: the database's address begins with sqlite: or mysql://`);
}
