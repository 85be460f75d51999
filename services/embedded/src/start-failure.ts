import {EnvironmentRefused} from '@concours/kernel/environment';
import {createLogger, type Logger} from '@concours/kernel/log';
import {StartRefused} from './data-folder.js';

/** Lines of a log would run through the progress on standard output. */
export function logToErrors(level: string): Logger {
  return createLogger('concours', {level, destination: process.stderr});
}

/** One clear line where whoever started it can help it, and where the code stands else. */
export function sayWhyNot(error: unknown): void {
  const expected = error instanceof StartRefused || error instanceof EnvironmentRefused;
  const text = expected ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`\n${text}\n`);
}
