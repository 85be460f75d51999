import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import {isDuplicate, type Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {inputInvalid, versionConflict} from '@concours/kernel/refusal';
import type {Campaign} from '../campaigns/campaign.js';
import {ownWorkPlan, workPlanNotAsked, workPlanStateForbids} from './host.refusals.js';
import {mayOn, type OnTrack, type TrackDesk} from './track-desk.service.js';
import {WorkPlan, WorkPlanState} from './work-plan.js';

const TEXT_MOST = 10_000;

/** The work plan of a track (R125): its hosts hand it in, the owner approves it or gives it back with a reason. */
export class WorkPlans {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly desk: TrackDesk,
  ) {}

  ofCampaign(campaign: Campaign): Promise<WorkPlan[]> {
    return this.database.read.find(WorkPlan, {where: {campaignId: campaign.id}, order: {version: 'DESC'}});
  }

  of(caller: Caller, on: OnTrack, plans: readonly WorkPlan[]): WorkPlan[] {
    return mayOn(caller, on, 'track.oversee') ? plans.filter(({trackKey}) => trackKey === on.track.key) : [];
  }

  /** `version` is the newest one that was read, 0 where there was none: of two that hand in at once the second one is told. */
  async handIn(caller: Caller, trackId: string, version: number, text: string): Promise<WorkPlan> {
    const on = await this.desk.demand(caller, 'track.tend', trackId);
    if (!on.track.workPlan) throw workPlanNotAsked();
    const written = text.trim();
    if (written === '' || [...written].length > TEXT_MOST) throw inputInvalid({field: 'text'});
    const current = await this.newest(on);
    if ((current?.version ?? 0) !== version) throw versionConflict({current: current?.version ?? 0});
    const plan = Object.assign(new WorkPlan(), {
      ...{id: newId(), campaignId: on.campaign.id, trackKey: on.track.key, version: version + 1},
      ...{state: WorkPlanState.HANDED_IN, text: written, handedInAt: this.clock.now()},
      ...{handedInById: caller.id, handedInBy: caller.name?.slice(0, 191) ?? null},
      ...{decidedAt: null, decidedBy: null, reason: null},
    });
    await this.database.write(async (manager) => {
      try {
        await manager.insert(WorkPlan, plan);
      } catch (error) {
        throw isDuplicate(error) ? versionConflict() : error;
      }
      await record(manager, caller, {
        ...entryOf(on, trackId, 'handInWorkPlan'),
        need: on.need,
        after: {version: plan.version, characters: [...written].length},
      });
    });
    return plan;
  }

  async decide(
    caller: Caller,
    {trackId, version, approve, reason}: {trackId: string; version: number; approve: boolean; reason: string | null},
  ): Promise<WorkPlan> {
    const on = await this.desk.demand(caller, 'workPlan.decide', trackId);
    const plan = await this.newest(on);
    if (!plan) throw workPlanNotAsked();
    if (plan.version !== version) throw versionConflict({current: plan.version});
    const why = reason?.trim() || null;
    if ((why?.length ?? 0) > 500 || (!approve && why === null)) throw inputInvalid({field: 'reason'});
    if (approve && caller.id !== null && caller.id === plan.handedInById) throw ownWorkPlan();
    const changed = {
      state: approve ? WorkPlanState.APPROVED : WorkPlanState.RETURNED,
      ...{decidedAt: this.clock.now(), decidedBy: caller.name?.slice(0, 191) ?? null, reason: approve ? null : why},
    };
    await this.database.write(async (manager) => {
      const {affected} = await manager.update(WorkPlan, {id: plan.id, state: WorkPlanState.HANDED_IN}, changed);
      if (affected !== 1)
        throw workPlanStateForbids({state: (await manager.findOneByOrFail(WorkPlan, {id: plan.id})).state});
      await record(manager, caller, {
        ...entryOf(on, trackId, 'decideWorkPlan'),
        need: on.need,
        after: {version, approved: approve},
        reason: changed.reason,
      });
    });
    return Object.assign(new WorkPlan(), plan, changed);
  }

  private newest({campaign, track}: OnTrack): Promise<WorkPlan | null> {
    return this.database.read.findOne(WorkPlan, {
      where: {campaignId: campaign.id, trackKey: track.key},
      order: {version: 'DESC'},
    });
  }
}

function entryOf({campaign}: OnTrack, trackId: string, action: string) {
  return {action, subject: {type: 'Track', id: trackId}, organisationId: campaign.ownerId, campaignId: campaign.id};
}
