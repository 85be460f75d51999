import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import {type Database, isDuplicate} from '@concours/kernel/database';
import {systemCaller, type Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {decodeCursor, encodeCursor, type PageOf} from '@concours/kernel/page';
import {notFound} from '@concours/kernel/refusal';
import {covers, demand, type Need, scopesOf} from '@concours/kernel/scope';
import {instantOf, localDay, localTime} from '@concours/kernel/zone';
import {permissions} from '@concours/schema/access';
import {In, LessThan} from 'typeorm';
import type {Campaign} from '../campaigns/campaign.js';
import type {Campaigns} from '../campaigns/campaign.service.js';
import {planOf, type ReportAccess} from '../reports/report-access.service.js';
import {ActivityReport} from '../reports/activity-report.js';
import {contentOf} from './monthly-count.js';
import {MonthlyReport} from './monthly-report.js';
import {monthFixed, monthInvalid, monthOutOfOrder} from './monthly.refusals.js';
import {closingOf, monthAfter, monthOf, monthsDue} from './monthly.rules.js';

/** As many as one round of the clock fixes. */
const MOST = 60;

/** Monthly figures: fixed once, by the clock or by hand, and never again (R129). */
export class MonthlyReports {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly campaigns: Campaigns,
    private readonly access: ReportAccess,
  ) {}

  /** Newest first; nothing for who reads no reports anywhere in the plan. */
  async page(
    caller: Caller,
    {campaignId, first, after}: {campaignId: string; first: number; after?: string | null},
  ): Promise<PageOf<MonthlyReport>> {
    const campaign = await this.access.campaign(campaignId);
    const before = after ? String(decodeCursor(after, 1)[0]) : '9999';
    const reads = await this.reads(caller, campaign);
    const where = {campaignId, month: LessThan(before)};
    const found = reads
      ? await this.database.read.find(MonthlyReport, {where, order: {month: 'DESC'}, take: first + 1})
      : [];
    const nodes = found.slice(0, first);
    const last = nodes.at(-1);
    return {
      nodes,
      totalCount: reads ? await this.database.read.countBy(MonthlyReport, {campaignId}) : 0,
      pageInfo: {endCursor: last ? encodeCursor([last.month]) : null, hasNextPage: found.length > first},
    };
  }

  async byIds(caller: Caller, ids: readonly string[]): Promise<(MonthlyReport | null)[]> {
    const found = await this.database.read.findBy(MonthlyReport, {id: In([...new Set(ids)])});
    const seen = new Map<string, boolean>();
    for (const campaignId of new Set(found.map((report) => report.campaignId))) {
      const [campaign] = await this.campaigns.byIds(caller, [campaignId]);
      seen.set(campaignId, campaign !== null && (await this.reads(caller, campaign)));
    }
    return ids.map((id) => found.find((report) => report.id === id && seen.get(report.campaignId)) ?? null);
  }

  async one(caller: Caller, id: string): Promise<MonthlyReport> {
    const [report] = await this.byIds(caller, [id]);
    if (!report) throw notFound();
    return report;
  }

  /** By hand: where the definition names no day, or before that day. As of now. */
  async fix(caller: Caller, campaignId: string, month: string): Promise<MonthlyReport> {
    const campaign = await this.access.campaign(campaignId);
    const need = {
      roles: permissions['campaign.steer'],
      path: await this.campaigns.ownerPath(campaign),
      within: campaignId,
    };
    demand(caller, need);
    const plan = planOf(campaign);
    const now = this.clock.now();
    const {timezone} = campaign.document.campaign;
    if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month) || month >= monthOf(localDay(now, timezone)))
      throw monthInvalid({month});
    const fixed = await this.monthsOf(campaignId);
    if (fixed.includes(month)) throw monthFixed({month});
    const last = fixed.at(-1);
    if (last !== undefined && month !== monthAfter(last)) throw monthOutOfOrder({next: monthAfter(last)});
    const day = plan.reports.monthly?.day;
    const closing = day === undefined ? now : instantOf(closingOf(month, day), timezone);
    const asOf = closing < now ? closing : now;
    const report = await this.keep(caller, campaign, {month, asOf, need});
    if (!report) throw monthFixed({month});
    return report;
  }

  /** What the clock asks for in every instance: whoever comes first fixes it, and whoever comes later would have fixed the same. */
  async fixDue(): Promise<number> {
    let count = 0;
    for (const campaign of await this.campaigns.all(systemCaller())) {
      const day = campaign.document.plan?.reports.monthly?.day;
      if (day === undefined || campaign.publishedAt === null) continue;
      const {timezone} = campaign.document.campaign;
      const first = await this.firstMonth(campaign);
      if (first === null) continue;
      const fixed = await this.monthsOf(campaign.id);
      const due = monthsDue({first, fixed, day, now: localTime(this.clock.now(), timezone)});
      for (const month of due.slice(0, MOST)) {
        const asOf = instantOf(closingOf(month, day), timezone);
        if (await this.keep(systemCaller(), campaign, {month, asOf})) count++;
      }
    }
    return count;
  }

  /** Null when somebody else was first. */
  private async keep(
    caller: Caller,
    campaign: Campaign,
    {month, asOf, need}: {month: string; asOf: Date; need?: Need},
  ): Promise<MonthlyReport | null> {
    const campaignId = campaign.id;
    try {
      return await this.database.write(async (manager) => {
        const previous = await manager.findOne(MonthlyReport, {where: {campaignId}, order: {month: 'DESC'}});
        const content = await contentOf(manager, campaign, {month, asOf, previous});
        const row = {id: newId(), campaignId, month, asOf, fixedAt: this.clock.now(), fixedById: caller.id, content};
        await manager.insert(MonthlyReport, row);
        await record(manager, caller, {
          ...{action: 'fixMonth', subject: {type: 'MonthlyReport', id: row.id}, need},
          ...{organisationId: campaign.ownerId, campaignId, after: {month, asOf}},
        });
        return Object.assign(new MonthlyReport(), row);
      });
    } catch (error) {
      if (isDuplicate(error)) return null;
      throw error;
    }
  }

  private async monthsOf(campaignId: string): Promise<string[]> {
    const rows = await this.database.read.find(MonthlyReport, {
      select: {month: true},
      where: {campaignId},
      order: {month: 'ASC'},
    });
    return rows.map(({month}) => month);
  }

  /** That of the first event: before it there is nothing to report. */
  private async firstMonth({id: campaignId}: Campaign): Promise<string | null> {
    const [first] = await this.database.read.find(ActivityReport, {
      select: {id: true, heldOn: true},
      where: {campaignId},
      order: {heldOn: 'ASC'},
      take: 1,
    });
    return first ? monthOf(first.heldOn) : null;
  }

  private async reads(caller: Caller, campaign: Campaign): Promise<boolean> {
    if (caller.kind === 'system') return true;
    const root = campaign.document.plan && (await this.access.rootOf(campaign));
    if (!root) return false;
    return scopesOf(caller, permissions['report.read']).some(
      ({path, within}) =>
        (within === undefined || within === campaign.id) && (covers(root.path, path) || covers(path, root.path)),
    );
  }
}
