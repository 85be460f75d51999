import {DataSource} from 'typeorm';

/** A connection that only reads, also where another process writes or where a newer version has not migrated yet. */
export async function openReader(url: string, entities: Function[]): Promise<DataSource> {
  const source = url.startsWith('sqlite:')
    ? new DataSource({
        type: 'better-sqlite3',
        database: url.slice('sqlite:'.length),
        readonly: true,
        fileMustExist: true,
        entities,
      })
    : new DataSource({
        type: 'mysql',
        url: url.replace(/^mariadb:/, 'mysql:'),
        timezone: 'Z',
        charset: 'utf8mb4_unicode_ci',
        entities,
      });
  return source.initialize();
}
