import {setTimeout as pause} from 'node:timers/promises';

/** While ballots come in, work that can wait rests so many times as long as its last step took. */
const REST = 9;
const LONGEST_REST_MS = 2_000;

/** A step of work on votes that nobody waits for. */
export type SpareTime = <T>(step: () => Promise<T>) => Promise<T>;

/**
 * Voters and what is done with their votes afterwards share one thread and one database: while ballots come in, all that work together has a
 * tenth of the time, a step of one after a step of the other, and catches up when they don't. It never stands still, so who watches over
 * it sees it move.
 */
export function spareTime(areBallotsComing: () => boolean): SpareTime {
  let last: Promise<unknown> = Promise.resolve();
  const take = async <T>(step: () => Promise<T>): Promise<T> => {
    const began = performance.now();
    const done = await step();
    if (areBallotsComing()) await pause(Math.min(LONGEST_REST_MS, REST * (performance.now() - began)));
    return done;
  };
  return (step) => {
    const turn = last.then(() => take(step));
    last = turn.catch(() => undefined);
    return turn;
  };
}

export const allTheTime: SpareTime = (step) => step();
