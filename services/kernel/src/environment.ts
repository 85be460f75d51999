import {signingKeysIn} from './key-file.js';
import {parseSigningKeys, type SigningKey, SIGNING_KEYS_PATTERN} from './identity.js';
import {PersonalVault} from './personal/vault.js';

export class EnvironmentRefused extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The environment was refused:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'EnvironmentRefused';
  }
}

/**
 * Reads settings and collects every problem, so that an operator corrects them in one go. Read all, then call `finish()`;
 * what was read before `finish()` returns may be a placeholder. Values are never repeated in a problem: they may be secrets.
 */
export class EnvironmentReader {
  private readonly problems: string[] = [];

  constructor(private readonly source: Record<string, string | undefined>) {}

  text(name: string, o: {fallback?: string; pattern?: RegExp} = {}): string {
    const value = this.optionalText(name) ?? o.fallback;
    if (value === undefined) return this.refuse(name, 'is required', '');
    if (o.pattern && !o.pattern.test(value)) return this.refuse(name, `must look like ${String(o.pattern)}`, '');
    return value;
  }

  /** Empty counts as absent: a compose file passes `NAME=` for what was not set. */
  optionalText(name: string): string | undefined {
    const value = this.source[name]?.trim();
    return value === undefined || value === '' ? undefined : value;
  }

  integer(name: string, o: {fallback?: number; min?: number; max?: number} = {}): number {
    const {min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER} = o;
    const text = this.optionalText(name);
    if (text === undefined) return o.fallback ?? this.refuse(name, 'is required', 0);
    const value = Number(text);
    if (!/^-?\d{1,15}$/.test(text)) return this.refuse(name, 'must be a whole number', 0);
    if (value < min || value > max) return this.refuse(name, `must lie between ${min} and ${max}`, 0);
    return value;
  }

  flag(name: string, o: {fallback?: boolean} = {}): boolean {
    const text = this.optionalText(name)?.toLowerCase();
    if (text === undefined) return o.fallback ?? this.refuse(name, 'is required (true or false)', false);
    if (['true', '1', 'yes', 'on'].includes(text)) return true;
    if (['false', '0', 'no', 'off'].includes(text)) return false;
    return this.refuse(name, 'must be true or false', false);
  }

  oneOf<V extends string>(name: string, values: readonly V[], o: {fallback?: V} = {}): V {
    const text = this.optionalText(name) ?? o.fallback;
    const value = values.find((candidate) => candidate === text);
    return value ?? this.refuse(name, `must be one of ${values.join(', ')}`, values[0]);
  }

  /** For what a pattern cannot say, such as two settings that exclude each other. */
  problem(text: string): void {
    this.problems.push(text);
  }

  finish(): void {
    if (this.problems.length > 0) throw new EnvironmentRefused(this.problems);
  }

  private refuse<T>(name: string, why: string, placeholder: T): T {
    this.problems.push(`${name} ${why}`);
    return placeholder;
  }
}

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error'] as const;
type LogLevel = (typeof LEVELS)[number];

/** `CONCOURS_KEYS`, or the file that `CONCOURS_KEYS_FILE` names; check with `finish()` before they are used. */
export function readSigningKeys(read: EnvironmentReader): {keys: SigningKey[]; keysFile?: string} {
  const keysFile = read.optionalText('CONCOURS_KEYS_FILE');
  if (keysFile === undefined) {
    return {keys: parseSigningKeys(read.text('CONCOURS_KEYS', {pattern: SIGNING_KEYS_PATTERN}))};
  }
  const keys = signingKeysIn(keysFile);
  if (!keys) read.problem('CONCOURS_KEYS_FILE must name a readable file with keys as CONCOURS_KEYS has them');
  return {keys: keys ?? [], keysFile};
}

/** `PERSONAL_KEYS`, of the services that keep personal data; the same for all their instances. */
export function readVault(read: EnvironmentReader): PersonalVault {
  return new PersonalVault(parseSigningKeys(read.text('PERSONAL_KEYS', {pattern: SIGNING_KEYS_PATTERN})));
}

/** `LOG_LEVEL`, for every process alike. */
export function readLogLevel(read: EnvironmentReader): LogLevel {
  return read.oneOf('LOG_LEVEL', LEVELS, {fallback: 'info'});
}

export interface ServiceEnvironment<S> {
  host: string;
  port: number;
  databaseUrl: string;
  redisUrl: string;
  keys: SigningKey[];
  /** Where they are read from anew on SIGHUP. */
  keysFile?: string;
  logLevel: LogLevel;
  settings: S;
}

/** What a service of its own is told from outside; throws EnvironmentRefused with everything that is wrong. */
export function readServiceEnvironment<S>(
  own: {port: number; readSettings(read: EnvironmentReader): S},
  source: Record<string, string | undefined> = process.env,
): ServiceEnvironment<S> {
  const read = new EnvironmentReader(source);
  const environment = {
    host: read.text('HOST', {fallback: '0.0.0.0'}),
    port: read.integer('PORT', {fallback: own.port, min: 0, max: 65_535}),
    databaseUrl: read.text('DATABASE_URL', {pattern: /^(mysql|mariadb):\/\/|^sqlite:/}),
    // processes of their own meet by events only: there is no running without a bus between them
    redisUrl: read.text('REDIS_URL', {pattern: /^rediss?:\/\//}),
    ...readSigningKeys(read),
    logLevel: readLogLevel(read),
    settings: own.readSettings(read),
  };
  read.finish();
  return environment;
}
