import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import {announce} from '@concours/kernel/events/outbox';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {notFound} from '@concours/kernel/refusal';
import {instantOf, localDay} from '@concours/kernel/zone';
import type {EntityManager} from 'typeorm';
import type {Entries} from '../entries/entry.service.js';
import type {Round} from '../rounds/round.js';
import type {Rounds, RoundView} from '../rounds/round.service.js';
import type {RoundVotes} from '../standings/round-votes.js';
import type {Sealed} from '../standings/standing.service.js';
import type {StandingService} from '../standings/standing.service.js';
import {lastNoticeDay} from './notice-period.rules.js';
import {ResultRow, stageOf} from './result-row.js';
import {resultPublished} from './result.events.js';
import {
  resultComponentMissing,
  resultCutShort,
  resultCutTied,
  resultEarlierRoundOpen,
  resultEntriesIncomplete,
  resultFrozenAlready,
  resultNoticeRunning,
  resultNotFrozen,
  resultSecondPerson,
  resultTooEarly,
} from './result.refusals.js';

export interface ResultParts {
  database: Database;
  clock: Clock;
  rounds: Rounds;
  entries: Entries;
  standings: StandingService;
  /** The exact counts, whatever is shown. */
  countVotes: (round: RoundView) => Promise<RoundVotes>;
  /** Refuses while something of the vote is undecided, or its counts are known to be wrong. */
  refuseUnsettled: (manager: EntityManager, round: Round) => Promise<void>;
}

/** A result's way: frozen with its proof, shown for the public-notice period, published by a second person. */
export class ResultService {
  constructor(private readonly parts: ResultParts) {}

  async freeze(caller: Caller, roundId: string): Promise<ResultRow> {
    const round = await this.parts.rounds.viewById(roundId);
    const need = this.parts.rounds.demand(caller, 'result.freeze', round);
    const now = this.parts.clock.now();
    for (const {phase, window} of this.parts.rounds.stages(round, now))
      if (phase !== 'AFTER') throw resultTooEarly(window);
    if (!round.round.entriesComplete) throw resultEntriesIncomplete();
    return this.parts.database.write(async (manager) => {
      // First: it waits for another freeze, and votes that were planned before no longer commit, so the counts below are the last.
      await this.parts.rounds.touch(manager, [roundId]);
      if (await manager.existsBy(ResultRow, {roundId})) throw resultFrozenAlready();
      await refuseWithoutEarlier(round, manager);
      await this.parts.refuseUnsettled(manager, round.round);
      const votes = await this.parts.countVotes(round);
      const {bundle, digest, scored} = await this.parts.standings.seal(round, votes, manager);
      refuseUnfinished(scored);
      const result = manager.create(ResultRow, {
        id: newId(),
        roundId,
        campaignId: round.campaign.id,
        digest,
        bundle,
        frozenAt: now,
        frozenBy: caller.id ?? 'system',
        frozenByName: caller.name ?? 'system',
        noticeFrom: null,
        noticeUntil: null,
        publishedAt: null,
        publishedByName: null,
        version: 1,
      });
      await manager.insert(ResultRow, result);
      await record(manager, caller, {
        ...about(result, round, 'freezeResult'),
        need,
        after: {roundId, digest, entries: scored.rows.length},
      });
      const next = round.definition.cut?.next;
      if (next) await this.parts.entries.admit(manager, `${round.campaign.id}:${next}`, advancing(scored));
      return result;
    });
  }

  /** Opens the public-notice period; it ends with the last of the definition's working days (A35). */
  async beginNotice(caller: Caller, resultId: string): Promise<ResultRow> {
    const {result, round} = await this.load(caller, resultId);
    const need = this.parts.rounds.demand(caller, 'result.freeze', round);
    if (stageOf(result) !== 'FROZEN') throw resultNotFrozen({state: stageOf(result)});
    const now = this.parts.clock.now();
    const {zone, definition} = round.campaign;
    const lastDay = lastNoticeDay(localDay(now, zone), definition.policies.publicNotice.workingDays);
    const patch = {noticeFrom: now, noticeUntil: instantOf(`${lastDay}T23:59:59.999`, zone)};
    const audited = {...about(result, round, 'beginPublicNotice'), need, after: patch};
    return this.change(result, patch, (manager) => record(manager, caller, audited));
  }

