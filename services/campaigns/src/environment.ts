import {EnvironmentReader} from '@concours/kernel/environment';
import {parseSigningKeys, type SigningKey, SIGNING_KEYS_PATTERN} from '@concours/kernel/identity';

export interface Environment {
  port: number;
  databaseUrl: string;
  redisUrl: string;
  keys: SigningKey[];
  closeDelayMs: number;
}

/** Everything this process is told from outside; refuses whole, with all that is wrong. */
export function readEnvironment(source: Record<string, string | undefined> = process.env): Environment {
  const reader = new EnvironmentReader(source);
  const environment = {
    port: reader.integer('PORT', {fallback: 4002, min: 0, max: 65_535}),
    databaseUrl: reader.text('DATABASE_URL'),
    // separate processes meet on Redis or not at all
    redisUrl: reader.text('REDIS_URL'),
    keys: reader.text('CONCOURS_KEYS', {pattern: SIGNING_KEYS_PATTERN}),
    closeDelayMs: reader.integer('STAGE_CLOSE_DELAY_MS', {fallback: 3_000, min: 0, max: 60_000}),
  };
  reader.finish();
  return {...environment, keys: parseSigningKeys(environment.keys)};
}
