import type {Logger} from '@concours/kernel/log';
import type {MonthlyReports} from './monthly-reports.service.js';

const EVERY_MS = 60_000;

/** Asks every minute, in every instance, whether a month's day has come. One round ends before the next begins. */
export function monthlyClock(reports: MonthlyReports, log: Logger): {start(): void; stop(): Promise<void>} {
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<unknown> = Promise.resolve();
  const ask = (): void => {
    round = round.then(() =>
      reports.fixDue().catch((error: unknown) => log.error({err: error}, 'monthly figures could not be fixed')),
    );
  };
  return {
    start: () => {
      ask();
      timer = setInterval(ask, EVERY_MS).unref();
    },
    stop: async () => {
      clearInterval(timer);
      await round;
    },
  };
}
