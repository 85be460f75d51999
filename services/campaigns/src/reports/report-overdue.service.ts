import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {decodeCursor, encodeCursor, type PageOf} from '@concours/kernel/page';
import {covers, may, scopesOf} from '@concours/kernel/scope';
import {instantOf, localDay} from '@concours/kernel/zone';
import {permissions} from '@concours/schema/access';
import {In} from 'typeorm';
import type {Campaign} from '../campaigns/campaign.js';
import {endOf} from '../moment.rules.js';
import {OrganisationRef} from '../organisations/organisation-ref.js';
import {withinScopes} from '../organisations/within-scopes.js';
import {Plan} from '../plans/plan.js';
import {PlanQuota} from '../plans/plan-quota.js';
import {ActivityReport} from './activity-report.js';
import {OverdueUnit} from './overdue-unit.js';
import type {ReportAccess} from './report-access.service.js';
import {ReportState} from './report.kinds.js';

type Found = Omit<OverdueUnit, 'organisation'>;

/** Who is late, by the days the definition gives: for whoever reviews the unit's reports. In the order of the tree, never by number. */
export class OverdueReports {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly access: ReportAccess,
  ) {}

  async page(
    caller: Caller,
    {campaignId, first, after}: {campaignId: string; first: number; after?: string | null},
  ): Promise<PageOf<OverdueUnit>> {
    const campaign = await this.access.campaign(campaignId);
    const all = await this.all(caller, campaign);
    const from = after ? String(decodeCursor(after, 1)[0]) : '';
    const rest = all.filter(({path}) => path > from);
    const nodes = rest.slice(0, first);
    const last = nodes.at(-1);
    return {
      nodes: nodes.map(({unit}) => unit),
      totalCount: all.length,
      pageInfo: {endCursor: last ? encodeCursor([last.path]) : null, hasNextPage: rest.length > first},
    };
  }

  private async all(caller: Caller, campaign: Campaign): Promise<{path: string; unit: OverdueUnit}[]> {
    const plan = Plan.of(campaign);
    if (!plan) return [];
    const found = new Map<string, Found>();
    const of = (organisationId: string): Found => {
      const unit = found.get(organisationId) ?? {organisationId, drafts: 0, returned: 0, since: null, table: false};
      found.set(organisationId, unit);
      return unit;
    };
    const within = plan.definition.reports.due?.within;
    if (within !== undefined) {
      for (const {unit, state, count, since} of await this.unfinished(caller, campaign, within)) {
        const row = of(unit);
        if (state === ReportState.DRAFT) row.drafts = Number(count);
        else row.returned = Number(count);
        row.since = row.since === null || since < row.since ? since : row.since;
      }
    }
    for (const unit of await this.withoutTable(caller, campaign, plan)) of(unit).table = true;
    const units = await this.database.read.findBy(OrganisationRef, {id: In([...found.keys()])});
    return units
      .map(({id, path}) => ({path, unit: Object.assign(new OverdueUnit(), found.get(id))}))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  private unfinished(
    caller: Caller,
    campaign: Campaign,
    within: number,
  ): Promise<{unit: string; state: ReportState; count: number | string; since: string}[]> {
    const {timezone} = campaign.document.campaign;
    const before = localDay(new Date(this.clock.now().getTime() - within * 86_400_000), timezone);
    const rows = this.database.read
      .createQueryBuilder(ActivityReport, 'r')
      .innerJoin(OrganisationRef, 'o', 'o.id = r.organisationId')
      .select('r.organisationId', 'unit')
      .addSelect('r.state', 'state')
      .addSelect('COUNT(*)', 'count')
      .addSelect('MIN(r.heldOn)', 'since')
      .where('r.campaignId = :id AND r.heldOn < :before AND o.closed = :open', {id: campaign.id, before, open: false})
      .andWhere('r.state IN (:...states)', {states: [ReportState.DRAFT, ReportState.RETURNED]})
      .groupBy('r.organisationId')
      .addGroupBy('r.state');
    if (caller.kind !== 'system') withinScopes(rows, 'r.campaignId', scopesOf(caller, permissions['report.review']));
    return rows.getRawMany();
  }

  /** Units with a quota that have handed in nothing by the day of the statistics table. */
  private async withoutTable(caller: Caller, campaign: Campaign, plan: Plan): Promise<string[]> {
    const by = plan.definition.reports.table?.by;
    const {timezone} = campaign.document.campaign;
    if (by === undefined || this.clock.now() <= instantOf(endOf(by), timezone)) return [];
    const asked = await this.database.read.findBy(PlanQuota, {
      campaignId: campaign.id,
      source: In(['ROW', 'SPLIT', 'UNIT']),
    });
    const holders = asked.filter(({targets}) => Object.values(targets).some((target) => (target ?? 0) > 0));
    const units = await this.database.read.findBy(OrganisationRef, {id: In(holders.map(({holder}) => holder))});
    const need = {roles: permissions['report.review'], within: campaign.id};
    const mine = units.filter(({path, closed}) => !closed && may(caller, {...need, path}));
    if (mine.length === 0) return [];
    const reported = await this.database.read
      .createQueryBuilder(ActivityReport, 'r')
      .innerJoin(OrganisationRef, 'o', 'o.id = r.organisationId')
      .select('DISTINCT o.path', 'path')
      .where('r.campaignId = :id', {id: campaign.id})
      .andWhere('r.state IN (:...states)', {states: [ReportState.SUBMITTED, ReportState.APPROVED]})
      .getRawMany<{path: string}>();
    return mine.filter((unit) => !reported.some(({path}) => covers(unit.path, path))).map(({id}) => id);
  }
}
