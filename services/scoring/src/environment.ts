import {EnvironmentReader} from '@concours/kernel/environment';
import type {SigningKey} from '@concours/kernel/identity';

export interface ScoringSettings {
  /** How often the ledger of votes is compared with the tallies; 0: never. */
  reconcileEveryMs: number;
}

export const defaultSettings: ScoringSettings = {reconcileEveryMs: 5 * 60_000};

export interface Environment {
  port: number;
  databaseUrl: string;
  redisUrl: string;
  keys: SigningKey[];
  settings: ScoringSettings;
}

/** Throws EnvironmentRefused with everything that is wrong. Without Redis the services would not hear of one another. */
export function readEnvironment(source: Record<string, string | undefined> = process.env): Environment {
  const reader = new EnvironmentReader(source);
  const environment: Environment = {
    port: reader.integer('PORT', {fallback: 4004, min: 0, max: 65_535}),
    databaseUrl: reader.text('DATABASE_URL', {pattern: /^(mysql|mariadb):\/\/|^sqlite:/}),
    redisUrl: reader.text('REDIS_URL', {pattern: /^rediss?:\/\//}),
    keys: keysIn(reader.text('CONCOURS_KEYS', {pattern: /^[\w-]+:[^,\s]{32,}(,[\w-]+:[^,\s]{32,})*$/})),
    settings: {
      reconcileEveryMs: reader.integer('SCORING_RECONCILE_SECONDS', {fallback: 300, min: 0, max: 86_400}) * 1_000,
    },
  };
  reader.finish();
  return environment;
}

/** `id:secret`, several with commas: the first one signs, all are accepted, so that keys can rotate. */
function keysIn(text: string): SigningKey[] {
  return text.split(',').map((pair) => {
    const [id, ...secret] = pair.split(':');
    return {id, secret: secret.join(':')};
  });
}
