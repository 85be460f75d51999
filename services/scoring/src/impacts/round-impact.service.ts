import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import type {Touched} from '@concours/kernel/impact';
import {may} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import type {Definition} from '@concours/schema/definition/definition';
import type {Campaigns} from '../campaigns/campaign.service.js';
import {Entry} from '../entries/entry.js';
import {RecordedPoints} from '../judging/recorded-points.js';
import {ScoreSheetRow} from '../judging/score-sheet.js';
import {ResultRow} from '../results/result-row.js';
import {Round} from '../rounds/round.js';
import {type Held, roundImpact} from './round-impact.rules.js';

/** What another definition would do to rounds with entries, votes, sheets or results, for those who could apply it. */
export class RoundImpact {
  constructor(
    private readonly database: Database,
    private readonly campaigns: Campaigns,
    private readonly countVotes: (round: Round) => Promise<ReadonlyMap<string, number>>,
  ) {}

  async of(caller: Caller, campaignId: string, after: Definition): Promise<Touched[]> {
    const campaign = await this.campaigns.find(campaignId);
    const need = {roles: permissions['campaign.apply'], path: campaign?.ownerPath ?? '', within: campaignId};
    if (!campaign || !may(caller, need)) return [];
    const rounds = await this.database.read.findBy(Round, {campaignId, removed: false});
    const held = await Promise.all(rounds.map(async (round) => [round.key, await this.held(round)] as const));
    return roundImpact(campaign.definition, after, new Map(held));
  }

  private async held(round: Round): Promise<Held> {
    const {read} = this.database;
    const roundId = round.id;
    const votes = await this.countVotes(round);
    const sheets = await read.find(ScoreSheetRow, {where: {roundId}, select: {component: true}});
    const points = await read.find(RecordedPoints, {where: {roundId}, select: {component: true}});
    const scores: Record<string, number> = {};
    for (const {component} of [...sheets, ...points]) scores[component] = (scores[component] ?? 0) + 1;
    return {
      entries: await read.countBy(Entry, {roundId, withdrawn: false}),
      hasVotes: [...votes.values()].some((count) => count > 0),
      scores,
      isFrozen: await read.existsBy(ResultRow, {roundId}),
    };
  }
}
