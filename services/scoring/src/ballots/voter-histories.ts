import type {BallotLimits} from '../rounds/ballot-limits.js';
import {type Allotment, claimKinds, type TurnAt, type Use} from './ballot.rules.js';
import type {ClaimReading} from './claim-reading.js';
import type {VoteReading} from './vote-reading.js';

interface DayUse {
  /** The limits by which it was read: under others it is read again. */
  needs: string;
  marks: number;
  ballots: number;
  /** Where an entry's marks of a day are limited. */
  ofEntry: Map<number, number> | null;
  requests: Set<string>;
}

interface RoundUse {
  needs: string;
  marks: number;
  ballots: number;
  ofEntry: Map<number, number>;
  turns: TurnAt[];
}

const MOST_VOTERS = 50_000;
const nothing: ReadonlyMap<number, number> = new Map();

/** A voter in a round on a day, with the names under which what was used is kept: made once for each ballot. */
export class Voting {
  readonly ofDay: string;
  /** Null where no limit is the round's. */
  readonly ofRound: string | null;

  constructor(
    readonly round: number,
    readonly voter: string,
    /** yyyymmdd. */
    readonly day: number,
    readonly limits: BallotLimits,
  ) {
    this.ofDay = dayKey(round, day, voter);
    this.ofRound = roundNeeds(limits) === '' ? null : roundKey(round, voter);
  }
}

/** Voters of one round, or of one day of it, of whom something is to be read. */
interface Group {
  round: number;
  day: number;
  limits: BallotLimits;
  voters: Set<string>;
}

/**
 * What the voters of late have used, so that the next free slot is known without a look-up. Only a hint: another instance may have
 * given a slot away meanwhile, and then the unique key refuses it.
 */
export class VoterHistories {
  private readonly days = new Map<string, DayUse>();
  private readonly rounds = new Map<string, RoundUse>();

  constructor(
    private readonly votes: VoteReading,
    private readonly claims: ClaimReading,
  ) {}

  /** Reads what is missing for these voters, a statement for each limit of a round and day. */
  async load(votings: readonly Voting[]): Promise<void> {
    const missingDays = new Map<string, Group>();
    const missingRounds = new Map<number, Group>();
    const miss = <K>(groups: Map<K, Group>, key: K, {round, day, limits, voter}: Voting): void => {
      const group = groups.get(key);
      if (group) group.voters.add(voter);
      else groups.set(key, {round, day, limits, voters: new Set([voter])});
    };
    for (const voting of votings) {
      const {round, day, limits} = voting;
      const ofDay = dayNeeds(limits);
      if (this.days.get(voting.ofDay)?.needs !== ofDay) {
        // Without a limit a day, its marks may be many and say nothing.
        if (ofDay === '') this.days.set(voting.ofDay, freshDay(limits));
        else miss(missingDays, `${round} ${day}`, voting);
      }
      if (voting.ofRound !== null && this.rounds.get(voting.ofRound)?.needs !== roundNeeds(limits)) {
        miss(missingRounds, round, voting);
      }
    }
    for (const group of missingDays.values()) await this.loadDay(group);
    for (const group of missingRounds.values()) await this.loadRound(group);
  }

  useOf(voting: Voting): Use {
    const ofDay = this.days.get(voting.ofDay);
    const ofRound = voting.ofRound === null ? undefined : this.rounds.get(voting.ofRound);
    return {
      today: ofDay?.marks ?? 0,
      ofEntryToday: ofDay?.ofEntry ?? nothing,
      ballotsToday: ofDay?.ballots ?? 0,
      inRound: ofRound?.marks ?? 0,
      ofEntryInRound: ofRound?.ofEntry ?? nothing,
      ballotsInRound: ofRound?.ballots ?? 0,
      turns: ofRound?.turns ?? [],
    };
  }

  hasRequest(voting: Voting, request: string): boolean {
    return this.days.get(voting.ofDay)?.requests.has(request) ?? false;
  }

  add(voting: Voting, {request, at}: {request: string; at: number}, given: Allotment): void {
    const ofDay = this.days.get(voting.ofDay) ?? freshDay(voting.limits);
    ofDay.marks += given.marks.length;
    ofDay.ballots += 1;
    ofDay.requests.add(request);
    if (ofDay.ofEntry) for (const {entry} of given.marks) count(ofDay.ofEntry, entry);
    this.days.set(voting.ofDay, ofDay);
    const ofRound = voting.ofRound === null ? undefined : this.rounds.get(voting.ofRound);
    if (voting.ofRound === null || !ofRound) return;
    ofRound.marks += given.marks.length;
    ofRound.ballots += 1;
    for (const {entry} of given.marks) count(ofRound.ofEntry, entry);
    const {rolling} = voting.limits;
    if (rolling) {
      ofRound.turns.push(...given.turns.map(({slot}) => ({slot, at})));
      ofRound.turns.splice(0, ofRound.turns.length - rolling.marks);
    }
  }

