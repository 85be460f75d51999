import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import {newId} from '@concours/kernel/ids';
import {takeLease} from '@concours/kernel/leased-loop';
import {In, LessThanOrEqual} from 'typeorm';
import type {VoteReading} from '../ballots/vote-reading.js';
import {Round} from '../rounds/round.js';
import type {Rounds, RoundView} from '../rounds/round.service.js';
import {isDue, outlived} from './snapshot.rules.js';
import {TallySnapshot, TallySnapshotLease} from './tally-snapshot.js';

/** Keeps the counts of votes that are shown with a delay, one instance at a time. */
export class TallySnapshots {
  private readonly me = newId();

  constructor(private readonly parts: {database: Database; rounds: Rounds; votes: VoteReading; clock: Clock}) {}

  /** Keeps what is due, and lets go of what nobody will be shown; answers for how many rounds. */
  async keep(): Promise<number> {
    const {database, rounds} = this.parts;
    const lease = await database.read.findOneByOrFail(TallySnapshotLease, {id: 1});
    const others =
      lease.holder !== null && lease.holder !== this.me && (lease.leasedUntil ?? new Date(0)) >= new Date();
    if (others) return 0;
    let kept = 0;
    for (const round of await database.read.findBy(Round, {removed: false})) {
      if (await this.keepOf(await rounds.view(round))) kept++;
    }
    return kept;
  }

  /** The newest that is not younger than an instant. */
  newest(round: number, upTo: number): Promise<TallySnapshot | null> {
    return this.parts.database.read.findOne(TallySnapshot, {
      where: {round, at: LessThanOrEqual(new Date(upTo))},
      order: {at: 'DESC'},
    });
  }

  private async keepOf({round, limits, result}: RoundView): Promise<boolean> {
    const {database, votes, clock} = this.parts;
    // a result that everybody sees shows its counts as they are
    if (limits?.visibility !== 'DELAYED' || (result !== null && result !== 'FROZEN')) return false;
    const held = await database.read.find(TallySnapshot, {
      where: {round: round.ref},
      select: {round: true, at: true},
      order: {at: 'ASC'},
    });
    const instants = held.map(({at}) => at.getTime());
    if (!isDue({...limits, now: clock.now().getTime(), last: instants.at(-1) ?? null})) return false;
    const counts = await votes.counts(round.ref);
    // only now: what was read is of this instant or earlier
    const at = clock.now();
    const gone = outlived([...instants, at.getTime()], {...limits, now: at.getTime()});
    return database.write(async (manager) => {
      if (!(await takeLease(manager, TallySnapshotLease, this.me))) return false;
      const pairs = counts.map(({entry, votes: count}): [number, number] => [entry, count]);
      await manager.insert(TallySnapshot, {round: round.ref, at, counts: pairs});
      if (gone.length > 0) {
        await manager.delete(TallySnapshot, {round: round.ref, at: In(gone.map((each) => new Date(each)))});
      }
      return true;
    });
  }
}
