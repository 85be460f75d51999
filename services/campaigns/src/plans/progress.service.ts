import type {Clock} from '@concours/kernel/clock';
import {covers, subtree} from '@concours/kernel/scope';
import {type EntityManager, In} from 'typeorm';
import {Campaign} from '../campaigns/campaign.js';
import type {AppliedWatcher} from '../definitions/applied-watcher.js';
import {OrganisationRef} from '../organisations/organisation-ref.js';
import type {Placed, PlaceWatcher} from '../organisations/organisation-ref.service.js';
import {chainOf} from '../path.rules.js';
import {announceProgress} from './plan.events.js';
import {progressTooLarge} from './plan.refusals.js';
import {PlanProgress} from './plan-progress.js';
import {PlanRevision} from './plan-revision.js';
import {PlanUnit} from './plan-unit.js';
import {addedBy, type Figures, MOST_DONE, within} from './progress.rules.js';
import {recount} from './recount.js';

type Sums = Record<string, number>;
interface Leaving {
  campaign: Campaign;
  revision: number;
  rootPath: string;
  sums: Sums;
  chain: string[];
}

/** Progress climbs the tree as reports are approved: each costs the depth of its unit. Every change is made under the plan's revision. */
export class Progress implements PlaceWatcher, AppliedWatcher {
  constructor(private readonly clock: Clock) {}

  /** Raises the plan's revision, which locks it to the end of the unit of work: to be called before anything is read. */
  async lock(manager: EntityManager, campaignId: string): Promise<number> {
    const {affected} = await manager.increment(PlanRevision, {campaignId}, 'revision', 1);
    if (affected !== 1) await manager.insert(PlanRevision, {campaignId, revision: 1});
    return (await manager.findOneByOrFail(PlanRevision, {campaignId})).revision;
  }

  /** Counts one approved report, once: the caller has just moved it to APPROVED under the same lock. */
  async add(
    manager: EntityManager,
    revision: number,
    report: Figures & {campaignId: string; organisationId: string},
  ): Promise<void> {
    const {campaignId, organisationId} = report;
    const campaign = await manager.findOneByOrFail(Campaign, {id: campaignId});
    const metrics = campaign.document.plan?.metrics ?? [];
    const unit = await manager.findOneByOrFail(OrganisationRef, {id: organisationId});
    const own = await manager.findBy(PlanUnit, {campaignId, organisationId});
    const added: Sums = {};
    const rows = metrics.map((metric) => {
      const before = own.find(({metricKey}) => metricKey === metric.key) ?? {reports: 0, amount: 0};
      added[metric.key] = addedBy(metric, before.reports, report);
      return {
        campaignId,
        organisationId,
        metricKey: metric.key,
        reports: before.reports + 1,
        amount: before.amount + added[metric.key],
      };
    });
    if (rows.length === 0) return;
    await manager.upsert(PlanUnit, rows, ['campaignId', 'organisationId', 'metricKey']);
    const chain = within(await rootPathOf(manager, campaign), chainOf(unit.path));
    await this.addAlong(manager, {campaignId, revision}, chain, added, 1);
    await announceProgress(manager, {campaignId, revision}, this.clock.now());
  }

  /** After a definition: its metrics, root or allocation may be others now. */
  async applied(manager: EntityManager, campaign: Campaign): Promise<void> {
    const revision = await this.lock(manager, campaign.id);
    await recount(manager, campaign, revision);
    await announceProgress(manager, {campaignId: campaign.id, revision}, this.clock.now());
  }

  async leaving(manager: EntityManager, {before}: Placed): Promise<Leaving[]> {
    if (before === null) return [];
    const leaving: Leaving[] = [];
    for (const campaign of await this.campaignsWithPlan(manager)) {
      const revision = await this.lock(manager, campaign.id);
      const rootPath = await rootPathOf(manager, campaign);
      const chain = within(rootPath, chainOf(before)).slice(0, -1);
      leaving.push({campaign, revision, rootPath, chain, sums: await sumsBelow(manager, campaign.id, before)});
    }
    return leaving;
  }

  /** Its sums leave the places it hung from and arrive at those it hangs from now. */
  async arrived(manager: EntityManager, placed: Placed, left: unknown): Promise<void> {
    if (placed.before === null) return this.appeared(manager, placed);
    for (const {campaign, revision, rootPath, chain, sums} of left as Leaving[]) {
      const place = {campaignId: campaign.id, revision};
      // a root that moves takes its whole plan along, and nothing changes inside
      if (covers(placed.before, rootPath)) continue;
      const was = covers(rootPath, placed.before);
      const is = covers(rootPath, placed.after);
      if (was && is) {
        await this.addAlong(manager, place, chain, sums, -1);
        await this.addAlong(manager, place, within(rootPath, chainOf(placed.after)).slice(0, -1), sums, 1);
      } else if (was || is) await recount(manager, campaign, revision);
      else continue;
      await announceProgress(manager, place, this.clock.now());
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
    for (const campaign of await this.campaignsWithPlan(manager)) await this.applied(manager, campaign);
  }

  /** In one order for everybody, so that two who lock several plans don't wait for each other. */
  private async campaignsWithPlan(manager: EntityManager): Promise<Campaign[]> {
    const campaigns = await manager.find(Campaign, {order: {id: 'ASC'}});
    return campaigns.filter(({document}) => document.plan !== undefined);
  }

  private async addAlong(
    manager: EntityManager,
    {campaignId, revision}: {campaignId: string; revision: number},
    paths: string[],
    sums: Sums,
    sign: 1 | -1,
  ): Promise<void> {
    const changed = Object.entries(sums).filter(([, amount]) => amount !== 0);
    if (paths.length === 0 || changed.length === 0) return;
    const places = await manager.findBy(OrganisationRef, {path: In(paths)});
    const rows = await manager.findBy(PlanProgress, {campaignId, organisationId: In(places.map(({id}) => id))});
    const next = places.flatMap(({id: organisationId}) =>
      changed.map(([metricKey, amount]) => {
        const done =
          (rows.find((row) => row.organisationId === organisationId && row.metricKey === metricKey)?.done ?? 0) +
          sign * amount;
        if (done > MOST_DONE) throw progressTooLarge({metric: metricKey, most: MOST_DONE});
        return {campaignId, organisationId, metricKey, done, revision};
      }),
    );
    await manager.upsert(PlanProgress, next, ['campaignId', 'organisationId', 'metricKey']);
  }
}

export async function rootPathOf(manager: EntityManager, campaign: Campaign): Promise<string> {
  const root = campaign.document.plan?.root ?? '';
  return (await manager.findOneBy(OrganisationRef, {id: campaign.idOf(root)}))?.path ?? '';
}

/** What the units of a subtree did themselves, together. */
async function sumsBelow(manager: EntityManager, campaignId: string, path: string): Promise<Sums> {
  const {from, to} = subtree(path);
  const rows = await manager
    .createQueryBuilder(PlanUnit, 'u')
    .innerJoin(OrganisationRef, 'o', 'o.id = u.organisationId')
    .select('u.metricKey', 'metric')
    .addSelect('SUM(u.amount)', 'amount')
    .where('u.campaignId = :campaignId AND o.path >= :from AND o.path < :to', {campaignId, from, to})
    .groupBy('u.metricKey')
    .getRawMany<{metric: string; amount: string | number}>();
  return Object.fromEntries(rows.map(({metric, amount}) => [metric, Number(amount)]));
}
