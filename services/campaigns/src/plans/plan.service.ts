import type {Database} from '@concours/kernel/database';
import {covers} from '@concours/kernel/scope';
import {In, MoreThan} from 'typeorm';
import {Organisation} from '../organisations/organisation.js';
import type {OrganisationRefs} from '../organisations/organisation-ref.service.js';
import {figureOf, measuresOf} from './counting.rules.js';
import type {Plan} from './plan.js';
import {PlanProgress} from './plan-progress.js';
import {PlanRevision} from './plan-revision.js';
import {QuotaCell, QuotaRow} from './quota-row.js';

/** What was done, by organisation and measure. */
export type Done = Map<string, Record<string, number>>;

/** Reads progress as the plan prints it. Public: figures of units, none of persons. */
export class Plans {
  constructor(
    private readonly database: Database,
    private readonly organisations: OrganisationRefs,
  ) {}

  async done(campaignId: string, organisationIds: readonly string[], sinceRevision = -1): Promise<Done> {
    const done: Done = new Map();
    if (organisationIds.length === 0) return done;
    const rows = await this.database.read.findBy(PlanProgress, {
      campaignId,
      organisationId: In([...organisationIds]),
      revision: MoreThan(sinceRevision),
    });
    for (const {organisationId, measure, done: figure} of rows) {
      done.set(organisationId, {...done.get(organisationId), [measure]: figure});
    }
    return done;
  }

  async revision(campaignId: string): Promise<number> {
    return (await this.database.read.findOneBy(PlanRevision, {campaignId}))?.revision ?? 0;
  }

  async rows(plan: Plan): Promise<QuotaRow[]> {
    const allocated = plan.allocated();
    const done = await this.done(
      plan.id,
      allocated.map(({organisationId}) => organisationId),
    );
    return allocated.map(({organisationId, targets}) => rowOf(plan, organisationId, targets, done));
  }

  /** Any unit at or below the root; null for others. */
  async row(plan: Plan, organisationId: string): Promise<QuotaRow | null> {
    const root = plan.root().id;
    const known = await this.organisations.byIds([organisationId, root]);
    const [unit, top] = [known.get(organisationId), known.get(root)];
    if (!unit || !top || !covers(top.path, unit.path)) return null;
    const done = await this.done(plan.id, [organisationId]);
    const allocated = plan.allocated().find((row) => row.organisationId === organisationId)?.targets;
    return rowOf(plan, organisationId, organisationId === root ? targetsOf(plan) : (allocated ?? {}), done);
  }

  async totals(plan: Plan): Promise<QuotaCell[]> {
    const root = plan.root().id;
    return cellsOf(plan, targetsOf(plan), (await this.done(plan.id, [root])).get(root));
  }

  /** What the root has more than the rows: done by units outside of them (A18). A row below another row is in that one already. */
  async unallocated(plan: Plan): Promise<QuotaCell[]> {
    const ids = plan.allocated().map(({organisationId}) => organisationId);
    const root = plan.root().id;
    const known = await this.organisations.byIds(ids);
    const outer = ids.filter(
      (id) => !ids.some((other) => other !== id && covers(known.get(other)?.path ?? '', known.get(id)?.path ?? '')),
    );
    const done = await this.done(plan.id, [root, ...outer]);
    const rest = (measure: string) =>
      outer.reduce((left, id) => left - (done.get(id)?.[measure] ?? 0), done.get(root)?.[measure] ?? 0);
    const measures = measuresOf(plan.definition.metrics);
    return cellsOf(plan, {}, Object.fromEntries(measures.map(({id}) => [id, rest(id)])));
  }

  /** What was done in all, by metric. */
  async doneInAll(plans: readonly (Plan | null)[]): Promise<Record<string, number>[]> {
    return Promise.all(
      plans.map(async (plan) =>
        plan ? Object.fromEntries((await this.totals(plan)).map(({metric, done}) => [metric.key, done])) : {},
      ),
    );
  }
}

export function rowOf(
  plan: Plan,
  organisationId: string,
  targets: Record<string, number | null>,
  done: Done,
): QuotaRow {
  return {organisation: Organisation.of(organisationId), cells: cellsOf(plan, targets, done.get(organisationId))};
}

export function cellsOf(
  plan: Plan,
  targets: Record<string, number | null>,
  done: Record<string, number> = {},
): QuotaCell[] {
  return plan
    .cellMetrics()
    .map((metric) => ({metric, target: targets[metric.key] ?? null, done: figureOf(metric.definition, done)}));
}

export function targetsOf(plan: Plan): Record<string, number | null> {
  return Object.fromEntries(plan.metrics().map(({key, target}) => [key, target]));
}
