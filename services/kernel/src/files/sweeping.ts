import type {Logger} from '../log.js';

const EVERY_MS = 15 * 60_000;

/** Clears away what nobody wants any more. Any instance may do it, and doing it twice does no harm. */
export function startSweeping(places: readonly {sweep(): Promise<number>}[], log: Logger): {stop(): void} {
  const sweep = async (): Promise<void> => {
    for (const place of places) {
      await place.sweep().catch((error: unknown) => log.warn({err: error}, 'old files could not be cleared away'));
    }
  };
  const timer = setInterval(() => void sweep(), EVERY_MS).unref();
  return {stop: () => clearInterval(timer)};
}
