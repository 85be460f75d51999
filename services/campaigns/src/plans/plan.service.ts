import type {Database} from '@concours/kernel/database';
import {encodeCursor, decodeCursor} from '@concours/kernel/page';
import {covers} from '@concours/kernel/scope';
import {In, MoreThan} from 'typeorm';
import {Organisation} from '../organisations/organisation.js';
import {OrganisationRef} from '../organisations/organisation-ref.js';
import type {OrganisationRefs} from '../organisations/organisation-ref.service.js';
import {measuresOf} from './counting.rules.js';
import {isMet, outermost, sumOf, type Targets} from './target.rules.js';
import type {Plan} from './plan.js';
import {PlanCheck} from './plan-check.js';
import {PlanProgress} from './plan-progress.js';
import {PlanQuota} from './plan-quota.js';
import {PlanRevision} from './plan-revision.js';
import {cellsOf, QuotaBucket, type QuotaCell, QuotaRow, type QuotaRowPage} from './quota-row.js';

/** What was done, by organisation and measure. */
export type Done = Map<string, Record<string, number>>;

/** A row of the notice's table that is one unit. */
export interface PrintedRow {
  organisationId: string;
  position: number;
  targets: Targets;
}

/** A page of a plan's table; also as much of it as a list or a wall takes at once. */
export const MOST_ROWS = 200;
const AT_ONCE = 5_000;

/** Reads progress as the plan prints it. Public: figures of units, none of persons. */
export class Plans {
  constructor(
    private readonly database: Database,
    private readonly organisations: OrganisationRefs,
  ) {}

  async done(campaignId: string, organisationIds: readonly string[], sinceRevision = -1): Promise<Done> {
    const done: Done = new Map();
    for (let from = 0; from < organisationIds.length; from += AT_ONCE) {
      const rows = await this.database.read.findBy(PlanProgress, {
        campaignId,
        organisationId: In(organisationIds.slice(from, from + AT_ONCE)),
        revision: MoreThan(sinceRevision),
      });
      for (const {organisationId, measure, done: figure} of rows) {
        const known = done.get(organisationId) ?? {};
        known[measure] = figure;
        done.set(organisationId, known);
      }
    }
    return done;
  }

  check(campaignId: string): Promise<PlanCheck | null> {
    return this.database.read.findOneBy(PlanCheck, {campaignId});
  }

  async revision(campaignId: string): Promise<number> {
    return (await this.database.read.findOneBy(PlanRevision, {campaignId}))?.revision ?? 0;
  }

  /** Rows of the notice's table in printed order; buckets are `buckets`. */
  async printed(campaignId: string, most = MOST_ROWS, after = -1): Promise<PrintedRow[]> {
    const rows = await this.database.read.find(PlanQuota, {
      where: {campaignId, source: 'ROW', position: MoreThan(after)},
      order: {position: 'ASC'},
      take: most,
    });
    return rows.map(({holder, position, targets}) => ({organisationId: holder, position, targets}));
  }

  countRows(campaignId: string): Promise<number> {
    return this.database.read.countBy(PlanQuota, {campaignId, source: 'ROW'});
  }

  async rows(plan: Plan): Promise<QuotaRow[]> {
    return this.withFigures(plan, await this.printed(plan.id));
  }

  async rowPage(plan: Plan, {first, after}: {first: number; after?: string}): Promise<QuotaRowPage> {
    const position = after === undefined ? -1 : Number(decodeCursor(after, 1)[0]);
    const printed = await this.printed(plan.id, first + 1, position);
    const shown = printed.slice(0, first);
    const totalCount = await this.countRows(plan.id);
    const last = shown.at(-1);
    return {
      nodes: await this.withFigures(plan, shown),
      totalCount,
      pageInfo: {endCursor: last ? encodeCursor([last.position]) : null, hasNextPage: printed.length > first},
    };
  }

  /** Any unit at or below the root; null for others. */
  async row(plan: Plan, organisationId: string): Promise<QuotaRow | null> {
    const root = plan.root().id;
    const known = await this.organisations.byIds([organisationId, root]);
    const [unit, top] = [known.get(organisationId), known.get(root)];
    if (!unit || !top || !covers(top.path, unit.path)) return null;
    return (await this.ofUnits(plan, [organisationId]))[0];
  }

