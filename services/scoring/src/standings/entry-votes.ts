import type {VoteReading} from '../ballots/vote-reading.js';
import type {Entries} from '../entries/entry.service.js';
import type {Round} from '../rounds/round.js';
import type {RoundView} from '../rounds/round.service.js';

/** Counts by entry id, for standings. */
export class EntryVotes {
  constructor(
    private readonly reading: VoteReading,
    private readonly entries: Entries,
  ) {}

  async all(round: Round): Promise<ReadonlyMap<string, number>> {
    return this.by(round, 'votes');
  }

  /** Without what came after the freeze; null while the counts are hidden. */
  async shown({round, limits}: RoundView): Promise<ReadonlyMap<string, number> | null> {
    if (!limits) return new Map();
    return limits.visible ? this.by(round, 'shown') : null;
  }

  private async by(round: Round, column: 'votes' | 'shown'): Promise<ReadonlyMap<string, number>> {
    const [entries, counts] = await Promise.all([this.entries.ofRound(round.id), this.reading.counts(round.ref)]);
    const idOf = new Map(entries.map(({ref, id}) => [ref, id]));
    return new Map(counts.flatMap((count) => (idOf.has(count.entry) ? [[idOf.get(count.entry)!, count[column]]] : [])));
  }
}
