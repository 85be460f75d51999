import {setTimeout as pause} from 'node:timers/promises';

/** While ballots wait, work that can wait rests so many times as long as its last step took. */
const REST = 9;
const LONGEST_REST_MS = 2_000;

/** A step of work on votes that nobody waits for. */
export type SpareTime = <T>(step: () => Promise<T>) => Promise<T>;

/**
 * Voters and what is done with their votes afterwards share one thread and one database: while ballots wait, that work has a tenth of the
 * time, and catches up when they don't. It never stands still, so who watches over it sees it move.
 */
export function spareTime(areBallotsWaiting: () => boolean): SpareTime {
  return async (step) => {
    const began = performance.now();
    const done = await step();
    if (areBallotsWaiting()) await pause(Math.min(LONGEST_REST_MS, REST * (performance.now() - began)));
    return done;
  };
}

export const allTheTime: SpareTime = (step) => step();