  async publish(caller: Caller, resultId: string): Promise<ResultRow> {
    const {result, round} = await this.load(caller, resultId);
    const need = this.parts.rounds.demand(caller, 'result.publish', round);
    if (stageOf(result) !== 'ON_NOTICE') throw resultNotFrozen({state: stageOf(result)});
    const now = this.parts.clock.now();
    if (now <= result.noticeUntil!) throw resultNoticeRunning({noticeUntil: result.noticeUntil!.toISOString()});
    if (caller.id === result.frozenBy) throw resultSecondPerson();
    const patch = {publishedAt: now, publishedByName: caller.name ?? 'system'};
    return this.change(result, patch, async (manager, changed) => {
      await announce(manager, resultPublished(changed));
      await record(manager, caller, {...about(result, round, 'publishResult'), need, after: {publishedAt: now}});
    });
  }

  /** The result of a round as far as the caller may see it: before the notice begins, those who may read the round. */
  async visible(caller: Caller, round: RoundView): Promise<ResultRow | null> {
    const result = await this.parts.database.read.findOneBy(ResultRow, {roundId: round.round.id});
    if (!result) return null;
    const open = stageOf(result) !== 'FROZEN' || this.parts.rounds.may(caller, 'round.read', round);
    return open ? result : null;
  }

  private async load(caller: Caller, resultId: string): Promise<{result: ResultRow; round: RoundView}> {
    const result = await this.parts.database.read.findOneBy(ResultRow, {id: resultId});
    if (!result) throw notFound();
    const round = await this.parts.rounds.viewById(result.roundId);
    if (!(await this.visible(caller, round))) throw notFound();
    return {result, round};
  }

  private async change(
    result: ResultRow,
    change: Partial<ResultRow>,
    tell: (manager: EntityManager, changed: ResultRow) => Promise<void>,
  ): Promise<ResultRow> {
    const changed = {...result, ...change, version: result.version + 1};
    await this.parts.database.write(async (manager) => {
      const {affected} = await manager.update(
        ResultRow,
        {id: result.id, version: result.version},
        {...change, version: changed.version},
      );
      if (affected !== 1) throw resultNotFrozen({state: stageOf(result)});
      await tell(manager, changed);
    });
    return changed;
  }
}

function about({id}: Pick<ResultRow, 'id'>, {campaign}: RoundView, action: string) {
  return {
    action,
    subject: {type: 'Result', id},
    organisationId: campaign.ownerOrganisationId,
    campaignId: campaign.id,
  };
}

async function refuseWithoutEarlier(round: RoundView, manager: EntityManager): Promise<void> {
  for (const component of round.definition.components) {
    if (component.from !== 'ROUND') continue;
    if (!(await manager.existsBy(ResultRow, {roundId: `${round.campaign.id}:${component.round}`}))) {
      throw resultEarlierRoundOpen({round: component.round});
    }
  }
}

function refuseUnfinished({rows, cut}: Sealed['scored']): void {
  const missing = rows.flatMap(({entry, placed}) =>
    placed.missing.map((component) => ({entry: entry.number, component})),
  );
  if (missing.length > 0) throw resultComponentMissing({missing: missing.slice(0, 50), count: missing.length});
  if (cut?.short) throw resultCutShort({wanted: cut.wanted, entries: rows.length});
  if (cut?.tied) throw resultCutTied({wanted: cut.wanted, advancing: cut.advancing});
}

function advancing({rows}: Sealed['scored']) {
  return rows.filter(({placed}) => placed.advances).map(({entry}) => ({submissionId: entry.submissionId}));
}
