import {EnvironmentReader} from '@concours/kernel/environment';
import {parseSigningKeys, type SigningKey, SIGNING_KEYS_PATTERN} from '@concours/kernel/identity';
import type {SubmissionsSettings} from './compose.js';

export interface Environment extends SubmissionsSettings {
  host: string;
  port: number;
  databaseUrl: string;
  redisUrl: string;
  keys: SigningKey[];
}

/** All settings of this service when it runs as a process of its own; throws with every problem at once. */
export function readEnvironment(source: Record<string, string | undefined> = process.env): Environment {
  const reader = new EnvironmentReader(source);
  const environment = {
    host: reader.text('HOST', {fallback: '127.0.0.1'}),
    port: reader.integer('PORT', {min: 0, max: 65_535}),
    databaseUrl: reader.text('DATABASE_URL', {pattern: /^(mysql|mariadb):\/\/|^sqlite:/}),
    // Processes of their own meet by events only, so there is no running without a bus between them.
    redisUrl: reader.text('REDIS_URL', {pattern: /^rediss?:\/\//}),
    filesDir: reader.text('FILES_DIR'),
    maxUploadBytes: reader.integer('MAX_UPLOAD_BYTES', {fallback: 1_000_000_000, min: 1, max: 2_000_000_000}),
    linkSecret: reader.text('FILE_LINK_SECRET', {pattern: /^.{32,}$/}),
  };
  const keys = reader.text('CONCOURS_KEYS', {pattern: SIGNING_KEYS_PATTERN});
  reader.finish();
  return {...environment, keys: parseSigningKeys(keys)};
}
