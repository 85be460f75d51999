import {record} from '@concours/kernel/audit/record';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {inputInvalid, notFound} from '@concours/kernel/refusal';
import {covers, demand} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import {type EntityManager, In} from 'typeorm';
import type {Campaign} from '../campaigns/campaign.js';
import type {Campaigns} from '../campaigns/campaign.service.js';
import {OrganisationRef} from '../organisations/organisation-ref.js';
import {Plan} from './plan.js';
import {bucketExceeded, bucketUnknown, planHeld, quotaByNotice, quotaUnitOutside} from './plan.refusals.js';
import {PlanQuota, type QuotaSource} from './plan-quota.js';
import {overwritten, sumOf, type Targets} from './target.rules.js';

export interface GivenRow {
  organisationId: string;
  targets: Record<string, number | null>;
}

/** Numbers that are handed down beside the notice's: to units below, to members of a bucket, and to oneself (R36, R38, A20). */
export class Quotas {
  constructor(
    private readonly database: Database,
    private readonly campaigns: Campaigns,
  ) {}

  /** Numbers of units directly below one; null takes one away. What is over or under is shown, not refused. */
  async allocate(caller: Caller, planId: string, organisationId: string, rows: readonly GivenRow[]): Promise<Plan> {
    const {campaign, plan, need} = await this.demanded(caller, planId, organisationId);
    if (campaign.held.plan.length > 0) throw planHeld({points: campaign.held.plan.join(', ')});
    demandMetrics(plan, rows);
    await this.database.write(async (manager) => {
      const ids = rows.map((row) => row.organisationId);
      const units = await manager.findBy(OrganisationRef, {id: In(ids)});
      const outside = ids.find((id) => units.find((unit) => unit.id === id)?.parentId !== organisationId);
      if (outside !== undefined) throw quotaUnitOutside({organisationId: outside});
      const printed = await manager.findOneBy(PlanQuota, {
        campaignId: planId,
        source: In(['ROW', 'SPLIT']),
        holder: In(ids),
      });
      if (printed) throw quotaByNotice({organisationId: printed.holder});
      const changed = await this.write(manager, {campaignId: planId, source: 'UNIT', parent: organisationId}, rows);
      await record(manager, caller, {...entryOf(campaign, 'allocateQuotas', organisationId), need, ...changed});
    });
    return plan;
  }

  /** A unit's own numbers, which may be larger than what it was given; the unit above counts what is done alone (A20). */
  async setOwn(caller: Caller, planId: string, organisationId: string, targets: Targets): Promise<Plan> {
    const {campaign, plan, need} = await this.demanded(caller, planId, organisationId);
    const rows = [{organisationId, targets: {...targets}}];
    demandMetrics(plan, rows);
    await this.database.write(async (manager) => {
      const changed = await this.write(manager, {campaignId: planId, source: 'OWN', parent: null}, rows);
      await record(manager, caller, {...entryOf(campaign, 'setOwnTargets', organisationId), need, ...changed});
    });
    return plan;
  }

  /** What a bucket holds, to units that are its members from now on; what is not split stays with the bucket (R36, A19). */
  async splitBucket(caller: Caller, planId: string, bucket: string, rows: readonly GivenRow[]): Promise<Plan> {
    const known = Plan.of(await this.campaigns.one(caller, planId));
    if (!known) throw notFound();
    const {campaign, plan, need} = await this.demanded(caller, planId, known.root().id);
    demandMetrics(plan, rows);
    await this.database.write(async (manager) => {
      const row = await manager.findOneBy(PlanQuota, {campaignId: planId, source: 'BUCKET', holder: bucket});
      if (!row) throw bucketUnknown({bucket});
      const ids = rows.map((each) => each.organisationId);
      const root = await manager.findOneByOrFail(OrganisationRef, {id: plan.root().id});
      const units = await manager.findBy(OrganisationRef, {id: In(ids)});
      const outside = ids.find((id) => !covers(root.path, units.find((unit) => unit.id === id)?.path ?? ''));
      if (outside !== undefined) throw quotaUnitOutside({organisationId: outside});
      const taken = await manager.findBy(PlanQuota, {
        campaignId: planId,
        source: In(['ROW', 'SPLIT']),
        holder: In(ids),
      });
      const elsewhere = taken.find(({source, parent}) => source === 'ROW' || parent !== bucket);
      if (elsewhere) throw quotaByNotice({organisationId: elsewhere.holder});
      const changed = await this.write(manager, {campaignId: planId, source: 'SPLIT', parent: bucket}, rows);
      const split = sumOf(
        (await manager.findBy(PlanQuota, {campaignId: planId, parent: bucket, source: 'SPLIT'})).map(
          (each) => each.targets,
        ),
      );
      for (const [metric, sum] of Object.entries(split)) {
        const most = row.targets[metric] ?? 0;
        if (sum > most) throw bucketExceeded({metric, most, split: sum});
      }
      await record(manager, caller, {...entryOf(campaign, 'splitBucket', plan.root().id), need, ...changed});
    });
    return plan;
  }

  private async demanded(caller: Caller, planId: string, organisationId: string) {
    const campaign = await this.campaigns.one(caller, planId);
    const plan = Plan.of(campaign);
    if (!plan) throw notFound();
    const known = await this.database.read.findBy(OrganisationRef, {id: In([organisationId, plan.root().id])});
    const unit = known.find(({id}) => id === organisationId);
    const root = known.find(({id}) => id === plan.root().id);
    const need = {roles: permissions['plan.allocate'], path: unit?.path ?? '', within: planId};
    demand(caller, need);
    if (!unit || !root || !covers(root.path, unit.path)) throw quotaUnitOutside({organisationId});
    return {campaign, plan, need};
  }

  private async write(
    manager: EntityManager,
    place: {campaignId: string; source: QuotaSource; parent: string | null},
    rows: readonly GivenRow[],
  ): Promise<{before: object; after: object}> {
    const {campaignId, source} = place;
    const holders = rows.map(({organisationId}) => organisationId);
    const stored = await manager.findBy(PlanQuota, {campaignId, source, holder: In(holders)});
    const before = Object.fromEntries(stored.map(({holder, targets}) => [holder, targets]));
    const after: Record<string, Targets> = {};
    for (const {organisationId: holder, targets} of rows)
      after[holder] = overwritten(after[holder] ?? before[holder] ?? {}, targets);
    const kept = Object.entries(after).filter(([, targets]) => Object.keys(targets).length > 0);
    const gone = stored.filter(({holder}) => Object.keys(after[holder]).length === 0);
    for (const {holder} of gone) await manager.delete(PlanQuota, {campaignId, source, holder});
    const none = {nameZh: null, nameEn: null, members: null};
    const next = kept.map(([holder, targets], position) => ({
      ...place,
      ...none,
      holder,
      position,
      targets: {...targets},
    }));
    if (next.length > 0) await manager.upsert(PlanQuota, next, ['campaignId', 'source', 'holder']);
    return {before, after};
  }
}

function entryOf(campaign: Campaign, action: string, organisationId: string) {
  return {action, subject: {type: 'Plan', id: campaign.id}, organisationId, campaignId: campaign.id};
}

function demandMetrics(plan: Plan, rows: readonly GivenRow[]): void {
  const known = new Set(plan.metrics().map(({key}) => key));
  for (const {targets} of rows)
    for (const [metric, target] of Object.entries(targets)) {
      if (!known.has(metric)) throw inputInvalid({field: 'metric'});
      if (target !== null && (!Number.isSafeInteger(target) || target < 0 || target > 2_000_000_000))
        throw inputInvalid({field: 'target'});
    }
}
