import type {Clock} from '@concours/kernel/clock';
import {covers, subtree} from '@concours/kernel/scope';
import {type EntityManager, In} from 'typeorm';
import {Campaign} from '../campaigns/campaign.js';
import type {AppliedWatcher} from '../definitions/applied-watcher.js';
import {OrganisationRef} from '../organisations/organisation-ref.js';
import type {Placed, PlaceWatcher} from '../organisations/organisation-ref.service.js';
import {chainOf} from '../path.rules.js';
import type {CountedReport} from './approved-reports.js';
import {within} from './counting.rules.js';
import {announceProgress} from './plan.events.js';
import {PlanAccount, type Sums} from './plan-account.js';
import {PlanLink} from './plan-link.js';
import {linkedAnew} from './plan-links.js';
import {PlanRevision} from './plan-revision.js';
import {rootPathOf, shapeOf, targetsOf} from './plan-shape.js';
import {PlanUnit} from './plan-unit.js';
import {recount} from './recount.js';
import type {RegisterSource} from './register-source.js';

interface Leaving {
  campaign: Campaign;
  revision: number;
  rootPath: string;
  sums: Sums;
  chain: string[];
}

/**
 * Progress climbs the tree as reports are approved: each costs the depth of its unit, in the campaign's own plan and in those above it
 * that count the same reports (R113). Every change is made under the plan's revision.
 */
export class Progress implements PlaceWatcher, AppliedWatcher {
  constructor(
    private readonly clock: Clock,
    private readonly registers: RegisterSource,
  ) {}

  /**
   * Raises the revision of a campaign's plan and of the plans above it, which locks them to the end of the unit of work: to be called
   * before anything is read. In one order for everybody, so that two who lock several plans don't wait for each other.
   */
  async lock(manager: EntityManager, campaignId: string): Promise<number> {
    const targets = await targetsOf(manager, campaignId);
    const revisions = await lockAll(manager, [campaignId, ...targets.map(({targetId}) => targetId)]);
    return revisions.get(campaignId)!;
  }

  /** Counts one approved report, once: the caller has just moved it to APPROVED under the lock. */
  add(manager: EntityManager, _revision: number, report: CountedReport): Promise<void> {
    return this.change(manager, report.campaignId, null, report);
  }

  /**
   * An approved report says something else now, or (null) is approved no longer. The caller holds the lock and has written the report:
   * an enterprise that it named may be another report's from here on.
   */
  correct(
    manager: EntityManager,
    _revision: number,
    before: CountedReport,
    after: CountedReport | null,
  ): Promise<void> {
    return this.change(manager, before.campaignId, before, after);
  }

  /** So many people more (or fewer) are on a unit's register (R45). The caller holds the lock and has written the register. */
  async register(
    manager: EntityManager,
    _revision: number,
    {campaignId, organisationId}: {campaignId: string; organisationId: string},
    by: number,
  ): Promise<void> {
    for (const {account} of await this.accounts(manager, campaignId)) {
      await account.register(organisationId, by);
      await this.settle(manager, account);
    }
  }

  /** After a definition: its metrics, root or parents may be others now, and so may what other campaigns count of it. */
  async applied(manager: EntityManager, campaign: Campaign, before: Campaign | null): Promise<void> {
    const changed = await linkedAnew(manager);
    if (before && countingOf(before) !== countingOf(campaign)) changed.push(campaign.id);
    for (const [id, revision] of await lockAll(manager, [campaign.id, ...changed])) {
      if (changed.includes(id))
        await recount(manager, await manager.findOneByOrFail(Campaign, {id}), this.registers, revision);
      await announceProgress(manager, {campaignId: id, revision}, this.clock.now());
    }
  }

  async leaving(manager: EntityManager, {before}: Placed): Promise<Leaving[]> {
    if (before === null) return [];
    const campaigns = await this.campaignsWithPlan(manager);
    const revisions = await lockAll(
      manager,
      campaigns.map(({id}) => id),
    );
    const leaving: Leaving[] = [];
    for (const campaign of campaigns) {
      const rootPath = await rootPathOf(manager, campaign);
      const chain = within(rootPath, chainOf(before)).slice(0, -1);
      const sums = await sumsBelow(manager, campaign.id, before);
      leaving.push({campaign, revision: revisions.get(campaign.id)!, rootPath, chain, sums});
    }
    return leaving;
  }

  /** Its sums leave the places it hung from and arrive at those it hangs from now. */
  async arrived(manager: EntityManager, placed: Placed, left: unknown): Promise<void> {
    if (placed.before === null) return this.appeared(manager, placed);
    for (const {campaign, revision, rootPath, chain, sums} of left as Leaving[]) {
      // a root that moves takes its whole plan along, and nothing changes inside
      if (covers(placed.before, rootPath)) continue;
      const was = covers(rootPath, placed.before);
      const is = covers(rootPath, placed.after);
      if (was && is) {
        const account = new PlanAccount(manager, await shapeOf(manager, campaign), revision, []);
        for (const path of chain) account.add(path, sums, -1);
        for (const path of within(rootPath, chainOf(placed.after)).slice(0, -1)) account.add(path, sums, 1);
        await account.settle();
      } else if (was || is) await recount(manager, campaign, this.registers, revision);
      else continue;
      await announceProgress(manager, {campaignId: campaign.id, revision}, this.clock.now());
    }
  }