  /** The units directly below one, by code: what a level hands down, and what has come of it. */
  async below(plan: Plan, organisationId: string, i: {first: number; after?: string}): Promise<QuotaRowPage> {
    const code = i.after === undefined ? '' : String(decodeCursor(i.after, 1)[0]);
    const where = 'o.parentId = :organisationId AND o.closed = :closed';
    const query = this.database.read
      .createQueryBuilder(OrganisationRef, 'o')
      .where(where, {organisationId, closed: false});
    const totalCount = await query.getCount();
    const units = await query
      .andWhere('o.code > :code', {code})
      .orderBy('o.code')
      .limit(i.first + 1)
      .getMany();
    const shown = units.slice(0, i.first);
    const root = (await this.organisations.byIds([plan.root().id])).get(plan.root().id);
    const inside = shown.filter(({path}) => root && covers(root.path, path));
    return {
      nodes: await this.ofUnits(
        plan,
        inside.map(({id}) => id),
      ),
      totalCount,
      pageInfo: {
        endCursor: shown.length > 0 ? encodeCursor([shown[shown.length - 1].code]) : null,
        hasNextPage: units.length > i.first,
      },
    };
  }

  async totals(plan: Plan): Promise<QuotaCell[]> {
    const root = plan.root().id;
    return cellsOf(plan, {assigned: plan.targets()}, (await this.done(plan.id, [root])).get(root));
  }

  /** What the root has more than the rows: done by units outside of them (A18). A row below another row is in that one already. */
  async unallocated(plan: Plan): Promise<QuotaCell[]> {
    const outer = outermost(await this.placesOfRows(plan.id)).map(({id}) => id);
    const root = plan.root().id;
    const done = await this.done(plan.id, [root, ...outer]);
    const rest = (measure: string) =>
      outer.reduce((left, id) => left - (done.get(id)?.[measure] ?? 0), done.get(root)?.[measure] ?? 0);
    const measures = measuresOf(plan.definition.metrics);
    return cellsOf(plan, {assigned: {}}, Object.fromEntries(measures.map(({id}) => [id, rest(id)])));
  }

  /** Rows that are no organisation, with what their members have done together (R36). */
  async buckets(plan: Plan): Promise<QuotaBucket[]> {
    const where = {campaignId: plan.id, source: In(['BUCKET', 'SPLIT'])};
    const quotas = await this.database.read.find(PlanQuota, {where, order: {position: 'ASC'}});
    const rows = quotas.filter(({source}) => source === 'BUCKET');
    const membersOf = ({holder, members}: PlanQuota) => [
      ...new Set([...(members ?? []), ...quotas.filter(({parent}) => parent === holder).map((part) => part.holder)]),
    ];
    const places = await this.organisations.byIds(rows.flatMap(membersOf));
    return Promise.all(
      rows.map(async (row) => {
        const members = membersOf(row);
        const outer = outermost(members.flatMap((id) => places.get(id) ?? [])).map(({id}) => id);
        const done = sumOf([...(await this.done(plan.id, outer)).values()]);
        const parts = quotas.filter(({parent}) => parent === row.holder);
        const allocated = sumOf(parts.map(({targets}) => targets));
        return Object.assign(new QuotaBucket(), {
          key: row.holder,
          position: row.position,
          names: {zh: row.nameZh ?? '', en: row.nameEn ?? ''},
          members: members.map((id) => Organisation.of(id)),
          cells: cellsOf(plan, {assigned: row.targets, allocated}, done),
          parts: await this.ofUnits(
            plan,
            parts.map(({holder}) => holder),
          ),
        });
      }),
    );
  }

  /** What was done in all, by metric. */
  async doneInAll(plans: readonly (Plan | null)[]): Promise<Record<string, number>[]> {
    return Promise.all(
      plans.map(async (plan) =>
        plan ? Object.fromEntries((await this.totals(plan)).map(({metric, done}) => [metric.key, done])) : {},
      ),
    );
  }

