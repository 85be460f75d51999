import type {Clock} from '@concours/kernel/clock';
import {type Database, isDuplicate} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import type {Logger} from '@concours/kernel/log';
import {type EntityManager, In} from 'typeorm';
import {Round} from '../rounds/round.js';
import type {Rounds} from '../rounds/round.service.js';
import {AlarmCode} from './alarm.kinds.js';
import {resultTallyDiffers} from './alarm.refusals.js';
import type {Outages} from './outages.js';
import {ALL_ROUNDS, RoundAlarm, VoteAlarm} from './vote-alarm.js';

/** Of votes: they have a ledger of their own. */
const watched = {unaudited: 'what the platform sees of itself; nobody decides it'};

/** What is wrong with votes, where those see it who run a round. Kept in the database: any instance may be asked. */
export class VoteAlarms {
  constructor(
    private readonly parts: {database: Database; rounds: Rounds; outages: Outages; clock: Clock; log: Logger},
  ) {}

  /** Says that something is wrong, or how much of it by now. The log hears of it once. */
  async raise(round: number, code: AlarmCode, count: number): Promise<void> {
    const {database, clock, log} = this.parts;
    const standing = await database.read.findOneBy(VoteAlarm, {round, code});
    if (standing?.count === count) return;
    try {
      await database.write(async (manager) => {
        if (standing) await manager.update(VoteAlarm, {round, code}, {count});
        else await manager.insert(VoteAlarm, {round, code, count, since: clock.now()});
      }, watched);
    } catch (error) {
      // another instance has seen it, too
      if (!isDuplicate(error)) throw error;
      return;
    }
    if (!standing) log.error({alarm: code, round, count}, 'something is wrong with the votes');
  }

  /** Says that it is well again. */
  async clear(round: number, code: AlarmCode): Promise<void> {
    const {database, log} = this.parts;
    const standing = await database.read.findOneBy(VoteAlarm, {round, code});
    if (!standing) return;
    await database.write((manager) => manager.delete(VoteAlarm, {round, code}), watched);
    log.info({alarm: code, round, since: standing.since}, 'what was wrong with the votes is well again');
  }

  standing(code: AlarmCode): Promise<VoteAlarm[]> {
    return this.parts.database.read.findBy(VoteAlarm, {code});
  }

  /** For the freeze of a result: counts that are known to be wrong decide nothing. RESULT_TALLY_DIFFERS. */
  async refuseDiffering(manager: EntityManager, round: number): Promise<void> {
    const found = await manager.findOneBy(VoteAlarm, {round, code: AlarmCode.TALLY_DIFFERS});
    if (found) throw resultTallyDiffers({counts: found.count, since: found.since.toISOString()});
  }

  /** Of these rounds, in their order; of each what is about all rounds, too. Nothing for who may not read the round. */
  async ofRounds(caller: Caller, rounds: readonly Round[]): Promise<RoundAlarm[][]> {
    const readable = await this.readable(caller, rounds);
    const refs = [...readable].map(({ref}) => ref);
    const found = refs.length === 0 ? [] : await this.alarms([ALL_ROUNDS, ...refs]);
    return rounds.map((round) =>
      readable.has(round)
        ? found
            .filter((alarm) => alarm.round === ALL_ROUNDS || alarm.round === round.ref)
            .map((alarm) => shown(alarm, alarm.round === ALL_ROUNDS ? null : round))
        : [],
    );
  }

  /** Of all rounds that the caller may read; what is about all rounds for who may read one of those with votes. */
  async all(caller: Caller): Promise<RoundAlarm[]> {
    const found = await this.alarms(null);
    if (found.length === 0) return [];
    const about = found.map(({round}) => round).filter((round) => round !== ALL_ROUNDS);
    const {read} = this.parts.database;
    const rounds = await read.findBy(Round, about.length === found.length ? {ref: In(about)} : {removed: false});
    const byRef = new Map([...(await this.readable(caller, rounds))].map((round) => [round.ref, round]));
    return found.flatMap((alarm) => {
      if (alarm.round === ALL_ROUNDS) return byRef.size > 0 ? [shown(alarm, null)] : [];
      const round = byRef.get(alarm.round);
      return round ? [shown(alarm, round)] : [];
    });
  }

  private async readable(caller: Caller, rounds: readonly Round[]): Promise<Set<Round>> {
    const readable = new Set<Round>();
    if (caller.kind !== 'system' && caller.grants.length === 0) return readable;
    for (const round of rounds) {
      if (!round.removed && this.parts.rounds.may(caller, 'round.read', await this.parts.rounds.view(round)))
        readable.add(round);
    }
    return readable;
  }

  /** With what only this instance knows: a database that takes no ballots takes no alarm either. */
  private async alarms(refs: readonly number[] | null): Promise<VoteAlarm[]> {
    const {database, outages} = this.parts;
    const stored = await database.read.find(VoteAlarm, {
      where: refs ? {round: In([...refs])} : {},
      order: {since: 'ASC', round: 'ASC', code: 'ASC'},
    });
    return [...outages.alarms().filter(({round}) => !refs || refs.includes(round)), ...stored];
  }
}

function shown({code, since, count}: VoteAlarm, round: Round | null): RoundAlarm {
  return Object.assign(new RoundAlarm(), {code, since, count, round});
}
