import type {Caller} from '@concours/kernel/identity';
import type {VoteReading} from '../ballots/vote-reading.js';
import type {Tallies} from './tally.service.js';
import {VotePace} from './vote-pace.js';

const MINUTE_MS = 60_000;
const MINUTES = 60;

/** The pace of a vote, no later than its counts are seen: what came in after a freeze would be told by it otherwise. */
export class VotePaces {
  constructor(private readonly parts: {tallies: Tallies; votes: VoteReading}) {}

  /** Null while the counts are hidden from the caller. */
  async of(roundId: string, caller: Caller): Promise<VotePace | null> {
    const seen = await this.parts.tallies.seenUntil(roundId, caller);
    if (!seen) return null;
    // A minute that is not over would look like a lull; the last one of a vote ends with it.
    const until = Math.floor((seen.until + 1) / MINUTE_MS);
    const from = until - MINUTES;
    const perMinute = await this.parts.votes.perMinute(seen.round.ref, from, until);
    return Object.assign(new VotePace(), {from: new Date(from * MINUTE_MS), perMinute});
  }
}