  /** The campaigns whose notice has a row for the unit, or names it in a bucket. */
  async campaignsWithRow(organisationId: string): Promise<Set<string>> {
    const rows = await this.database.read.findBy(PlanQuota, {holder: organisationId, source: In(['ROW', 'SPLIT'])});
    const buckets = await this.database.read.findBy(PlanQuota, {source: 'BUCKET'});
    const named = buckets.filter(({members}) => members?.includes(organisationId));
    return new Set([...rows, ...named].map(({campaignId}) => campaignId));
  }

  private withFigures(plan: Plan, rows: readonly PrintedRow[]): Promise<QuotaRow[]> {
    return this.ofUnits(
      plan,
      rows.map(({organisationId}) => organisationId),
    );
  }

  /** Rows of units, with every number that they have from anywhere, in the order asked for. */
  private async ofUnits(plan: Plan, ids: readonly string[]): Promise<QuotaRow[]> {
    if (ids.length === 0) return [];
    const {id: campaignId} = plan;
    const root = plan.root().id;
    const own = await this.database.read.findBy(PlanQuota, {campaignId, holder: In([...ids])});
    const given = await this.database.read.findBy(PlanQuota, {campaignId, parent: In([...ids]), source: 'UNIT'});
    const done = await this.done(campaignId, ids);
    const each = plan.isForEach()
      ? await this.metByEach(plan, ids, own)
      : new Map<string, Record<string, [number, number]>>();
    return ids.map((id) => {
      const of = own.filter(({holder}) => holder === id);
      const assigned = (['ROW', 'SPLIT', 'UNIT'] as const).flatMap((kind) => of.filter(({source}) => source === kind));
      const allocated = id === root ? plan.allocatedByNotice() : null;
      const cells = cellsOf(
        plan,
        {
          assigned: id === root ? plan.targets() : {...assigned.at(0)?.targets},
          own: of.find(({source}) => source === 'OWN')?.targets,
          allocated: allocated ?? sumOf(given.filter(({parent}) => parent === id).map(({targets}) => targets)),
          each: each.get(id),
        },
        done.get(id),
      );
      return Object.assign(new QuotaRow(), {
        organisation: Organisation.of(id),
        source: assigned.at(0)?.source ?? null,
        position: assigned.find(({source}) => source === 'ROW')?.position ?? null,
        cells,
      });
    });
  }

  /** Where a row binds each unit directly below it: how many of them have reached it, and of how many (A14). */
  private async metByEach(plan: Plan, ids: readonly string[], quotas: readonly PlanQuota[]) {
    const {read} = this.database;
    const children = await read.find(OrganisationRef, {
      select: {id: true, parentId: true},
      where: {parentId: In([...ids]), closed: false},
    });
    const done = await this.done(
      plan.id,
      children.map(({id}) => id),
    );
    return new Map(
      ids.map((id) => {
        const targets = quotas.find(({holder, source}) => holder === id && source === 'ROW')?.targets ?? {};
        const below = children.filter(({parentId}) => parentId === id);
        const met = cellsOf(plan, {assigned: targets}, {}).flatMap(({metric, target}): [string, [number, number]][] => {
          if (target === null) return [];
          const reached = below.filter((child) => {
            const figure = cellsOf(plan, {assigned: {}}, done.get(child.id)).find(
              (cell) => cell.metric.key === metric.key,
            );
            return isMet(metric.definition, target, figure?.done ?? 0);
          });
          return [[metric.key, [reached.length, below.length]]];
        });
        return [id, Object.fromEntries(met)];
      }),
    );
  }

  private placesOfRows(campaignId: string): Promise<{id: string; path: string}[]> {
    return this.database.read
      .createQueryBuilder(OrganisationRef, 'o')
      .innerJoin(PlanQuota, 'q', "q.holder = o.id AND q.campaignId = :campaignId AND q.source = 'ROW'", {campaignId})
      .select('o.id', 'id')
      .addSelect('o.path', 'path')
      .getRawMany<{id: string; path: string}>();
  }
}