  /** A unit that is announced after those below it has their sums to catch up on. */
  private async appeared(manager: EntityManager, {after}: Placed): Promise<void> {
    const {from, to} = subtree(after);
    const below = await manager
      .createQueryBuilder(OrganisationRef, 'o')
      .where('o.path > :from AND o.path < :to', {from, to})
      .getCount();
    if (below === 0) return;
    const campaigns = await this.campaignsWithPlan(manager);
    const revisions = await lockAll(
      manager,
      campaigns.map(({id}) => id),
    );
    for (const campaign of campaigns) {
      const revision = revisions.get(campaign.id)!;
      await recount(manager, campaign, this.registers, revision);
      await announceProgress(manager, {campaignId: campaign.id, revision}, this.clock.now());
    }
  }

  private async campaignsWithPlan(manager: EntityManager): Promise<Campaign[]> {
    const campaigns = await manager.find(Campaign, {order: {id: 'ASC'}});
    return campaigns.filter(({document}) => document.plan !== undefined);
  }

  private async change(
    manager: EntityManager,
    campaignId: string,
    before: CountedReport | null,
    after: CountedReport | null,
  ): Promise<void> {
    for (const {account, measures} of await this.accounts(manager, campaignId)) {
      await account.replace(measures, before, after);
      await this.settle(manager, account);
    }
  }

  /** The plans in which a campaign's reports count, each with the measures that do. All of them are locked. */
  private async accounts(manager: EntityManager, campaignId: string) {
    const targets = await targetsOf(manager, campaignId);
    const ids = [campaignId, ...targets.map(({targetId}) => targetId)];
    const campaigns = await manager.find(Campaign, {where: {id: In(ids)}, order: {id: 'ASC'}});
    const revisions = await manager.findBy(PlanRevision, {campaignId: In(ids)});
    return Promise.all(
      campaigns.map(async (campaign) => {
        const plan = await shapeOf(manager, campaign);
        const metrics = targets.find(({targetId}) => targetId === campaign.id)?.metrics;
        const measures = plan.measures.filter(({metric}) => metrics?.includes(metric) ?? true);
        const revision = revisions.find((row) => row.campaignId === campaign.id)?.revision ?? 0;
        const links = await manager.findBy(PlanLink, {targetId: campaign.id});
        const sources = [
          {id: campaign.id, metrics: null},
          ...links.map(({sourceId: id, metrics: of}) => ({id, metrics: of})),
        ];
        return {measures, account: new PlanAccount(manager, {...plan, measures}, revision, sources)};
      }),
    );
  }

  private async settle(manager: EntityManager, account: PlanAccount): Promise<void> {
    if (!(await account.settle())) return;
    const {revision, plan} = account;
    await announceProgress(manager, {campaignId: plan.campaignId, revision}, this.clock.now());
  }
}

export async function lockAll(manager: EntityManager, campaignIds: readonly string[]): Promise<Map<string, number>> {
  const ids = [...new Set(campaignIds)].sort();
  for (const campaignId of ids) {
    const {affected} = await manager.increment(PlanRevision, {campaignId}, 'revision', 1);
    if (affected !== 1) await manager.insert(PlanRevision, {campaignId, revision: 1});
  }
  const rows = await manager.find(PlanRevision, {where: {campaignId: In(ids)}, order: {campaignId: 'ASC'}});
  return new Map(rows.map(({campaignId, revision}) => [campaignId, revision]));
}

/** All that counting goes by: with the same, the same is counted. */
function countingOf(campaign: Campaign): string {
  const {plan} = campaign.document;
  return plan ? JSON.stringify([campaign.idOf(plan.root), plan.metrics.map(({key, count}) => [key, count])]) : '';
}

/** What the units of a subtree did themselves, together. */
async function sumsBelow(manager: EntityManager, campaignId: string, path: string): Promise<Sums> {
  const {from, to} = subtree(path);
  const rows = await manager
    .createQueryBuilder(PlanUnit, 'u')
    .innerJoin(OrganisationRef, 'o', 'o.id = u.organisationId')
    .select('u.measure', 'measure')
    .addSelect('SUM(u.amount)', 'amount')
    .where('u.campaignId = :campaignId AND o.path >= :from AND o.path < :to', {campaignId, from, to})
    .groupBy('u.measure')
    .getRawMany<{measure: string; amount: string | number}>();
  return Object.fromEntries(rows.map(({measure, amount}) => [measure, Number(amount)]));
}
