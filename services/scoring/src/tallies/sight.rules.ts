import type {ResultStage} from '../rounds/round.kinds.js';

/** What of a round's counts may be seen: nothing, those of the freeze, or all. */
export type Sight = 'HIDDEN' | 'FROZEN' | 'FULL';

/**
 * One rule for every door (A39). From the freeze on nobody sees a later count before the result is frozen, not even who runs the
 * round: what one person knows, a hall knows. A result shows its counts to all from its public notice on.
 */
export function sightOf(i: {
  votes: {visible: boolean; freezesAt: number | null} | null;
  result: ResultStage | null;
  mayRead: boolean;
  now: number;
}): Sight {
  if (!i.votes) return 'HIDDEN';
  if (i.result === 'ON_NOTICE' || i.result === 'PUBLISHED' || (i.result && i.mayRead)) return 'FULL';
  if (!i.votes.visible && !i.mayRead) return 'HIDDEN';
  return i.votes.freezesAt !== null && i.now >= i.votes.freezesAt ? 'FROZEN' : 'FULL';
}
