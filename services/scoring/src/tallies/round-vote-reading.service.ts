import type {Constituencies} from '../ballots/constituencies.service.js';
import type {VoteReading} from '../ballots/vote-reading.js';
import type {Entries} from '../entries/entry.service.js';
import type {RoundView} from '../rounds/round.service.js';
import type {GroupCounts, RoundVotes} from '../standings/round-votes.js';
import type {Tallies} from './tally.service.js';

interface Parts {
  tallies: Tallies;
  votes: VoteReading;
  constituencies: Constituencies;
  entries: Entries;
}

/** The counts of a round's own vote as a standing takes them. */
export class RoundVoteReading {
  constructor(private readonly parts: Parts) {}

  /** The exact ones, whatever is shown: for the result, and for nobody's eyes before it. */
  async all(view: RoundView): Promise<RoundVotes> {
    return {byEntry: await this.parts.tallies.all(view.round), groups: await this.groups(view, 'votes')};
  }

  /**
   * What everybody may see now; null while counts are hidden. Counts that are shown with a delay are kept without their
   * constituencies, so a standing that needs those waits for the result.
   */
  async shown(view: RoundView): Promise<RoundVotes | null> {
    if (!view.limits) return {byEntry: new Map(), groups: null};
    const board = await this.parts.tallies.shown(view);
    if (!board) return null;
    const byEntry = new Map([...board.counts].map(([entry, count]) => [entry.id, count]));
    const delayed = board.sight === 'DELAYED' || (board.sight === 'FROZEN' && view.limits.visibility === 'DELAYED');
    return {byEntry, groups: delayed ? null : await this.groups(view, board.sight === 'FROZEN' ? 'shown' : 'votes')};
  }

  private async groups(view: RoundView, which: 'votes' | 'shown'): Promise<GroupCounts | null> {
    if (!view.limits?.groups) return null;
    const {constituencies, entries, votes} = this.parts;
    const [listed, rows, present] = await Promise.all([
      constituencies.listed(view),
      votes.groupCounts(view.round.ref),
      entries.ofRound(view.round.id),
    ]);
    const keyOf = new Map(listed.map(({key, number}) => [number, key]));
    const idOf = new Map(present.map(({ref, id}) => [ref, id]));
    const byEntry = new Map<string, Record<string, number>>();
    for (const {constituency, entry, [which]: count} of rows) {
      const [id, key] = [idOf.get(entry), keyOf.get(constituency)];
      if (id === undefined || key === undefined || count === 0) continue;
      byEntry.set(id, {...byEntry.get(id), [key]: count});
    }
    const ownOf = new Map<string, string>();
    for (const entry of present) {
      const own = await constituencies.keyOfEntry(entry, view);
      if (own !== null) ownOf.set(entry.id, own);
    }
    return {names: listed.map(({key, name}) => ({key, name})), byEntry, ownOf};
  }
}
