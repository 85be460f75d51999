import {EnvironmentReader} from '@concours/kernel/environment';
import {parseSigningKeys, SIGNING_KEYS_PATTERN, type SigningKey} from '@concours/kernel/identity';

export interface Environment {
  host: string;
  port: number;
  databaseUrl: string;
  redisUrl: string;
  keys: SigningKey[];
  logLevel: string;
}

/** Throws EnvironmentRefused with everything that is wrong. Without Redis the services would not hear of one another. */
export function readEnvironment(source: Record<string, string | undefined> = process.env): Environment {
  const read = new EnvironmentReader(source);
  const host = read.text('HOST', {fallback: '0.0.0.0'});
  const port = read.integer('PORT', {fallback: 4001, min: 0, max: 65_535});
  const databaseUrl = read.text('DATABASE_URL', {pattern: /^(mysql|mariadb):\/\/|^sqlite:/});
  const redisUrl = read.text('REDIS_URL', {pattern: /^rediss?:\/\//});
  const keys = read.text('CONCOURS_KEYS', {pattern: SIGNING_KEYS_PATTERN});
  const logLevel = read.oneOf('LOG_LEVEL', ['trace', 'debug', 'info', 'warn', 'error'], {fallback: 'info'});
  read.finish();
  return {host, port, databaseUrl, redisUrl, keys: parseSigningKeys(keys), logLevel};
}
