import {lookAtApps} from './app.rules.js';
import {lookForBursts} from './burst.rules.js';
import {lookAtDevices} from './device.rules.js';
import {lookAtFresh} from './fresh.rules.js';
import {lookForPatterns} from './pattern.rules.js';
import {type Finding, Found, type SeenBallot, type WatchSettings} from './seen-ballot.rules.js';

/** What holds where the definition says nothing. A family has one phone for all of them; a workshop that votes at one screen names more. */
export const usualSettings: WatchSettings = {identitiesPerDevice: 5, freshDays: 3};

/**
 * Watches the ballots of one round, each once and in their order. It keeps what it needs to tell what is usual, bounded however
 * many vote; after a restart it learns from the ballots of the last day.
 */
export function watch(settings: WatchSettings): (ballots: readonly SeenBallot[]) => Finding[] {
  const looks = [lookAtDevices(settings), lookForBursts(), lookForPatterns(), lookAtFresh(settings), lookAtApps()];
  return (ballots) => {
    const found = new Found();
    for (const ballot of ballots) for (const look of looks) look(ballot, found);
    return found.all();
  };
}
