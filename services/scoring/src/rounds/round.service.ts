import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import {demand, may, type Need} from '@concours/kernel/scope';
import type {Caller} from '@concours/kernel/identity';
import {instantOf} from '@concours/kernel/zone';
import {notFound} from '@concours/kernel/refusal';
import {permissions} from '@concours/schema/access';
import type {RoundDefinition} from '@concours/schema/definition/round';
import {type EntityManager, In} from 'typeorm';
import type {CampaignView} from '../campaigns/campaign-view.js';
import type {Campaigns} from '../campaigns/campaign.service.js';
import type {BallotLimits} from './ballot-limits.js';
import type {ResultStage, RoundState} from './round.kinds.js';
import {
  earlierOf,
  factsOf,
  limitsOf,
  type Phase,
  phaseOf,
  stagesOf,
  startOfMoment,
  stateOf,
  type WindowFacts,
} from './round.rules.js';
import {Round} from './round.js';

/** What rounds must know of results; the results slice answers it. Rounds without a result are absent. */
export interface ResultStages {
  of(roundIds: readonly string[]): Promise<ReadonlyMap<string, ResultStage>>;
}

/** A round with what it rests on. */
export interface RoundView {
  round: Round;
  campaign: CampaignView;
  definition: RoundDefinition;
  limits: BallotLimits | null;
  result: ResultStage | null;
}

type RoundPermission =
  | 'round.read'
  | 'round.steer'
  | 'round.score'
  | 'round.record'
  | 'round.importVotes'
  | 'round.confirmVotes'
  | 'result.freeze'
  | 'result.publish'
  | 'integrity.read'
  | 'integrity.decide';

export class Rounds {
  constructor(
    private readonly database: Database,
    private readonly campaigns: Campaigns,
    private readonly results: ResultStages,
    private readonly clock: Clock,
  ) {}

  /** In the transaction of a new definition: every round it names has a row, and every row a new revision. */
  async register(manager: EntityManager, campaign: CampaignView): Promise<void> {
    const known = await manager.findBy(Round, {campaignId: campaign.id});
    const positions = new Map(campaign.rounds.map(({key}, position) => [key, position]));
    for (const round of known) {
      const definition = campaign.round(round.key);
      round.removed = !definition;
      round.position = positions.get(round.key) ?? round.position;
      // A round keeps its track once it has entries: they came from there.
      if (definition && !round.entriesComplete) round.trackKey = definition.track;
    }
    const fresh = campaign.rounds
      .filter(({key}) => !known.some((round) => round.key === key))
      .map(({key, track}) =>
        manager.create(Round, {
          id: `${campaign.id}:${key}`,
          campaignId: campaign.id,
          key,
          trackKey: track,
          position: positions.get(key)!,
          revision: 0,
          entriesComplete: false,
          handFreeze: null,
          removed: false,
        }),
      );
    await manager.save([...known, ...fresh]);
    await this.touch(
      manager,
      known.map(({id}) => id),
    );
  }

  /** Says that rules, entries or the result of these rounds change: votes planned before do not commit. */
  async touch(manager: EntityManager, roundIds: readonly string[]): Promise<void> {
    if (roundIds.length > 0) await manager.increment(Round, {id: In([...roundIds])}, 'revision', 1);
  }

  async find(id: string): Promise<Round | null> {
    return this.database.read.findOneBy(Round, {id, removed: false});
  }

  async findMany(ids: readonly string[]): Promise<(Round | null)[]> {
    const rounds = await this.database.read.findBy(Round, {id: In([...ids]), removed: false});
    const byId = new Map(rounds.map((round) => [round.id, round]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  ofCampaign(campaignId: string): Promise<Round[]> {
    return this.database.read.find(Round, {where: {campaignId, removed: false}, order: {position: 'ASC'}});
  }

  async view(round: Round): Promise<RoundView> {
    const [campaign, results] = await Promise.all([this.campaigns.find(round.campaignId), this.results.of([round.id])]);
    return viewOf(round, campaign, results.get(round.id) ?? null);
  }

  /** Past every cache. */
  async viewNow(round: Round, manager: EntityManager): Promise<RoundView> {
    const campaign = await this.campaigns.read(manager, round.campaignId);
    const results = await this.results.of([round.id]);
    return viewOf(round, campaign, results.get(round.id) ?? null);
  }

  /** NOT_FOUND where there is no such round. */
  async viewById(id: string): Promise<RoundView> {
    const round = await this.find(id);
    if (!round) throw notFound();
    return this.view(round);
  }

  /** Null where there is no vote. */
  limits(round: Round, campaign: CampaignView): BallotLimits | null {
    const definition = campaign.round(round.key);
    return definition ? limitsIn(round, definition, campaign) : null;
  }

  state({definition, campaign, result}: RoundView, now = this.clock.now()): RoundState {
    const windows = stagesOf(definition).map((stage) => campaign.window(stage));
    return stateOf(windows, result, now.getTime());
  }

  /** Where each stage of a round is. */
  stages(view: RoundView, now: Date): {phase: Phase; window: WindowFacts}[] {
    return stagesOf(view.definition).map((key) => this.stage(view, key, now));
  }

  stage({campaign}: RoundView, key: string, now: Date): {phase: Phase; window: WindowFacts} {
    const window = campaign.window(key);
    return {phase: phaseOf(window, now.getTime()), window: factsOf(window)};
  }

  may(caller: Caller, permission: RoundPermission, view: RoundView): boolean {
    return may(caller, needOf(permission, view));
  }

  /** Answers what was needed, for whoever records what is done with it. */
  demand(caller: Caller, permission: RoundPermission, view: RoundView): Need {
    const need = needOf(permission, view);
    demand(caller, need);
    return need;
  }
}

function needOf(permission: RoundPermission, {campaign, round}: RoundView) {
  return {roles: permissions[permission], path: campaign.ownerPath, within: `${campaign.id}/${round.trackKey}`};
}

function limitsIn({handFreeze}: Round, {ballot}: RoundDefinition, campaign: CampaignView): BallotLimits | null {
  if (!ballot) return null;
  const startOf = (moment: string): number => instantOf(startOfMoment(moment), campaign.zone).getTime();
  const limits = limitsOf(ballot, campaign.window(ballot.stage), startOf);
  return {...limits, freezesAt: earlierOf(limits.freezesAt, handFreeze?.at ?? null)};
}

function viewOf(round: Round, campaign: CampaignView | null, result: ResultStage | null): RoundView {
  const definition = campaign?.round(round.key);
  if (!campaign || !definition) throw notFound();
  return {round, campaign, definition, result, limits: limitsIn(round, definition, campaign)};
}