  forget(round: number, voter: string, day: number): void {
    this.days.delete(dayKey(round, day, voter));
    this.rounds.delete(roundKey(round, voter));
  }

  /** Forgets who was looked up first. Not while a batch is planned: it counts on what it has loaded. */
  trim(): void {
    for (const map of [this.days, this.rounds]) {
      for (const key of map.keys()) {
        if (map.size <= MOST_VOTERS) break;
        map.delete(key);
      }
    }
  }

  private async loadDay({round, day, limits, voters}: Group): Promise<void> {
    const names = [...voters];
    const uses = new Map(names.map((voter) => [voter, freshDay(limits)]));
    if (limits.perDay !== null || limits.perEntryPerDay !== null) {
      for (const {voter, slot, entry, entrySlot, request} of await this.votes.usedOnDay(round, day, names)) {
        const use = uses.get(voter)!;
        // in the order of their slots; a mark that was given under other limits has none, and counts
        use.marks = Math.max(use.marks + 1, slot ?? 0);
        use.ofEntry?.set(entry, Math.max((use.ofEntry.get(entry) ?? 0) + 1, entrySlot ?? 0));
        use.requests.add(request);
      }
    }
    if (limits.ballotsPerDay !== null) {
      const about = {round, kind: claimKinds.BALLOT_DAY, subject: day};
      for (const {voter, used} of await this.claims.used(about, names)) uses.get(voter)!.ballots = used;
    }
    for (const [voter, use] of uses) this.days.set(dayKey(round, day, voter), use);
  }

  private async loadRound({round, limits, voters}: Group): Promise<void> {
    const names = [...voters];
    const uses = new Map(names.map((voter) => [voter, freshRound(roundNeeds(limits))]));
    if (limits.perRound !== null) {
      for (const [voter, used] of await this.votes.usedInRound(round, names)) uses.get(voter)!.marks = used;
    }
    if (limits.ballotsPerRound !== null) {
      const about = {round, kind: claimKinds.BALLOT_ROUND, subject: 0};
      for (const {voter, used} of await this.claims.used(about, names)) uses.get(voter)!.ballots = used;
    }
    if (limits.perEntryPerRound !== null) {
      const used = await this.claims.used({round, kind: claimKinds.ENTRY_ROUND}, names);
      for (const {voter, subject, used: marks} of used) uses.get(voter)!.ofEntry.set(subject, marks);
    }
    if (limits.rolling) {
      const turns = await this.claims.lastTurns(round, limits.rolling.marks, names);
      for (const {voter, slot, at} of turns) uses.get(voter)!.turns.push({slot, at});
    }
    for (const [voter, use] of uses) this.rounds.set(roundKey(round, voter), use);
  }
}

const freshDay = (limits: BallotLimits): DayUse => ({
  ...{needs: dayNeeds(limits), marks: 0, ballots: 0},
  ofEntry: limits.perEntryPerDay === null ? null : new Map(),
  requests: new Set(),
});
const freshRound = (needs: string): RoundUse => ({needs, marks: 0, ballots: 0, ofEntry: new Map(), turns: []});

const named = (limits: Record<string, number | null>): string =>
  Object.entries(limits)
    .flatMap(([name, most]) => (most === null ? [] : [name]))
    .join(' ');
/** Every ballot asks for it, and a round's limits are one object for as long as they stay the same. */
function remembered(needs: (limits: BallotLimits) => string): (limits: BallotLimits) => string {
  const known = new WeakMap<BallotLimits, string>();
  return (limits) => {
    const before = known.get(limits);
    if (before !== undefined) return before;
    const found = needs(limits);
    known.set(limits, found);
    return found;
  };
}
const dayNeeds = remembered(({perDay, perEntryPerDay, ballotsPerDay}) =>
  named({perDay, perEntryPerDay, ballotsPerDay}),
);
const roundNeeds = remembered(
  ({perRound, perEntryPerRound, ballotsPerRound, rolling}) =>
    named({perRound, perEntryPerRound, ballotsPerRound}) + (rolling ? ` rolling ${rolling.marks}` : ''),
);

const count = (map: Map<number, number>, key: number): unknown => map.set(key, (map.get(key) ?? 0) + 1);
const dayKey = (round: number, day: number, voter: string): string => `${round} ${day} ${voter}`;
const roundKey = (round: number, voter: string): string => `${round} ${voter}`;
