import type {Logger as TypeOrmLogger} from 'typeorm';
import type {Logger} from '../log.js';

/** TypeORM's own loggers print statements with their values. This one tells that something was slow, and nothing more. */
export function quietLogger(log: Logger): TypeOrmLogger {
  return {
    logQuery: () => undefined,
    logQueryError: () => undefined,
    logQuerySlow: (ms) => log.warn({ms}, 'a statement was slow'),
    logSchemaBuild: () => undefined,
    logMigration: () => undefined,
    log: () => undefined,
  };
}
