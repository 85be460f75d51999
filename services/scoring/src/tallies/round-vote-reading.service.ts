import type {RoundView} from '../rounds/round.service.js';
import type {RoundVotes} from '../standings/round-votes.js';
import type {Tallies} from './tally.service.js';

/** The counts of a round's own vote as a standing takes them. */
export class RoundVoteReading {
  constructor(private readonly tallies: Tallies) {}

  /** The exact ones, whatever is shown: for the result, and for nobody's eyes before it. */
  async all(view: RoundView): Promise<RoundVotes> {
    return {byEntry: await this.tallies.all(view.round), groups: null};
  }

  /** What everybody may see now; null while counts are hidden. */
  async shown(view: RoundView): Promise<RoundVotes | null> {
    const byEntry = await this.tallies.shown(view);
    return byEntry && {byEntry, groups: null};
  }
}
