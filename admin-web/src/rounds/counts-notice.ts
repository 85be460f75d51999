import type {Ballot} from './ballot-limits';
import {isPast} from './round-rules';

export interface CountsInView extends Pick<Ballot, 'visibility' | 'delayMinutes'> {
  freezesAt: string | null;
  closesAt: string | null;
  frozen: boolean;
}

export type CountsState = 'frozen' | 'hidden' | 'delayed' | 'soon' | 'live';

const SOON_MS = 24 * 3_600_000;

/** What must be said of a round's counts before anybody takes them for what they are not (A39). */
export function countsState({visibility, freezesAt, frozen}: CountsInView, now: Date): CountsState {
  const left = freezesAt === null ? Infinity : Date.parse(freezesAt) - now.getTime();
  if (frozen || isPast(freezesAt, now)) return 'frozen';
  if (visibility === 'HIDDEN') return 'hidden';
  if (visibility === 'DELAYED') return 'delayed';
  return left < SOON_MS ? 'soon' : 'live';
}
