import type {BallotLimits} from '../rounds/ballot-limits.js';
import type {ResultStage} from '../rounds/round.kinds.js';

/** What of a round's counts may be seen: nothing, those of the freeze, those of some minutes ago, or all. */
export type Sight = 'HIDDEN' | 'FROZEN' | 'DELAYED' | 'FULL';

type Shown = Pick<BallotLimits, 'visibility' | 'freezesAt'>;

/**
 * One rule for every door (A39). From the freeze on nobody sees a later count before the result is frozen, not even who runs the
 * round: what one person knows, a hall knows. Of delayed counts the same is true. A result shows its counts to all from its public
 * notice on.
 */
export function sightOf(i: {votes: Shown | null; result: ResultStage | null; mayRead: boolean; now: number}): Sight {
  if (!i.votes) return 'HIDDEN';
  if (i.result === 'ON_NOTICE' || i.result === 'PUBLISHED' || (i.result && i.mayRead)) return 'FULL';
  const {visibility, freezesAt} = i.votes;
  if (visibility === 'HIDDEN' && !i.mayRead) return 'HIDDEN';
  if (freezesAt !== null && i.now >= freezesAt) return 'FROZEN';
  return visibility === 'DELAYED' ? 'DELAYED' : 'FULL';
}

/** The instant whose counts are the newest to be seen; null where nothing holds them back. Delayed counts stand still where they are at the freeze. */
export function newestSeen(
  sight: Sight,
  votes: Pick<BallotLimits, 'freezesAt' | 'delayMs'>,
  now: number,
): number | null {
  if (sight === 'FROZEN') return votes.freezesAt! - votes.delayMs;
  return sight === 'DELAYED' ? now - votes.delayMs : null;
}
