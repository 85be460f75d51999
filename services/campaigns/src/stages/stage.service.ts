import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {inputInvalid, notFound, versionConflict} from '@concours/kernel/refusal';
import {demand} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import {Campaign} from '../campaigns/campaign.js';
import type {Campaigns} from '../campaigns/campaign.service.js';
import {announceApplied} from '../definitions/definition.events.js';
import type {OpenPoints} from '../points/open-points.service.js';
import {DATE_UNRESOLVED} from '../points/unresolved-dates.js';
import type {ResolvedStage} from './calendar.js';
import {closedAt, openedAt, stateOf, type StageState, type Window, withOverride} from './stage.rules.js';
import {stageHeld, stageStateForbids} from './stage.refusals.js';
import {StageIntervention} from './stage-intervention.js';

export {overridesThatHold} from './stage.rules.js';

export const stageIsOpen = (stage: Window, now: Date): boolean => stateOf(stage, now) === 'OPEN';

type Act = 'OPEN' | 'CLOSE';
const permitted: Record<Act, readonly StageState[]> = {OPEN: ['UNRESOLVED', 'PLANNED', 'CLOSED'], CLOSE: ['OPEN']};

/** Stages opened and closed by hand: an instant that overrules the definition, with a reason, told to everybody. */
export class Stages {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly campaigns: Campaigns,
    private readonly points: OpenPoints,
    private readonly closeDelayMs: number,
  ) {}

  open(caller: Caller, campaignId: string, stageKey: string, reason: string): Promise<ResolvedStage> {
    return this.intervene(caller, {act: 'OPEN', campaignId, stageKey, reason}, (stage, now) => openedAt(stage, now));
  }

  close(caller: Caller, campaignId: string, stageKey: string, reason: string): Promise<ResolvedStage> {
    return this.intervene(caller, {act: 'CLOSE', campaignId, stageKey, reason}, (stage, now) =>
      closedAt(stage, now, this.closeDelayMs),
    );
  }

  private async intervene(
    caller: Caller,
    {act, campaignId, stageKey, reason}: {act: Act; campaignId: string; stageKey: string; reason: string},
    next: (stage: Window, now: Date) => Window,
  ): Promise<ResolvedStage> {
    const before = await this.campaigns.one(caller, campaignId);
    const path = await this.campaigns.ownerPath(before);
    const need = {roles: permissions['campaign.steer'], path, within: campaignId};
    demand(caller, need);
    const why = reason.trim();
    if (why === '' || why.length > 500) throw inputInvalid({field: 'reason'});
    const now = this.clock.now();
    const stage = stageOf(before, stageKey);
    const state = stateOf(stage, now);
    if (!permitted[act].includes(state)) throw stageStateForbids({stage: stageKey, state, act});

    // a date can be set by hand; what else holds a stage can't be waved away
    const heldBy = stage.heldBy.filter((id) => !id.startsWith(`${DATE_UNRESOLVED}:`));
    if (act === 'OPEN' && heldBy.length > 0) throw stageHeld({stage: stageKey, heldBy});
    const window = next(stage, now);
    const opensAt = window.opensAt?.toISOString() ?? null;
    const closesAt = window.closesAt?.toISOString() ?? null;
    const overrides = withOverride(before.overrides, {stage: stageKey, opensAt, closesAt, reason: why});
    const campaign = Object.assign(new Campaign(), before, {overrides, version: before.version + 1});
    await this.database.write(async (manager) => {
      const {affected} = await manager.update(
        Campaign,
        {id: campaignId, version: before.version},
        {overrides, version: campaign.version},
      );
      if (affected !== 1) throw versionConflict();
      await manager.insert(StageIntervention, {
        id: newId(),
        campaignId,
        stageKey,
        act,
        ...window,
        reason: why,
        byId: caller.id,
        at: now,
      });
      await this.points.settle(manager, campaign);
      await announceApplied(manager, campaign, now);
      await record(manager, caller, {
        action: act === 'OPEN' ? 'openStage' : 'closeStage',
        subject: {type: 'Stage', id: `${campaignId}:${stageKey}`},
        organisationId: before.ownerId,
        campaignId,
        need,
        before: {state, opensAt: stage.opensAt, closesAt: stage.closesAt},
        after: {opensAt, closesAt},
        reason: why,
      });
    });
    return stageOf(campaign, stageKey);
  }
}

function stageOf(campaign: Campaign, key: string): ResolvedStage {
  const stage = campaign.calendar().find(({definition}) => definition.key === key);
  if (!stage) throw notFound();
  return stage;
}
