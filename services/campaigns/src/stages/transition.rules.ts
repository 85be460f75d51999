import {stateOf, type Window} from './stage.rules.js';

export interface Transition {
  ordinal: number;
  kind: 'OPENED' | 'CLOSED';
  at: Date;
}

/**
 * What a stage did since the last row that tells of it; null if that row still says what it is. A stage that opened and closed while nobody
 * looked did both, in this order. One that is held, or gets other dates, after it has opened or closed does so now.
 */
export function nextTransition(window: Window, last: Transition | null, now: Date): Transition | null {
  const {opensAt, closesAt} = window;
  const isOpen = stateOf(window, now) === 'OPEN';
  const ordinal = (last?.ordinal ?? 0) + 1;
  if (last?.kind === 'OPENED') {
    if (isOpen) return null;
    return {ordinal, kind: 'CLOSED', at: closesAt !== null && closesAt > last.at && closesAt < now ? closesAt : now};
  }
  if (opensAt === null || opensAt > now) return null;
  const again = last !== null && opensAt <= last.at;
  if (again && !isOpen) return null;
  return {ordinal, kind: 'OPENED', at: again ? now : opensAt};
}
