import type {BallotLimits} from '../rounds/ballot-limits.js';
import type {Slots, Use} from './ballot.rules.js';
import type {VoteReading} from './vote-reading.js';

interface DayUse {
  today: number;
  ofEntryToday: Map<number, number>;
  requests: Set<string>;
}

const MOST_VOTERS = 50_000;
const nothing: ReadonlyMap<number, number> = new Map();

interface Voting {
  round: number;
  voter: string;
  day: number;
  limits: BallotLimits;
}

/**
 * What the voters of late have used, so that the next free slot is known without a look-up. Only a hint: another instance may have
 * given a slot away meanwhile, and then the unique key refuses it.
 */
export class VoterHistories {
  private readonly days = new Map<string, DayUse>();
  private readonly rounds = new Map<string, number>();

  constructor(private readonly votes: VoteReading) {}

  /** Reads what is missing for these voters, a statement a round and day. */
  async load(votings: readonly Voting[]): Promise<void> {
    const missingDays = new Map<string, {round: number; day: number; voters: Set<string>}>();
    const missingRounds = new Map<number, Set<string>>();
    for (const {round, voter, day, limits} of votings) {
      if (!this.days.has(dayKey(round, day, voter))) {
        const group = missingDays.get(`${round} ${day}`) ?? {round, day, voters: new Set<string>()};
        // Without a limit a day, its marks may be many and say nothing.
        if (limits.perDay !== null || limits.perEntryPerDay !== null) group.voters.add(voter);
        else this.days.set(dayKey(round, day, voter), fresh());
        missingDays.set(`${round} ${day}`, group);
      }
      if (limits.perRound !== null && !this.rounds.has(roundKey(round, voter))) {
        missingRounds.set(round, (missingRounds.get(round) ?? new Set()).add(voter));
      }
    }
    for (const group of missingDays.values()) await this.loadDay(group);
    for (const [round, voters] of missingRounds) {
      const used = await this.votes.usedInRound(round, [...voters]);
      for (const voter of voters) keep(this.rounds, roundKey(round, voter), used.get(voter) ?? 0);
    }
  }

  useOf(round: number, voter: string, day: number): Use {
    const use = this.days.get(dayKey(round, day, voter));
    return {
      today: use?.today ?? 0,
      ofEntryToday: use?.ofEntryToday ?? nothing,
      inRound: this.rounds.get(roundKey(round, voter)) ?? 0,
    };
  }

  hasRequest(round: number, voter: string, day: number, request: string): boolean {
    return this.days.get(dayKey(round, day, voter))?.requests.has(request) ?? false;
  }

  add(round: number, voter: string, day: number, request: string, slots: readonly Slots[]): void {
    const use = this.days.get(dayKey(round, day, voter)) ?? fresh();
    use.today += slots.length;
    use.requests.add(request);
    for (const {entry} of slots) use.ofEntryToday.set(entry, (use.ofEntryToday.get(entry) ?? 0) + 1);
    keep(this.days, dayKey(round, day, voter), use);
    const inRound = this.rounds.get(roundKey(round, voter));
    if (inRound !== undefined) keep(this.rounds, roundKey(round, voter), inRound + slots.length);
  }

  forget(round: number, voter: string, day: number): void {
    this.days.delete(dayKey(round, day, voter));
    this.rounds.delete(roundKey(round, voter));
  }

  /** Forgets who has not voted for longest. Not while a batch is planned: it counts on what it has loaded. */
  trim(): void {
    for (const map of [this.days, this.rounds]) {
      for (const key of map.keys()) {
        if (map.size <= MOST_VOTERS) break;
        map.delete(key);
      }
    }
  }

  private async loadDay({round, day, voters}: {round: number; day: number; voters: Set<string>}): Promise<void> {
    for (const voter of voters) keep(this.days, dayKey(round, day, voter), fresh());
    for (const {voter, slot, entry, entrySlot, request} of await this.votes.usedOnDay(round, day, [...voters])) {
      const use = this.days.get(dayKey(round, day, voter));
      if (!use) continue;
      use.today = Math.max(use.today, slot ?? 0);
      use.ofEntryToday.set(entry, Math.max(use.ofEntryToday.get(entry) ?? 0, entrySlot ?? 0));
      use.requests.add(request);
    }
  }
}

const fresh = (): DayUse => ({today: 0, ofEntryToday: new Map(), requests: new Set()});
const dayKey = (round: number, day: number, voter: string): string => `${round} ${day} ${voter}`;
const roundKey = (round: number, voter: string): string => `${round} ${voter}`;

/** A map keeps the order of insertion: what is set again goes to its end. */
function keep<V>(map: Map<string, V>, key: string, value: V): void {
  map.delete(key);
  map.set(key, value);
}
