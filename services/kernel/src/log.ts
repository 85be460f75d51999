import {pino, type DestinationStream, type Logger as PinoLogger} from 'pino';
import {describeError} from './describe-error.js';

export type Logger = PinoLogger;

export interface LoggerOptions {
  /** trace, debug, info, warn, error, fatal or silent; info unless told. */
  level?: string;
  /** Further paths to strike out, in pino's notation. */
  redact?: string[];
  /** Where lines go; standard output unless told. */
  destination?: DestinationStream;
}

const secrets = [
  'authorization',
  'cookie',
  '["set-cookie"]',
  'token',
  'password',
  'secret',
  'envelope',
  '["x-concours-envelope"]',
];

/** pino's wildcard covers one level, so each depth that occurs is spelt out. */
const secretPaths = ['', '*', '*.*'].flatMap((parent) =>
  secrets.map((field) => (parent === '' ? field : field.startsWith('[') ? parent + field : `${parent}.${field}`)),
);

/** One JSON object a line. Errors are described, never dumped: a driver's error carries the statement and its values. */
export function createLogger(name: string, options: LoggerOptions = {}): Logger {
  const settings = {
    name,
    // pino adds the host's name by default
    base: {pid: process.pid},
    level: options.level ?? 'info',
    redact: {paths: [...secretPaths, ...(options.redact ?? [])], censor: '[secret]'},
    serializers: {err: describeError, error: describeError},
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: {level: (label: string) => ({level: label})},
  };
  return options.destination ? pino(settings, options.destination) : pino(settings);
}
