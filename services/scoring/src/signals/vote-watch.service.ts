import {setImmediate as turn} from 'node:timers/promises';
import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import {systemCaller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {takeLease} from '@concours/kernel/leased-loop';
import type {EntityManager} from 'typeorm';
import type {SpareTime} from '../ballots/spare-time.js';
import {LedgerChain} from '../ledger/ledger-tables.js';
import {ResultRow} from '../results/result-row.js';
import {Round} from '../rounds/round.js';
import type {Rounds, RoundView} from '../rounds/round.service.js';
import type {Withholding} from '../withholding/withholding.service.js';
import {ballotsFrom} from './ballot-stream.js';
import type {Finding, SeenBallot, WatchSettings} from './seen-ballot.rules.js';
import {SignalState} from './signal.kinds.js';
import {IntegrityLease, SignalCursor} from './signal-tables.js';
import {keepFindings} from './keep-findings.js';
import {usualSettings, watch} from './watch.rules.js';

/** What is usual is learned anew from so much, after a restart. */
const LEARN_MS = 24 * 3_600_000;
const LEARN_BALLOTS = 30_000;

interface Watched {
  look: (ballots: readonly SeenBallot[]) => Finding[];
  settings: string;
  /** By writer, the next block to look at. */
  next: Map<number, number>;
}

/**
 * Looks at every ballot once it is sealed, an instance at a time, within a second or two of its sealing: those who vote pay nothing for it. What it
 * has found it keeps, and puts aside what the definition says; nothing it does is final.
 */
export class VoteWatch {
  readonly me = newId();
  private readonly watched = new Map<number, Watched>();

  constructor(
    private readonly parts: {
      database: Database;
      rounds: Rounds;
      withholding: Withholding;
      clock: Clock;
      inSpareTime: SpareTime;
    },
  ) {}

  /** Answers how many ballots it has looked at; none while another instance is at it. */
  async work(): Promise<number> {
    const {read} = this.parts.database;
    const lease = await read.findOneByOrFail(IntegrityLease, {id: 1});
    const isFree = lease.holder === null || lease.holder === this.me || (lease.leasedUntil ?? new Date(0)) < new Date();
    if (!isFree) return 0;
    let seen = 0;
    for (const round of await this.behind()) {
      for (let some = 1; some > 0; seen += some) some = await this.parts.inSpareTime(() => this.step(round));
    }
    return seen;
  }

  /** Rounds with blocks that nobody has looked at. */
  private async behind(): Promise<Round[]> {
    return this.parts.database.read
      .createQueryBuilder(Round, 'r')
      .where('r.removed = :no', {no: false})
      .andWhere(
        `EXISTS (SELECT 1 FROM ledger_chain c LEFT JOIN signal_cursor s ON s.round = c.round AND s.writer = c.writer
          WHERE c.round = r.ref AND c.blocks > COALESCE(s.blocks, 0))`,
      )
      .getMany();
  }

  private async step(round: Round): Promise<number> {
    const {database, rounds} = this.parts;
    const view = await rounds.view(round);
    const cursors = await cursorsOf(database.read, round.ref);
    const watched = await this.watchedOf(view, cursors);
    const ballots: SeenBallot[] = [];
    const next = new Map(watched.next);
    for (const {writer, blocks} of await database.read.findBy(LedgerChain, {round: round.ref})) {
      const from = next.get(writer) ?? 0;
      if (blocks <= from) continue;
      const some = await ballotsFrom(database.read, {round: round.ref, writer, block: from});
      ballots.push(...some.ballots);
      next.set(writer, some.next);
    }
    if ([...next].every(([writer, block]) => watched.next.get(writer) === block)) return 0;
    // writers take turns: what came in at the same time is looked at together
    const found = watched.look(ballots.sort((a, b) => a.at - b.at));
    const kept = await this.keep(view, {before: watched.next, next, found});
    // somebody else was faster, or it failed: what is in memory is of another past than what is stored
    if (!kept) this.watched.delete(round.ref);
    else watched.next = next;
    await turn();
    return kept ? Math.max(1, ballots.length) : 0;
  }

  private async keep(
    view: RoundView,
    i: {before: ReadonlyMap<number, number>; next: ReadonlyMap<number, number>; found: Finding[]},
  ): Promise<boolean> {
    const {database, withholding, clock} = this.parts;
    const round = view.round.ref;
    try {
      return await database.write(async (manager, after) => {
        if (!(await takeLease(manager, IntegrityLease, this.me))) return false;
        const cursors = await cursorsOf(manager, round);
        if ([...i.next.keys()].some((writer) => (cursors.get(writer) ?? 0) !== (i.before.get(writer) ?? 0)))
          return false;
        for (const [writer, blocks] of i.next) await manager.save(SignalCursor, {round, writer, blocks});
        if (i.found.length === 0 || (await manager.existsBy(ResultRow, {roundId: view.round.id}))) return true;
        await withholding.begin(manager, view);
        const hold = view.definition.ballot?.integrity?.hold ?? [];
        const signals = await keepFindings(manager, {round, found: i.found, hold, at: clock.now()});
        for (const state of [SignalState.HELD, SignalState.IN_CASE]) {
          for (const [caseId, some] of grouped(signals.filter((signal) => signal.state === state))) {
            const kinds = [...new Set(some.map(({kind}) => kind))].join(', ');
            const correction = await withholding.hold({
              ...{manager, after, view, signals: some.map(({id}) => id)},
              why: {caller: null, rule: kinds, reason: reasonOf(kinds), caseId},
            });
            if (!correction) continue;
            await record(manager, systemCaller(), {
              action: 'holdBallots',
              subject: {type: 'TallyCorrection', id: correction.id},
              organisationId: view.campaign.ownerOrganisationId,
              campaignId: view.campaign.id,
              after: {roundId: view.round.id, rule: kinds, ballots: correction.ballots},
            });
          }
        }
        return true;
      });
    } catch (error) {
      this.watched.delete(round);
      throw error;
    }
  }

  private async watchedOf(view: RoundView, cursors: ReadonlyMap<number, number>): Promise<Watched> {
    const {ref} = view.round;
    const settings: WatchSettings = {...usualSettings, ...settingsOf(view)};
    const key = JSON.stringify(settings);
    const known = this.watched.get(ref);
    const isSame = known?.settings === key && [...cursors].every(([writer, block]) => known.next.get(writer) === block);
    if (known && isSame) return known;
    const watched: Watched = {look: watch(settings), settings: key, next: new Map(cursors)};
    watched.look(await this.learned(ref, cursors));
    this.watched.set(ref, watched);
    return watched;
  }

  /** The ballots of the last day that were looked at already: from them it knows what is usual. */
  private async learned(round: number, cursors: ReadonlyMap<number, number>): Promise<SeenBallot[]> {
    const {read} = this.parts.database;
    const ballots: SeenBallot[] = [];
    for (const [writer, until] of cursors) {
      const blocks: {number: number; ballots: number}[] = await read.query(
        `SELECT number, ballots FROM ledger_block WHERE round = ? AND writer = ? AND number < ? AND kind = 'BALLOTS'
         ORDER BY number DESC LIMIT ${LEARN_BALLOTS}`,
        [round, writer, until],
      );
      let [from, sum] = [until, 0];
      for (const block of blocks) {
        sum += block.ballots;
        if (sum > LEARN_BALLOTS) break;
        from = block.number;
      }
      while (from < until) {
        const some = await ballotsFrom(read, {round, writer, block: from});
        if (some.next === from) break;
        from = some.next;
        ballots.push(...some.ballots);
        await turn();
      }
    }
    const last = ballots.reduce((latest, {at}) => Math.max(latest, at), 0);
    return ballots.filter(({at}) => at > last - LEARN_MS).sort((a, b) => a.at - b.at);
  }
}

function settingsOf({definition}: RoundView): Partial<WatchSettings> {
  const {identitiesPerDevice, freshDays} = definition.ballot?.integrity ?? {};
  return {...(identitiesPerDevice !== undefined && {identitiesPerDevice}), ...(freshDays !== undefined && {freshDays})};
}

async function cursorsOf(manager: EntityManager, round: number): Promise<Map<number, number>> {
  return new Map((await manager.findBy(SignalCursor, {round})).map(({writer, blocks}) => [writer, blocks]));
}

function grouped<T extends {caseId: string | null}>(signals: readonly T[]): Map<string | null, T[]> {
  const groups = new Map<string | null, T[]>();
  for (const signal of signals) groups.set(signal.caseId, [...(groups.get(signal.caseId) ?? []), signal]);
  return groups;
}

/** What everybody reads of a correction that no person made. */
const reasonOf = (kinds: string): string => `活动方案规定的自动暂存 / put aside by a rule of the definition (${kinds})`;
